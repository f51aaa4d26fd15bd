import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../tasks/profiles';

describe('npm run profiles', () => {
  const { env, exitCode } = process;
  const { log, error } = console;
  let folder: string;
  let printed: string[];
  let errors: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profiles-'));
    [printed, errors] = [[], []];
    console.log = (text: string) => void printed.push(text);
    console.error = (text: string) => void errors.push(text);
    process.env = { HOME: folder, AWS_CONFIG_FILE: join(folder, 'c'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'k') };
  });

  afterEach(async () => {
    Object.assign(console, { log, error });
    Object.assign(process, { env, exitCode });
    await rm(folder, { recursive: true });
  });

  it('prints what the pick lists, each with its kind and whether it can be used', async () => {
    await writeFile(
      join(folder, 'c'),
      "[profile acme&co]\ncredential_process = x\n[profile 'my team']\nROLE_ARN = arn # x\nsource_profile = dept#1\n[dev]\n",
    );
    await writeFile(
      join(folder, 'k'),
      '[dept#1]\naws_access_key_id = A\naws_secret_access_key = s\n[half]\naws_access_key_id = A\n',
    );
    await run();
    assert.deepEqual(JSON.parse(printed.join('\n')), [
      { name: 'acme&co', kind: 'process', usable: true },
      { name: 'dept#1', kind: 'keys', usable: true },
      {
        ...{ name: 'half', kind: 'keys', usable: false },
        why: 'aws_secret_access_key is missing beside aws_access_key_id (~/k, line 5).',
      },
      { name: 'my team', kind: 'role', usable: true },
    ]);
    assert.deepEqual([errors, process.exitCode], [[], exitCode]);
  });

  it('prints an empty list where there are no files', async () => {
    await run();
    assert.deepEqual([printed, errors, process.exitCode], [['[]'], [], exitCode]);
  });

  it('names a file that cannot be read on stderr, and fails; no profile of the other file can be used', async () => {
    await writeFile(join(folder, 'c'), '[default]\nsecret\n');
    await writeFile(join(folder, 'k'), '[dev]\naws_access_key_id = A\naws_secret_access_key = s\n');
    await run();
    const [dev, ...others] = JSON.parse(printed.join('\n'));
    assert.deepEqual([dev.name, dev.kind, dev.usable, others], ['dev', 'keys', false, []]);
    assert.match(dev.why, /~\/c, line 2/);
    assert.deepEqual(errors, [`${join(folder, 'c')}:2: line 2 is not a header, a setting or a comment.`]);
    assert.equal(process.exitCode, 1);
  });
});
