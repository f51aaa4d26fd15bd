import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toCredentialsError } from '../../../../src/aws/identity/credentialsErrors';
import { sourceChain } from '../../../../src/aws/identity/profileWay';
import { readSharedConfig } from '../../../../src/aws/identity/sharedConfig';
import { hasCredentials } from '../../../../src/aws/identity/sharedFiles';

const role = (source: string) => `role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = ${source}\n`;
const keys = 'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n';

describe('where credentials come from', () => {
  let folder: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sources-'));
    env = { HOME: folder, AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'keys') };
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const configure = (text: string) => writeFile(join(folder, 'config'), text);
  const chain = async (text: string, profile: string) => {
    await configure(text);
    return sourceChain(profile, await readSharedConfig(env));
  };
  const why = async (text: string, profile: string, error: unknown = new Error('no')) => {
    await configure(text);
    return toCredentialsError(error, profile, await readSharedConfig(env));
  };

  it('is followed from role to role, to one with keys or with its own', async () => {
    const text = `[profile a]\n${role('b')}[profile b]\n${role('c')}[profile c]\n${keys}[profile own]\n${role('own')}${keys}`;
    assert.deepEqual(await chain(text, 'a'), { names: ['a', 'b', 'c'], circle: false });
    assert.deepEqual(await chain(text, 'own'), { names: ['own'], circle: false });
    assert.deepEqual(await chain(text, 'absent'), { names: ['absent'], circle: false });
    const notARole = `[profile k]\n${keys}source_profile = c\n[profile c]\n${keys}`;
    assert.deepEqual(await chain(notARole, 'k'), { names: ['k'], circle: false });
  });

  it('is followed into no circle, and the circle is named', async () => {
    const text = `[profile a]\n${role('b')}[profile b]\n${role('c')}[profile c]\n${role('b')}`;
    assert.deepEqual(await chain(text, 'a'), { names: ['a', 'b', 'c', 'b'], circle: true });
    assert.match((await why(text, 'a')).message, /form a circle \(a → b → c → b\)/);
  });

  it('is named where it is missing, or a part of it', async () => {
    assert.equal((await why('', 'dev')).code, 'profileNotFound');
    for (const [text, part] of [
      ['aws_access_key_id = A', 'aws_secret_access_key is missing in dev.'],
      ['aws_secret_access_key = s', 'aws_access_key_id is missing in dev.'],
      ['role_arn = arn:aws:iam::123456789012:role/r', 'source_profile is missing in dev.'],
      ['region = us-east-1', 'dev does not say where they come from.'],
      ['source_profile = gone\nrole_arn = arn:x', 'its source_profile gone does not exist.'],
      ['sso_session = corp', '[sso-session corp] is missing.'],
    ] as const) {
      const error = await why(`[profile dev]\n${text}\n`, 'dev');
      assert.equal(error.code, 'profileInvalid');
      assert.ok(error.message.includes(part), error.message);
    }
  });

  it('is not the fault of the files where the network failed, and asks for a sign-in only where there is one', async () => {
    const sso =
      '[profile dev]\nsso_start_url = https://example.com\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r\n';
    assert.equal((await why(sso, 'dev', { code: 'ENOTFOUND' })).code, 'offline');
    assert.equal((await why(sso, 'dev', new Error('ForbiddenException: no'))).code, 'signInRefused');
    assert.equal((await why(sso, 'dev', { message: 7 })).code, 'signInNeeded');
    const plain = await why(`[profile dev]\n${keys}`, 'dev');
    assert.notEqual(plain.code, 'signInNeeded');
  });

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
