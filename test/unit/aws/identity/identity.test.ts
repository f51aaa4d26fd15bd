import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfirmEndpoint } from '../../../../src/aws/identity/endpoints';
import { identityOf } from '../../../../src/aws/identity/identity';
import type { SourceErrorCode } from '../../../../src/core/errors/sourceError';
import { listPage } from '../../../support/ask';
import { ScriptedServer } from '../../../support/scriptedServer';
import { answer } from '../../../support/service/faults';
import { failure, firstPage, Harness, never, pageOf, type SourceOptions } from '../harness';
import { hasOpenssl, startSelfSigned } from '../selfSignedServer';

const keys = (id = 'AKIADEV') => `[dev]\naws_access_key_id = ${id}\naws_secret_access_key = secret\n`;

describe('the identity of a connection', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  beforeEach(() => harness.server.script([answer(200, pageOf(['O1']))]));
  const list = (options: SourceOptions = {}) =>
    listPage(harness.source({ profile: 'dev', ...options }), firstPage, 'foreground', never);
  const signers = () => harness.server.requests.map(({ accessKeyId }) => accessKeyId);

  describe('when the files change', () => {
    beforeEach(() => harness.write(keys(), '.aws/credentials'));

    it('goes on with the next request where nothing was shown yet', async () => {
      let changes = 0;
      const source = harness.source({ profile: 'other', onIdentityChange: () => (changes += 1) });
      await failure(listPage(source, firstPage, 'foreground', never), 'profileNotFound');
      harness.write(keys().replace('dev', 'other'), '.aws/credentials');
      await listPage(source, firstPage, 'foreground', never);
      assert.deepEqual([changes, signers()], [0, ['AKIADEV']]);
    });

    it('R18: tells whoever shows the old one, and sends nothing more for it', async () => {
      let changes = 0;
      const source = harness.source({ profile: 'dev', onIdentityChange: () => (changes += 1) });
      await listPage(source, firstPage, 'foreground', never);
      harness.write(keys('AKIAOTHER'), '.aws/credentials');
      await failure(listPage(source, firstPage, 'foreground', never), 'aborted');
      assert.deepEqual([changes, signers()], [1, ['AKIADEV']]);
    });

    it('stays the same where another profile, a comment or the order of the lines changed', async () => {
      let changes = 0;
      const source = harness.source({ profile: 'dev', onIdentityChange: () => (changes += 1) });
      await listPage(source, firstPage, 'foreground', never);
      harness.write(`# a comment\n[other]\naws_access_key_id = A\n${keys()}`, '.aws/credentials');
      harness.write('[default]\nendpoint_url = http://127.0.0.1:1\n[profile dev]\noutput = json\n');
      await listPage(source, firstPage, 'foreground', never);
      assert.deepEqual([changes, signers()], [0, ['AKIADEV', 'AKIADEV']]);
    });

    it('goes on where nobody has to be told', async () => {
      const source = harness.source({ profile: 'dev' });
      await listPage(source, firstPage, 'foreground', never);
      const file = join(harness.home, '.aws/credentials');
      writeFileSync(`${file}.new`, keys('AKIAOTHER'));
      renameSync(`${file}.new`, file);
      await listPage(source, firstPage, 'foreground', never);
      assert.deepEqual(signers(), ['AKIADEV', 'AKIAOTHER']);
    });

    it('C11: takes the endpoint that the profile has then', async () => {
      const other = await ScriptedServer.start();
      try {
        other.script([answer(200, pageOf(['O2']))]);
        const endpoint = (url: string) => harness.write(`[profile dev]\nendpoint_url = ${url}\n`);
        endpoint(harness.server.url);
        const source = harness.source({ profile: 'dev', endpoint: '' });
        await listPage(source, firstPage, 'foreground', never);
        endpoint(other.url);
        await listPage(source, firstPage, 'foreground', never);
        assert.deepEqual([harness.server.requests.length, other.requests.length], [1, 1]);
      } finally {
        await other.stop();
      }
    });

    it('is told by a digest that changes with what decides it, and with nothing else', async () => {
      const { env } = process;
      const dev = { kind: 'aws', catalog: 'AWS', profile: 'dev' } as const;
      const digests = new Set<string>();
      const changed = async (config: string, credentials = keys()) => {
        harness.write(config);
        harness.write(credentials, '.aws/credentials');
        const { digest } = await identityOf(dev, env);
        const before = digests.size;
        digests.add(digest);
        assert.equal(digest.includes('secret'), false);
        return digests.size > before;
      };
      assert.equal(await changed(''), true);
      assert.equal(await changed('[profile other]\nregion = eu-west-1\n'), false);
      assert.equal(await changed('[default]\nendpoint_url = https://default.example\n'), false);
      assert.equal(await changed('[profile dev]\noutput = json\n'), false);
      const local = '[profile dev]\nendpoint_url = https://local.example\n';
      assert.equal(await changed(local), true);
      assert.equal(await changed(`# a comment\n\n${local}`), false, 'the same endpoint on another line');
      for (const line of [
        ...['endpoint_url = https://own.example', 'ca_bundle = /ca.pem', 'region = eu-west-1', 'services = gone'],
        'role_arn = r\nsource_profile = dev',
      ])
        assert.equal(await changed(`[profile dev]\n${line}\n`), true, line);
      assert.equal(await changed('', keys('AKIAOTHER')), true);
      assert.equal(await changed('', keys().replace('secret', 'another')), true);
      assert.equal(await changed('what is this'), true);
      rmSync(join(harness.home, '.aws'), { recursive: true });
      assert.match((await identityOf(dev, env)).digest, /^[0-9a-f]{64}$/);
    });
  });

  describe('with an endpoint that the environment or a file chose', () => {
    beforeEach(() => harness.write(keys(), '.aws/credentials'));
    const asked: string[] = [];
    const answering = (agree: boolean): ConfirmEndpoint => {
      asked.length = 0;
      return async ({ host, origin }) => {
        assert.equal(harness.server.requests.length, 0, 'something was sent before');
        asked.push(`${host} ${origin}`);
        return agree;
      };
    };
    const { host } = { host: () => new URL(harness.server.url).host };

    for (const [what, choose, origin] of [
      ['a variable', () => harness.set({ AWS_ENDPOINT_URL: harness.server.url }), 'AWS_ENDPOINT_URL'],
      [
        'the profile',
        () => harness.write(`[profile dev]\nendpoint_url = ${harness.server.url}\n`),
        'endpoint_url of the profile dev, ~/.aws/config line 2',
      ],
      [
        'a services section',
        () =>
          harness.write(
            `[profile dev]\nservices = s\n[services s]\npartnercentral_selling =\n  endpoint_url = ${harness.server.url}\n`,
          ),
        '[services s], ~/.aws/config line 5',
      ],
    ] as const) {
      it(`S02: of ${what}: asks before the first byte, and sends nothing without a yes`, async () => {
        choose();
        const error = await failure(list({ endpoint: '', confirmEndpoint: answering(false) }), 'endpointRefused');
        assert.deepEqual([asked, harness.server.requests.length], [[`${host()} ${origin}`], 0]);
        assert.deepEqual(error.remedies[0], { kind: 'allowEndpoint' });
        await list({ endpoint: '', confirmEndpoint: answering(true) });
        assert.deepEqual([asked, signers()], [[`${host()} ${origin}`], ['AKIADEV']]);
      });
    }

    it('S02: asks for STS, too, before the keys of the source are used there', async () => {
      const role = '[profile admin]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = dev\n';
      harness.write(`${role}services = s\n[services s]\nsts =\n  endpoint_url = ${harness.server.url}\n`);
      await failure(list({ profile: 'admin', confirmEndpoint: answering(false) }), 'endpointRefused');
      assert.deepEqual([asked.length, harness.server.requests.length], [1, 0]);
    });

    it('does not ask for the person’s own setting', async () => {
      await list({ confirmEndpoint: answering(false) });
      assert.deepEqual([asked, signers()], [[], ['AKIADEV']]);
    });

    it('does not ask for an address of AWS', async () => {
      harness.set({ AWS_ENDPOINT_URL: 'https://vpce-1.partnercentral-selling.us-east-1.vpce.amazonaws.com' });
      const connection = { kind: 'aws', catalog: 'AWS', profile: 'dev' } as const;
      assert.equal((await identityOf(connection)).endpoint?.isForeign, false);
      harness.set({ AWS_ENDPOINT_URL: 'https://amazonaws.com.example' });
      assert.equal((await identityOf(connection)).endpoint?.isForeign, true);
    });
  });

  describe('with a credential_source', () => {
    const role = (source: string) =>
      harness.write(`[profile dev]\nrole_arn = arn:aws:iam::1:role/a\ncredential_source = ${source}\n`);
    const why = async (code: SourceErrorCode = 'credentialSource') => (await failure(list(), code)).message;

    it('C06: says which of its causes there is when it gives no keys', async () => {
      role('Environment');
      assert.match(await why(), /AWS_ACCESS_KEY_ID is not set/);
      harness.set({ AWS_ACCESS_KEY_ID: 'AKIAENV' });
      assert.match(await why(), /AWS_SECRET_ACCESS_KEY is not set/);
      role('EcsContainer');
      assert.match(await why(), /neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor/);
      const closed = await ScriptedServer.start();
      harness.set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${closed.url}/keys` });
      closed.script([answer(404, {})]);
      assert.match(await why(), /the container’s service refused/);
      await closed.stop();
      assert.match(await why(), /the container’s service did not answer/);
      role('Ec2InstanceMetadata');
      assert.match(await why(), /AWS_EC2_METADATA_DISABLED is set/);
      role('Ec2');
      assert.match(await why('profileInvalid'), /credential_source is none of/);
    });
  });

  (hasOpenssl ? describe : describe.skip)(`with a CA bundle${hasOpenssl ? '' : ' (openssl is not installed)'}`, () => {
    it('trusts what AWS_CA_BUNDLE or the profile’s ca_bundle names, and nothing without them', async () => {
      harness.write(keys(), '.aws/credentials');
      const { server, url, ca } = await startSelfSigned(harness.home);
      try {
        await failure(list({ endpoint: url }), 'certificate');
        harness.set({ AWS_CA_BUNDLE: ca });
        await list({ endpoint: url });
        delete process.env.AWS_CA_BUNDLE;
        harness.write(`[profile dev]\nca_bundle = ${ca}\n`);
        await list({ endpoint: url });
        harness.write('[profile dev]\nca_bundle = /nowhere/ca.pem\n');
        const error = await failure(list({ endpoint: url }), 'caBundleUnreadable');
        assert.match(error.message, /~\/\.aws\/config, line 2/);
        assert.deepEqual(error.remedies[0], { kind: 'openConfig', file: 'config', line: 2 });
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });
  });
});
