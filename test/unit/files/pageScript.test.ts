import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageScripts } from '../../../src/files/pageScript';

describe('the scripts of the pages', () => {
  it('are read where they are packed, and once each', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pages-'));
    try {
      await mkdir(join(folder, 'dist', 'webview'), { recursive: true });
      for (const name of ['details', 'other'])
        await writeFile(join(folder, 'dist', 'webview', `${name}.js`), `/* ${name} é */`);
      const scriptOf = pageScripts(folder);
      assert.equal(scriptOf('details'), '/* details é */');
      assert.equal(scriptOf('other'), '/* other é */');
      await rm(folder, { recursive: true });
      assert.equal(scriptOf('details'), '/* details é */');
      assert.throws(() => scriptOf('gone'), { code: 'ENOENT' });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
