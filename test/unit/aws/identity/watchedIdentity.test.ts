import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { identityOf } from '../../../../src/aws/identity/identity';
import { findAwsCli } from '../../../../src/aws/identity/sources/awsCli';
import { listPage } from '../../../support/ask';
import { ScriptedServer } from '../../../support/scriptedServer';
import { answer, fault, type Step } from '../../../support/service/faults';
import { failure, firstPage, Harness, never, pageOf, unlimited } from '../harness';

const keys = (id: string, secret = 'not-a-secret') => `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;

const sso = `[profile dev]
sso_session = corp
sso_account_id = 1
sso_role_name = r
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://example.com/start
`;

describe('who a connection signs as', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  const connection = { kind: 'aws', catalog: 'AWS', profile: 'dev' } as const;
  const nobody = { kind: 'aws', catalog: 'AWS' } as const;

  it('changes with a key, an account or an endpoint of the profile, and with nothing of another one', async () => {
    const digest = async (config: string) => {
      harness.write(config);
      return (await identityOf(connection)).digest;
    };
    const first = await digest(`[profile dev]\n${keys('A')}`);
    assert.equal(
      await digest(`# words\n[profile other]\n${keys('C')}\n[profile dev]\n${keys('A')}output = text`),
      first,
    );
    const others = [
      `[profile dev]\n${keys('B')}`,
      `[profile dev]\n${keys('A', 'another')}`,
      `[profile dev]\n${keys('A')}endpoint_url = https://other.example`,
      `[profile dev]\n${keys('A')}ca_bundle = /x`,
      '[profile dev]\ncredential_process = x',
      '[profile dev]\ncredential_process = y',
      sso,
      sso.replace('account_id = 1', 'account_id = 2'),
    ];
    const digests = new Set([first]);
    for (const config of others) digests.add(await digest(config));
    assert.equal(digests.size, others.length + 1);
    assert.doesNotMatch(JSON.stringify(await identityOf(connection)), /not-a-secret/);
  });

  it('is nobody with a reason where the files say so, but not where no profile was chosen and there is none', async () => {
    assert.equal((await identityOf(connection)).fault?.code, 'profileNotFound');
    assert.equal((await identityOf(nobody)).fault, undefined);
    harness.write('[profile dev]\naws_access_key_id = A\n[default]\naws_secret_access_key = x');
    for (const one of [connection, nobody]) assert.equal((await identityOf(one)).fault?.code, 'profileInvalid');
    harness.write('[profile dev');
    for (const one of [connection, nobody]) assert.equal((await identityOf(one)).fault?.code, 'configUnreadable');
    harness.write(`[profile dev]\n${keys('A')}`);
    assert.equal((await identityOf(connection)).fault, undefined);
  });

  it('names the files that decide, whether they exist or not', async () => {
    const { files, tokens } = await identityOf(connection);
    assert.deepEqual(files, [join(harness.home, '.aws', 'config'), join(harness.home, '.aws', 'credentials')]);
    assert.deepEqual(tokens, []);
    const tokensOf = async (config: string) => {
      harness.write(config);
      return (await identityOf(connection)).tokens;
    };
    const cache = join(harness.home, '.aws', 'sso', 'cache');
    const name = (text: string, algorithm = 'sha1') => `${createHash(algorithm).update(text).digest('hex')}.json`;
    assert.deepEqual(await tokensOf(sso), [join(cache, name('corp'))]);
    const role = '[profile dev]\nrole_arn = r\nsource_profile = base\n';
    assert.deepEqual(await tokensOf(`${role}${sso.replace('profile dev', 'profile base')}`), [
      join(cache, name('corp')),
    ]);
    harness.set({ AWS_LOGIN_CACHE_DIRECTORY: '/logins' });
    assert.deepEqual(await tokensOf('[profile dev]\nlogin_session = me'), [join('/logins', name('me', 'sha256'))]);
    assert.deepEqual(await tokensOf('[profile dev]\nrole_arn = r\nweb_identity_token_file = /t'), ['/t']);
    assert.deepEqual(await tokensOf('[profile dev]\ncredential_process = x'), []);
  });

  describe('while opportunities are shown', () => {
    const signers = () => harness.server.requests.map(({ accessKeyId }) => accessKeyId);

    it('ends the source where it becomes somebody else, and nothing more is sent', async () => {
      harness.server.script([answer(200, pageOf(['O1']))]);
      let changes = 0;
      const source = harness.source({ profile: 'dev', onIdentityChange: () => changes++ });
      const list = () => listPage(source, firstPage, 'foreground', never);
      harness.write(`[profile dev]\n${keys('A')}`);
      await list();
      harness.write(`[profile dev]\n${keys('B')}`);
      await failure(list(), 'aborted');
      assert.deepEqual([signers(), changes], [['A'], 1]);
    });

    it('signs for nobody else what waited for its turn while the keys were refused', async () => {
      let changes = 0;
      const limiter = unlimited();
      const source = harness.source({ profile: 'dev', limiter, onIdentityChange: () => changes++ });
      const list = () => listPage(source, firstPage, 'foreground', never);
      harness.write(`[profile dev]\n${keys('A')}`);
      harness.server.script([answer(200, pageOf(['O1']))]);
      await list();
      limiter.requestsPerSecond = 4;
      // All have their keys, and wait for their turn, before the first is refused.
      const acquire = limiter.acquire.bind(limiter);
      let waiting = 0;
      const allWait = new Promise<void>((resolve) => {
        limiter.acquire = (...given) => {
          waiting += 1;
          if (waiting === 5) resolve();
          return acquire(...given);
        };
      });
      const refuse: Step = async (...request) => {
        await allWait;
        harness.write(`[profile dev]\n${keys('B')}`);
        fault(400, 'AccessDeniedException')(...request);
      };
      harness.server.script([refuse, answer(200, pageOf(['O1']))]);
      const settled = await Promise.allSettled(Array.from({ length: 5 }, list));
      assert.equal(settled.filter(({ status }) => status === 'rejected').length, 1);
      assert.deepEqual([signers(), changes], [Array(5).fill('A'), 0]);
      await failure(list(), 'aborted');
      assert.equal(changes, 1);
    });

    it('tells of no change once the source is disposed: whoever did that has opened another one', async () => {
      harness.server.script([answer(200, pageOf(['O1']))]);
      let changes = 0;
      const source = harness.source({ profile: 'dev', onIdentityChange: () => changes++ });
      const list = () => listPage(source, firstPage, 'foreground', never);
      harness.write(`[profile dev]\n${keys('A')}`);
      await list();
      harness.write(`[profile dev]\n${keys('B')}`);
      const asked = failure(list(), 'aborted');
      source.dispose();
      await asked;
      // What the source reads is read before this.
      for (let time = 0; time < 5; time++) await identityOf(connection);
      assert.equal(changes, 0);
    });

    it('gets no keys that the files name only after the person was asked about the endpoint of before', async () => {
      const other = await ScriptedServer.start();
      try {
        for (const server of [other, harness.server]) server.script([answer(200, pageOf(['O1']))]);
        const profile = (id: string, { url }: ScriptedServer) =>
          harness.write(`[profile dev]\n${keys(id)}endpoint_url = ${url}\n`);
        profile('A', other);
        const asked: string[] = [];
        const confirmEndpoint = async ({ url }: { readonly url: string }) => {
          asked.push(url);
          profile('B', harness.server);
          return true;
        };
        const source = harness.source({ profile: 'dev', endpoint: '', confirmEndpoint });
        await listPage(source, firstPage, 'foreground', never);
        assert.deepEqual([other.requests.length, signers()], [0, ['B']]);
        assert.deepEqual(asked, [other.url, harness.server.url]);
        assert.equal(harness.facts.filter(({ op }) => op === 'credentials').length, 0);
      } finally {
        await other.stop();
      }
    });

    it('stays the same while the files name nobody: the request fails with the reason, and the next one is sent', async () => {
      harness.server.script([answer(200, pageOf(['O1']))]);
      let changes = 0;
      const source = harness.source({ profile: 'dev', onIdentityChange: () => changes++ });
      const list = () => listPage(source, firstPage, 'foreground', never);
      harness.write(`[profile dev]\n${keys('A')}`);
      await list();
      for (const [half, code] of [
        ['', 'profileNotFound'],
        ['[profile dev]\naws_access_key_id = A', 'profileInvalid'],
        ['[profile dev]\naws_acc', 'configUnreadable'],
      ] as const) {
        harness.write(half);
        await failure(list(), code);
      }
      harness.write(`[profile dev]\n${keys('A')}`);
      await list();
      assert.deepEqual([signers(), changes], [['A', 'A'], 0]);
    });
  });

  it('says that it has renewed a sign-in itself, once it is stored', async () => {
    const portal = await ScriptedServer.start();
    try {
      harness.write(sso);
      harness.set({ AWS_ENDPOINT_URL_SSO: portal.url, AWS_ENDPOINT_URL_SSO_OIDC: portal.url });
      const { tokens } = await identityOf(connection);
      const path = tokens[0]?.slice(harness.home.length + 1) ?? assert.fail('it has no token');
      const renewable = { clientId: 'c', clientSecret: 's', refreshToken: 'r', accessToken: 'old' };
      harness.write(JSON.stringify({ ...renewable, expiresAt: '2020-01-01T00:00:00Z' }), path);
      const roleCredentials = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: 4e12 };
      portal.script([answer(200, { accessToken: 'new', expiresIn: 3600 }), answer(200, { roleCredentials })]);
      harness.server.script([answer(200, pageOf(['O1']))]);
      let stored = 0;
      const source = harness.source({ profile: 'dev', onTokenStored: () => stored++ });
      await listPage(source, firstPage, 'foreground', never);
      assert.equal(stored, 1);
      await listPage(harness.source({ profile: 'dev', onTokenStored: () => stored++ }), firstPage, 'foreground', never);
      assert.equal(stored, 1, 'the stored one is good for an hour');
    } finally {
      await portal.stop();
    }
  });

  if (process.platform !== 'win32') {
    it('is signed in by the AWS CLI on the PATH, never by one of the workspace, and not later than it says its version', async () => {
      const install = (folder: string, says: string): string => {
        const where = join(harness.home, folder);
        mkdirSync(where, { recursive: true });
        writeFileSync(join(where, 'aws'), `#!/bin/sh\n${says}\n`);
        chmodSync(join(where, 'aws'), 0o755);
        return where;
      };
      const workspace = install('workspace', 'echo aws-cli/9.9.9');
      const link = join(harness.home, 'link');
      symlinkSync(workspace, link);
      const good = install('bin', 'echo "aws-cli/2.32.7 Python/3.13.9 Linux/6"; echo "$PWD" > pwd');
      const find = (...folders: string[]) => findAwsCli({ ...process.env, PATH: folders.join(delimiter) }, [workspace]);
      assert.equal(await find(workspace, link, '.', ''), undefined);
      assert.deepEqual(await find(workspace, link, good, '/usr/bin'), { path: join(good, 'aws'), version: '2.32.7' });
      const old = install('old', 'echo aws-cli/1.18.0 Python/2.7 >&2; exit 0');
      assert.deepEqual(await find(old, good), { path: join(old, 'aws'), version: '1.18.0' });
      const mute = install('mute', 'exit 1');
      assert.deepEqual(await find(mute), { path: join(mute, 'aws') });
    });
  }
});
