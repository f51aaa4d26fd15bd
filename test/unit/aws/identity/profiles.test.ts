import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listProfiles } from '../../../../src/aws/identity/profiles';

const config = `
[default]
region = eu-west-1
[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Reader
region = us-west-2
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://example.com/start
[services mine]
sts =
  endpoint_url = https://sts.example
[profile legacy]
sso_start_url = https://example.com/start
sso_account_id = 123456789012
sso_role_name = Reader
[profile admin]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = keys
[profile instance]
role_arn = arn:aws:iam::123456789012:role/instance
credential_source = Ec2InstanceMetadata
[profile web]
role_arn = arn:aws:iam::123456789012:role/web
web_identity_token_file = /token
[profile process]
credential_process = give --password secret-1
[profile login]
login_session = arn:aws:iam::123456789012:user/me
[profile "with space"]
region = us-east-1
[profile 'other space']
[profile keys]
region = us-east-1
`;
const credentials = `
[keys]
aws_access_key_id = AKIASECRET
aws_secret_access_key = secret-2
[only here]
aws_access_key_id = AKIASECRET
[more]
aws_access_key_id = AKIASECRET
aws_secret_access_key = secret-3
aws_session_token = secret-4
`;

describe('listProfiles', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'partner-central-'));
    mkdirSync(join(home, '.aws'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('lists nothing where there are no files', async () => {
    assert.deepEqual(await listProfiles({ HOME: home }), { profiles: [], faults: [] });
    assert.deepEqual(await listProfiles({ HOME: join(home, 'none') }), { profiles: [], faults: [] });
  });

  it('tells how each profile gets its credentials, and none of them', async () => {
    writeFileSync(join(home, '.aws', 'config'), config);
    writeFileSync(join(home, '.aws', 'credentials'), credentials);
    const { profiles } = await listProfiles({ HOME: home });
    const nothing = (line: number) => ({
      place: { file: 'config', line },
      unusable: `it does not say where credentials come from (~/.aws/config, line ${line}).`,
    });
    const arn = 'arn:aws:iam::123456789012:role';
    assert.deepEqual(profiles, [
      { name: 'admin', kind: 'role', detail: `${arn}/admin · keys`, files: ['config'] },
      { name: 'default', kind: 'unknown', region: 'eu-west-1', files: ['config'], ...nothing(2) },
      { name: 'instance', kind: 'role', detail: `${arn}/instance · Ec2InstanceMetadata`, files: ['config'] },
      { name: 'keys', kind: 'keys', region: 'us-east-1', files: ['config', 'credentials'] },
      {
        ...{ name: 'legacy', kind: 'sso', detail: '123456789012 · Reader', files: ['config'] },
        place: { file: 'config', line: 15 },
        unusable: 'sso_region is missing (~/.aws/config, line 15).',
      },
      { name: 'login', kind: 'login', files: ['config'] },
      { name: 'more', kind: 'keys', files: ['credentials'] },
      {
        ...{ name: 'only here', kind: 'keys', files: ['credentials'] },
        place: { file: 'credentials', line: 6 },
        unusable: 'aws_secret_access_key is missing beside aws_access_key_id (~/.aws/credentials, line 6).',
      },
      { name: 'other space', kind: 'unknown', files: ['config'], ...nothing(34) },
      { name: 'process', kind: 'process', files: ['config'] },
      { name: 'sso', kind: 'sso', region: 'us-west-2', detail: 'corp · 123456789012 · Reader', files: ['config'] },
      { name: 'web', kind: 'webIdentity', detail: `${arn}/web`, files: ['config'] },
      { name: 'with space', kind: 'unknown', region: 'us-east-1', files: ['config'], ...nothing(32) },
    ]);
    assert.doesNotMatch(JSON.stringify(profiles), /secret-\d|AKIA/i);
  });

  it('reads the files that the environment names, and reads them anew each time', async () => {
    const env = { HOME: home, AWS_CONFIG_FILE: '~/mine', AWS_SHARED_CREDENTIALS_FILE: join(home, 'keys') };
    assert.deepEqual((await listProfiles(env)).profiles, []);
    writeFileSync(join(home, 'mine'), '[profile one]\nregion = us-east-1\n');
    writeFileSync(join(home, 'keys'), '[two]\naws_access_key_id = a\n');
    const names = async () => (await listProfiles(env)).profiles.map(({ name }) => name);
    assert.deepEqual(await names(), ['one', 'two']);
    writeFileSync(join(home, 'mine'), '[profile three]\nregion = us-east-1\n');
    assert.deepEqual(await names(), ['three', 'two']);
  });
});
