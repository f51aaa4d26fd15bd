import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCredentials } from '../../../../src/aws/identity/files/sharedFiles';

describe('where credentials come from', () => {
  let folder: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sources-'));
    env = { HOME: folder, AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'keys') };
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is known to exist by a variable or a file, without opening one', async () => {
    assert.equal(hasCredentials(env), false);
    for (const name of [
      'AWS_ACCESS_KEY_ID',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    ]) {
      assert.equal(hasCredentials({ ...env, [name]: 'x' }), true, name);
      assert.equal(hasCredentials({ ...env, [name]: '' }), false, name);
    }
    assert.equal(hasCredentials({ ...env, AWS_PROFILE: 'dev' }), false);
    for (const file of ['config', 'keys']) {
      await writeFile(join(folder, file), '');
      assert.equal(hasCredentials(env), true, file);
      await rm(join(folder, file));
    }
  });
});
