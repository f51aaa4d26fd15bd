import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSharedConfig } from '../../../../src/aws/identity/files/sharedConfig';
import { type Plan, planOf, profilesOf } from '../../../../src/aws/identity/plan';
import { isSourceError } from '../../../../src/core/errors/sourceError';

const role = (source: string) => `role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = ${source}\n`;
const keys = 'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n';
const sso = 'sso_account_id = 1\nsso_role_name = r\n';
const start = 'sso_start_url = https://example.com\nsso_region = us-east-1\n';

describe('planOf', () => {
  let folder: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plan-'));
    env = { HOME: folder, AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'keys') };
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function plan(config: string, profile: string, credentials?: string): Promise<Plan> {
    await writeFile(join(folder, 'config'), config);
    if (credentials !== undefined) await writeFile(join(folder, 'keys'), credentials);
    return planOf(profile, await readSharedConfig(env));
  }

  it('follows roles to one with keys, or with its own', async () => {
    const text = `[profile a]\n${role('b')}[profile b]\n${role('c')}[profile c]\n${keys}[profile own]\n${role('own')}${keys}`;
    assert.deepEqual(profilesOf(await plan(text, 'a')), ['a', 'b', 'c']);
    assert.deepEqual(profilesOf(await plan(text, 'own')), ['own']);
    const notARole = `[profile k]\n${keys}source_profile = c\n[profile c]\n${keys}`;
    assert.deepEqual(profilesOf(await plan(notARole, 'k')), ['k']);
    const keysFirst = `[profile a]\n${role('b')}[profile b]\n${role('c')}${keys}`;
    assert.deepEqual(profilesOf(await plan(keysFirst, 'a')), ['a', 'b'], 'keys of a source count before its role');
  });

  for (const [what, config, kind] of [
    ['a role before its own keys', `${role('s')}${keys}[profile s]\n${keys}`, 'role'],
    ['a web identity before keys', `role_arn = r\nweb_identity_token_file = /t\n${keys}`, 'webIdentity'],
    ['IAM Identity Center before keys', `${sso}${start}${keys}`, 'sso'],
    ['aws login before a process', 'login_session = s\ncredential_process = p\n', 'login'],
    ['a process before keys of the config file', `credential_process = p\n${keys}`, 'process'],
    ['keys of the config file last', keys, 'keys'],
  ] as const) {
    it(`takes ${what}, as the AWS CLI does`, async () => {
      assert.equal((await plan(`[profile x]\n${config}`, 'x')).kind, kind);
    });
  }

  it('refuses what is not the name of a region where it would become a part of a host, as the AWS CLI does', async () => {
    const bad = ['x@example.com/', 'example.com#', '..', '-a', '123', 'a'.repeat(64), '[x](command:y)'];
    for (const region of bad) {
      const own = `region = ${region}\n`;
      for (const [config, place] of [
        [`${role('s')}${own}[profile s]\n${keys}`, /its region .*config, line 4\)/],
        [`role_arn = r\nweb_identity_token_file = /t\n${own}`, /its region .*config, line 4\)/],
        [`login_session = s\n${own}`, /its region .*config, line 3\)/],
        [`${role('s')}[profile s]\nlogin_session = s\n${own}`, /profile s .*its region .*config, line 6\)/],
        [`${sso}sso_start_url = u\nsso_region = ${region}\n`, /its sso_region .*config, line 5\)/],
        [
          `${sso}sso_session = n\n[sso-session n]\nsso_start_url = u\nsso_region = ${region}\n`,
          /its sso_region .*config, line 7\)/,
        ],
      ] as const) {
        await assert.rejects(plan(`[profile x]\n${config}`, 'x'), (error) => {
          assert.ok(isSourceError(error) && error.code === 'profileInvalid');
          assert.match(error.message, place);
          assert.match(error.message, /is not the name of a region/);
          return true;
        });
      }
      assert.equal((await plan(`[profile x]\n${own}${keys}`, 'x')).kind, 'keys');
    }
    for (const region of ['US-EAST-1', 'a'.repeat(63)])
      await plan(`[profile x]\nlogin_session = s\nregion = ${region}\n`, 'x');
  });

  it('takes keys of the credentials file before aws login and a process, and never half of one from each file', async () => {
    const others = '[profile x]\nlogin_session = s\ncredential_process = p\n';
    assert.equal((await plan(others, 'x', `[x]\n${keys}`)).kind, 'keys');
    await assert.rejects(
      plan('[profile x]\naws_secret_access_key = s\n', 'x', '[x]\naws_access_key_id = A\n'),
      /aws_secret_access_key is missing beside aws_access_key_id \(.*keys, line 2\)/,
    );
  });

  it('joins a session of IAM Identity Center with its profile', async () => {
    const text = `[profile x]\nsso_session = corp\n${sso}[sso-session corp]\n${start}`;
    assert.deepEqual(await plan(text, 'x'), {
      ...{ kind: 'sso', profile: 'x', session: 'corp', account: '1', role: 'r' },
      ...{ startUrl: 'https://example.com', region: 'us-east-1' },
    });
  });

  it('takes from the session even the account or the role that the profile lacks', async () => {
    const text = `[profile x]\nsso_session = corp\nsso_role_name = r\n[sso-session corp]\nsso_account_id = 2\n${start}`;
    assert.deepEqual(await plan(text, 'x'), {
      ...{ kind: 'sso', profile: 'x', session: 'corp', account: '2', role: 'r' },
      ...{ startUrl: 'https://example.com', region: 'us-east-1' },
    });
  });

  const faults: readonly (readonly [what: string, config: string, words: RegExp, line: number | undefined])[] = [
    ['no secret', 'aws_access_key_id = A', /aws_secret_access_key is missing beside/, 2],
    ['no key id', 'aws_secret_access_key = s', /aws_access_key_id is missing/, 2],
    ['no source', 'role_arn = r', /has no source_profile and no credential_source/, 2],
    ['two sources', `${role('s')}credential_source = Environment`, /both source_profile and credential_source/, 4],
    ['an unknown credential_source', 'role_arn = r\ncredential_source = Ec2', /none of Environment, EcsCont/, 3],
    ['a source that does not exist', role('gone'), /its source_profile gone does not exist/, 3],
    ['itself as source, without keys', role('dev'), /its source_profile is dev itself, which has no keys/, 3],
    ['a circle', `${role('b')}[profile b]\n${role('dev')}`, /form a circle, dev → b → dev/, 6],
    [
      'a circle behind it',
      `${role('b')}[profile b]\n${role('c')}[profile c]\n${role('b')}`,
      /form a circle, dev → b → c → b/,
      9,
    ],
    ['no session of that name', `sso_session = corp\n${sso}`, /\[sso-session corp\] is missing/, 2],
    ['no sso_role_name', `sso_account_id = 1\n${start}`, /: sso_role_name is missing/, 1],
    [
      'no account and no role',
      `sso_session = corp\n[sso-session corp]\n${start}`,
      /sso_account_id and sso_role_name are/,
      1,
    ],
    [
      'a session without a region',
      `sso_session = corp\n${sso}[sso-session corp]\nsso_start_url = https://example.com`,
      /sso_region is missing in \[sso-session corp\]/,
      5,
    ],
    [
      'another region than its session',
      `sso_session = corp\n${sso}sso_region = eu-west-1\n[sso-session corp]\n${start}`,
      /its sso_region is not the one of \[sso-session corp\]/,
      5,
    ],
    ['a token file and no role', 'web_identity_token_file = /t', /role_arn is missing/, 2],
    ['nothing that gives keys', 'region = us-east-1', /does not say where credentials come from/, 1],
  ];
  for (const [what, config, words, line] of faults) {
    it(`C06: names what is wrong with a profile that has ${what}, and opens it there`, async () => {
      const error = await refused(plan(`[profile dev]\n${config}\n`, 'dev'));
      assert.equal(error.code, 'profileInvalid');
      assert.match(error.message, words);
      assert.match(error.message, /\bdev\b/);
      assert.deepEqual(error.remedies[0], { kind: 'openConfig', file: 'config', line });
      if (line !== undefined) assert.ok(error.message.includes(`~/config, line ${line})`), error.message);
    });
  }

  it('C01: tells a missing profile, no files, wrong headers, half keys, UTF-16 and __proto__ apart, with their lines', async () => {
    const told = async (config: string | Buffer, profile: string) => {
      await writeFile(join(folder, 'config'), config);
      return refused((async () => planOf(profile, await readSharedConfig(env)))());
    };
    const none = await refused((async () => planOf('dev', await readSharedConfig(env)))());
    const errors = [
      none,
      await told('[profile other]\n', 'dev'),
      await told('[default]\n\n[dev]\nregion = x\n', 'dev'),
      await told('[profile Dev]\n', 'dev'),
      await told('[profile my team]\n', 'my team'),
      await told('[profile dev]\naws_access_key_id = A\n', 'dev'),
      await told(Buffer.from('\ufeff[profile dev]\n', 'utf16le'), 'dev'),
      await told('[profile dev]\nwhat is this\n', 'dev'),
      await told('[profile dev]\n[profile dev]\n', 'dev'),
    ];
    assert.equal(new Set(errors.map(({ message }) => message)).size, errors.length);
    for (const { message } of errors) assert.ok((message.match(/[.!?](\s|$)/g) ?? []).length <= 2, message);
    assert.match(none.message, /there is no ~\/config and no ~\/keys/);
    assert.match(errors[2]?.message ?? '', /~\/config, line 3 has \[dev\]\. In the config file, “profile”/);
    assert.deepEqual(errors[2]?.remedies[0], { kind: 'openConfig', file: 'config', line: 3 });
    assert.equal(errors[6]?.code, 'configUnreadable');
    assert.match(errors[7]?.message ?? '', /~\/config, line 2/);
    assert.deepEqual(errors[8]?.remedies[0], { kind: 'openConfig', file: 'config', line: 2 });
    const proto = await plan(`[profile __proto__]\n${keys}[profile dev]\n${keys}`, '__proto__');
    assert.equal(proto.kind, 'keys');
    assert.equal((await plan(`[profile __proto__]\n${keys}[profile dev]\n${keys}`, 'dev')).kind, 'keys');
    assert.equal((await plan(`[profile "my team"]\n${keys}`, 'my team')).kind, 'keys');
  });

  async function refused(work: Promise<unknown>) {
    const error = await work.then(
      () => assert.fail('it was taken'),
      (thrown: unknown) => thrown,
    );
    assert.ok(isSourceError(error), String(error));
    return error;
  }
});
