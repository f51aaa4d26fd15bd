import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveEndpoint, type Service } from '../../src/aws/identity/endpoint';
import { readSharedConfig } from '../../src/aws/identity/files/sharedConfig';
import { isSourceError } from '../../src/core/errors/sourceError';
import { type CliEndpoint, endpointsOfAwsCli, findAwsCliModules } from './programs';

/** The services that a connection may send to, as the AWS CLI names them. */
const services: Readonly<Record<Service, string>> = {
  partnercentral_selling: 'partnercentral-selling',
  sts: 'sts',
  sso: 'sso',
  sso_oidc: 'sso-oidc',
  signin: 'signin',
};

const config = `
[default]
endpoint_url = https://default.example
[profile plain]
region = eu-west-1
[profile own]
endpoint_url = https://own.example
[profile both]
endpoint_url = https://own.example
services = mine
[profile only]
services = mine
[profile other]
endpoint_url = https://own.example
services = others
[profile gone]
services = nowhere
[profile empty]
services = void
[profile deaf]
endpoint_url = https://own.example
services = mine
ignore_configured_endpoint_urls = true
[profile hearing]
endpoint_url = https://own.example
ignore_configured_endpoint_urls = false
[profile capitals]
ENDPOINT_URL = https://capitals.example
Services = mine
[profile 'two words']
endpoint_url = https://words.example
[profile shared]
region = eu-west-1
[profile blank]
endpoint_url =
[services mine]
partnercentral_selling =
  endpoint_url = https://selling.example
sts =
  endpoint_url = https://sts.example
sso =
  endpoint_url = https://sso.example
sso_oidc =
  endpoint_url = https://oidc.example
signin =
  endpoint_url = https://signin.example
[services others]
s3 =
  endpoint_url = https://s3.example
[services void]
`;
const credentials = '[shared]\nendpoint_url = https://shared.example\n';

interface Case {
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const all = { AWS_ENDPOINT_URL: 'https://all.example' };
const each = Object.fromEntries(
  Object.keys(services).map((name) => [
    `AWS_ENDPOINT_URL_${name.toUpperCase()}`,
    `https://env.${name.replace('_', '-')}.example`,
  ]),
);
const cases: readonly (readonly [what: string, given: Case])[] = [
  ['nothing chosen: the default profile’s', {}],
  ['the default profile, chosen', { profile: 'default' }],
  ['a profile without one, whatever the default profile has', { profile: 'plain' }],
  ['the profile’s own', { profile: 'own' }],
  ['one for each service before the profile’s own', { profile: 'both' }],
  ['one for each service alone', { profile: 'only' }],
  ['one for another service', { profile: 'other' }],
  ['a services section that does not exist', { profile: 'gone' }],
  ['a services section that is empty', { profile: 'empty' }],
  ['a profile that ignores them', { profile: 'deaf' }],
  ['a profile that says that it does not', { profile: 'hearing' }],
  ['keys in capitals', { profile: 'capitals' }],
  ['a name with a space', { profile: 'two words' }],
  ['one in the credentials file', { profile: 'shared' }],
  ['an empty one', { profile: 'blank' }],
  ['AWS_PROFILE alone', { env: { AWS_PROFILE: 'own' } }],
  ['the environment’s for all', { profile: 'plain', env: all }],
  ['the environment’s for all, before the profile’s for each', { profile: 'both', env: all }],
  ['the environment’s for each, before its own for all', { profile: 'own', env: { ...all, ...each } }],
  ['the environment’s for each, with a profile that ignores them', { profile: 'deaf', env: { ...all, ...each } }],
  [
    'an environment that ignores them',
    { profile: 'both', env: { ...all, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } },
  ],
  [
    'an environment that ignores them, in capitals',
    { profile: 'own', env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' } },
  ],
  [
    'an environment that does not, with a profile that does',
    { profile: 'deaf', env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' } },
  ],
];

const cli = findAwsCliModules();
const title = 'C11: agreement on endpoints with the AWS CLI';

('missing' in cli ? describe.skip : describe)('missing' in cli ? `${title} (${cli.missing})` : title, function () {
  this.timeout(60_000);
  let home: string;
  let theirs: readonly (readonly CliEndpoint[])[];
  const files = () => ({
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
  });

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'endpoints-'));
    writeFileSync(join(home, 'config'), config);
    writeFileSync(join(home, 'credentials'), credentials);
    theirs = await endpointsOfAwsCli(
      cases.map(([, { profile = null, env = {} }]) => ({
        ...{ profile, env: { ...files(), ...env } },
        services: Object.values(services),
      })),
    );
  });
  after(() => rmSync(home, { recursive: true }));

  for (const [index, [what, { profile, env = {} }]] of cases.entries()) {
    it(`finds the same for every service: ${what}`, async () => {
      const found = await Promise.all(
        (Object.keys(services) as Service[]).map(async (service): Promise<CliEndpoint> => {
          const shared = await readSharedConfig({ ...files() });
          try {
            const name = profile ?? env.AWS_PROFILE ?? 'default';
            return resolveEndpoint({ service, env, profile: name, config: shared })?.url ?? null;
          } catch (error) {
            assert.ok(isSourceError(error));
            return { refused: 'InvalidConfigError' };
          }
        }),
      );
      assert.deepEqual(found, theirs[index]);
    });
  }

  it(`tells ${cases.length} cases apart`, () => {
    assert.equal(cases.length, 23);
    assert.ok(new Set(theirs.map((answer) => JSON.stringify(answer))).size >= 9);
  });
});
