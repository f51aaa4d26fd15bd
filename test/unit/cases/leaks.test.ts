import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDemoServer } from '../../../src/demo/server/demoServer';

describe('What a window leaves behind', function () {
  this.timeout(120_000);

  it('F04: is less than 5 MB after 500 refreshes and 200 panels, and no timer and no socket once it is closed', async () => {
    const server = await startDemoServer();
    try {
      const keys = { AWS_ACCESS_KEY_ID: 'AKIADEMO', AWS_SECRET_ACCESS_KEY: 'demo' };
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--expose-gc', '--import', 'tsx', join(__dirname, 'leaks.ts'), server.url],
        { env: { ...env, ...keys, AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere', USERPROFILE: '/nowhere' } },
      );
      const { grown, loaded, left } = JSON.parse(stdout);
      assert.ok(loaded > 10, `${loaded} are loaded`);
      assert.ok(server.service.counts.requests > 550, `${server.service.counts.requests} requests`);
      assert.ok(grown < 5 * 1024 * 1024, `grown by ${grown} bytes`);
      assert.deepEqual(left, []);
    } finally {
      await server.close();
    }
  });
});
