import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveEndpoint } from '../../../../src/aws/identity/endpoint';
import { readSharedConfig } from '../../../../src/aws/identity/files/sharedConfig';
import type { Environment } from '../../../../src/aws/identity/files/sharedFiles';
import { isSourceError, type SourceErrorCode } from '../../../../src/core/errors/sourceError';

const files = `
[default]
endpoint_url = https://default.example
[profile plain]
region = eu-west-1
[profile own]
endpoint_url = https://own.example
[profile both]
endpoint_url = https://own.example
services = mine
[profile other]
endpoint_url = https://own.example
services = others
[profile gone]
services = nowhere
[profile deaf]
endpoint_url = https://own.example
ignore_configured_endpoint_urls = true
[profile open]
endpoint_url = http://open.example
[services mine]
partnercentral_selling =
  endpoint_url = https://selling.example
sts =
  endpoint_url = https://sts.example
[services others]
s3 =
  endpoint_url = https://s3.example
`;

describe('resolveEndpoint', () => {
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'partner-central-'));
    writeFileSync(join(home, 'config'), files);
  });
  after(() => rmSync(home, { recursive: true }));

  interface Case {
    readonly profile?: string;
    readonly setting?: string;
    readonly env?: Environment;
    readonly service?: 'sts';
  }
  async function resolve({ profile = 'plain', setting, env = {}, service }: Case): Promise<string | undefined> {
    const config = await readSharedConfig({
      AWS_CONFIG_FILE: join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'none'),
    });
    return resolveEndpoint({ service: service ?? 'partnercentral_selling', setting, env, profile, config })?.url;
  }
  const everyService = { AWS_ENDPOINT_URL: 'https://all.example' };
  const ourService = { ...everyService, AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING: 'https://env.example' };

  const found: readonly (readonly [what: string, from: Case, expected: string | undefined])[] = [
    ['none where nothing is configured, whatever the default profile has', {}, undefined],
    ['the default profile’s for itself', { profile: 'default' }, 'https://default.example'],
    ['none for a profile that does not exist', { profile: 'missing' }, undefined],
    ['the profile’s own', { profile: 'own' }, 'https://own.example'],
    ['the profile’s for this service before its general one', { profile: 'both' }, 'https://selling.example'],
    ['the profile’s for another service', { profile: 'both', service: 'sts' }, 'https://sts.example'],
    [
      'the general one where the services section has none for this service',
      { profile: 'other' },
      'https://own.example',
    ],
    ['the environment’s before the profile’s', { profile: 'both', env: everyService }, 'https://all.example'],
    ['the environment’s for this service before its general one', { env: ourService }, 'https://env.example'],
    ['the environment’s general one for another service', { env: ourService, service: 'sts' }, 'https://all.example'],
    [
      'none where the environment says to ignore',
      { profile: 'own', env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True' } },
      undefined,
    ],
    [
      'none where the profile says to ignore, not even the environment’s',
      { profile: 'deaf', env: ourService },
      undefined,
    ],
    [
      'the profile’s where the environment says not to ignore',
      { profile: 'deaf', env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' } },
      'https://own.example',
    ],
    [
      'the setting before all others, ignored or not',
      {
        profile: 'deaf',
        setting: 'https://setting.example',
        env: { ...ourService, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      },
      'https://setting.example',
    ],
    ['http on this computer by name', { setting: 'http://localhost:8080' }, 'http://localhost:8080'],
    ['http on this computer by number', { setting: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080'],
    ['http on this computer by its IPv6 number', { setting: 'http://[::1]:8080' }, 'http://[::1]:8080'],
  ];
  for (const [what, from, expected] of found) {
    it(`finds ${what}`, async () => {
      assert.equal(await resolve(from), expected);
    });
  }

  const refused: readonly (readonly [what: string, from: Case, words: RegExp, code?: SourceErrorCode])[] = [
    [
      'http to another computer',
      { setting: 'http://example.com' },
      /example\.com \(setting\).*http is for this computer/,
    ],
    ['a host that only looks like this computer', { setting: 'http://127.0.0.1.example.com' }, /http is for this/],
    [
      'a profile’s http to another computer',
      { profile: 'open' },
      /open\.example \(endpoint_url of the profile open, .*config line 20\)/,
    ],
    ['what is no URL, without repeating it', { env: { AWS_ENDPOINT_URL: 'secret' } }, /\(AWS_ENDPOINT_URL\).*https:/],
    ['another protocol', { setting: 'file:///etc/passwd' }, /must start with https/],
    ['a password, without repeating it', { setting: 'https://me:secret@example.com' }, /user name or password/],
    [
      'a services section that does not exist',
      { profile: 'gone' },
      /gone.*\[services nowhere\] is missing/,
      'profileInvalid',
    ],
  ];
  for (const [what, from, words, code = 'invalidEndpoint'] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(resolve(from), (error) => {
        assert.ok(isSourceError(error));
        assert.equal(error.code, code);
        assert.match(error.message, words);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    });
  }

  it('takes no host below AWS’s names for AWS’s own that may lead to what a customer runs', async () => {
    const config = await readSharedConfig({ AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '' });
    const isForeign = (host: string) => {
      const env = { AWS_ENDPOINT_URL: `https://${host}` };
      return resolveEndpoint({ service: 'sso_oidc', env, profile: 'default', config })?.isForeign;
    };
    const own = [
      ...['sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com', 'sts-fips.us-gov-west-1.amazonaws.com:443'],
      ...['portal.sso.eu-central-1.amazonaws.com', 'oidc.us-east-1.api.aws', 'oidc.cn-north-1.amazonaws.com.cn'],
      ...['partnercentral-selling.us-east-1.api.aws', 'us-east-1.signin.aws.amazon.com'],
      'vpce-0a1b-c2.partnercentral-selling.us-east-1.vpce.amazonaws.com',
    ];
    const others = [
      ...['abc123.execute-api.us-east-1.amazonaws.com', 'bucket.s3.amazonaws.com', 's3.us-east-1.amazonaws.com'],
      ...[
        'ec2-192-0-2-1.compute-1.amazonaws.com',
        'sts.us-east-1.elb.amazonaws.com',
        'abc.lambda-url.us-east-1.on.aws',
      ],
      ...['vpce-0a1b.vpce-svc-0c2d.us-east-1.vpce.amazonaws.com', 'x.sts.amazonaws.com', 'sts.amazonaws.com.example'],
      ...['x-sts.amazonaws.com', 'sts.amazonaws.com.', 'oidc.us-east-1.s3.api.aws'],
    ];
    assert.deepEqual(own.filter(isForeign), []);
    assert.deepEqual(
      others.filter((host) => !isForeign(host)),
      [],
    );
  });
});
