import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Turns } from '../../../../src/aws/identity/sources/turns';
import type { SourceErrorCode } from '../../../../src/core/errors/sourceError';
import { listPage } from '../../../support/ask';
import { ScriptedServer } from '../../../support/scriptedServer';
import { answer, hang, reset, type Step } from '../../../support/service/faults';
import { canary, failure, firstPage, Harness, never, pageOf, patient, until } from '../harness';

const startUrl = 'https://example.com/start';
const config = `
[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Reader
[sso-session corp]
sso_start_url = ${startUrl}
sso_region = eu-west-1
`;
const far = '2099-01-01T00:00:00Z';
const past = '2020-01-01T00:00:00Z';
const token = { accessToken: 'token-1', expiresAt: far, startUrl, region: 'eu-west-1', kept: 'by another tool' };
const renewable = {
  ...token,
  ...{ clientId: 'client', clientSecret: 'client-secret', registrationExpiresAt: far, refreshToken: 'refresh-1' },
};
const roleKeys = (accessKeyId = 'ASIASSO'): Step =>
  answer(200, { roleCredentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiration: 4e12 } });
const refused = (status: number, name: string): Step =>
  answer(status, { message: canary, error: name }, { 'x-amzn-errortype': name });
const page = (status: number): Step => answer(status, `<html>${canary}</html>`);

describe('a sign-in', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  let portal: ScriptedServer;
  let oidc: ScriptedServer;
  before(async () => {
    [portal, oidc] = await Promise.all([ScriptedServer.start(), ScriptedServer.start()]);
  });
  after(() => Promise.all([portal.stop(), oidc.stop()]));
  beforeEach(() => {
    harness.set({ AWS_ENDPOINT_URL_SSO: portal.url, AWS_ENDPOINT_URL_SSO_OIDC: oidc.url });
    harness.server.script([answer(200, pageOf(['O1']))]);
    portal.script([roleKeys()]);
    oidc.script([answer(200, { accessToken: 'token-2', expiresIn: 3600, refreshToken: 'refresh-2' })]);
    harness.write(config);
  });

  const cacheFile = (name = 'corp') => `.aws/sso/cache/${createHash('sha1').update(name).digest('hex')}.json`;
  const store = (value: unknown, name?: string) =>
    harness.write(typeof value === 'string' ? value : JSON.stringify(value), cacheFile(name));
  const stored = () => JSON.parse(readFileSync(join(harness.home, cacheFile()), 'utf8'));
  /** The one of a window. */
  const turns = new Turns();
  const list = (timing = patient) =>
    listPage(harness.source({ profile: 'dev', timing, turns }), firstPage, 'foreground', never);
  const signers = () => harness.server.requests.map(({ accessKeyId }) => accessKeyId);
  const bearers = () => portal.requests.map(({ headers }) => headers['x-amz-sso_bearer_token']);
  const expiresSoon = () => new Date(Date.now() + 60_000).toISOString();

  describe('with IAM Identity Center', () => {
    it('gives the role’s keys as long as it lasts, and is asked for nothing else', async () => {
      store(token);
      await list();
      assert.deepEqual([signers(), bearers(), oidc.requests.length], [['ASIASSO'], ['token-1'], 0]);
    });

    it('of the older form is found by its start URL', async () => {
      harness.write(config.replace('sso_session = corp', `sso_start_url = ${startUrl}\nsso_region = eu-west-1`));
      store(token, startUrl);
      await list();
      assert.deepEqual(bearers(), ['token-1']);
    });

    it('is renewed before it ends, and stored for the AWS CLI with all that the file had, for the person alone', async () => {
      for (const expiresAt of [past, expiresSoon()]) {
        store({ ...renewable, expiresAt });
        await list();
        assert.equal(bearers().at(-1), 'token-2');
        const { expiresAt: end, ...rest } = stored();
        const { expiresAt: _, ...before } = renewable;
        assert.deepEqual(rest, { ...before, accessToken: 'token-2', refreshToken: 'refresh-2' });
        assert.ok(Math.abs(Date.parse(end) - Date.now() - 3_600_000) < 60_000);
        assert.match(end, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.equal(statSync(join(harness.home, cacheFile())).mode & 0o777, 0o600);
      }
      assert.deepEqual(oidc.requests[0]?.body, {
        ...{ clientId: 'client', clientSecret: 'client-secret', refreshToken: 'refresh-1', grantType: 'refresh_token' },
      });
    });

    const needed: readonly (readonly [what: string, stored: unknown])[] = [
      ['is not there', undefined],
      ['is no JSON', `{ "${canary}`],
      ['is a list', []],
      ['has no token', { expiresAt: far }],
      ['has an end that cannot be read', { ...token, expiresAt: canary }],
      ['has ended and cannot be renewed', { ...token, expiresAt: past }],
      ['has ended, as has its registration', { ...renewable, expiresAt: past, registrationExpiresAt: past }],
    ];
    for (const [what, value] of needed) {
      it(`C02: that ${what} has to be made again`, async () => {
        if (value !== undefined) store(value);
        const error = await failure(list(), 'signInNeeded');
        assert.deepEqual(error.remedies[0], { kind: 'signIn', via: 'sso', profile: 'dev' });
        assert.deepEqual([portal.requests.length, oidc.requests.length], [0, 0]);
      });
    }

    for (const name of [
      'InvalidGrantException',
      'ExpiredTokenException',
      'InvalidClientException',
      'UnauthorizedClientException',
    ]) {
      it(`C02: that cannot be renewed (${name}) has to be made again, but is used to its end`, async () => {
        oidc.script([refused(400, name)]);
        store({ ...renewable, expiresAt: past });
        await failure(list(), 'signInNeeded');
        store({ ...renewable, expiresAt: expiresSoon() });
        await list();
        assert.deepEqual(bearers(), ['token-1']);
      });
    }

    it('is renewed once for all connections of a window that need it at the same time', async () => {
      const renewed = answer(200, { accessToken: 'token-2', expiresIn: 3600, refreshToken: 'refresh-2' });
      // A refresh token counts once.
      oidc.script([renewed, refused(400, 'InvalidGrantException')]);
      store({ ...renewable, expiresAt: past });
      await Promise.all([list(), list(), list()]);
      assert.equal(oidc.requests.length, 1);
      assert.deepEqual(bearers(), Array(3).fill('token-2'));
    });

    it('is renewed the next time where the first who wanted it does not want it any more', async () => {
      store({ ...renewable, expiresAt: past });
      oidc.script([hang, answer(200, { accessToken: 'token-2', expiresIn: 3600 })]);
      const stop = new AbortController();
      const first = failure(
        listPage(harness.source({ profile: 'dev', turns }), firstPage, 'foreground', stop.signal),
        'aborted',
      );
      await until(() => oidc.requests.length === 1);
      const second = list();
      stop.abort();
      await Promise.all([first, second]);
      assert.deepEqual([oidc.requests.length, bearers()], [2, ['token-2']]);
    });

    it('that another program renews at the same time is taken from it', async () => {
      store({ ...renewable, expiresAt: past });
      oidc.script([
        (...request) => {
          store({ ...renewable, accessToken: 'token-3', refreshToken: 'refresh-3' });
          refused(400, 'InvalidGrantException')(...request);
        },
      ]);
      await list();
      assert.deepEqual(bearers(), ['token-3']);
    });

    it('that cannot be stored is used once, and leaves nothing behind', async () => {
      store({ ...renewable, expiresAt: past });
      const renewed = answer(200, { accessToken: 'token-2', expiresIn: 3600 });
      oidc.script([
        (...request) => {
          rmSync(join(harness.home, cacheFile()));
          mkdirSync(join(harness.home, cacheFile(), 'in-the-way'), { recursive: true });
          renewed(...request);
        },
      ]);
      await list();
      assert.deepEqual(bearers(), ['token-2']);
      assert.deepEqual(readdirSync(dirname(join(harness.home, cacheFile()))), [basename(cacheFile())]);
    });

    const onTheWay: readonly (readonly [what: string, step: Step, code: SourceErrorCode])[] = [
      ['is not reached', reset(), 'connectionLost'],
      ['does not answer', hang, 'timedOut'],
      ['is down', refused(503, 'ServiceUnavailableException'), 'unavailable'],
      ['is down behind a proxy', page(502), 'unavailable'],
      ['has a fault', refused(500, 'InternalServerException'), 'internal'],
      ['limits requests', refused(429, 'TooManyRequestsException'), 'throttled'],
      ['is hidden by a page', page(200), 'webPage'],
      ['is hidden by a proxy', page(407), 'proxyRefused'],
    ];
    for (const [what, step, code] of onTheWay) {
      it(`C02: whose renewal ${what} is told as ${code}, and the next try asks at once`, async () => {
        const source = harness.source({ profile: 'dev', timing: { ...patient, headers: 200 } });
        oidc.script([step]);
        store({ ...renewable, expiresAt: past });
        await failure(listPage(source, firstPage, 'foreground', never), code);
        assert.deepEqual([bearers(), signers()], [[], []]);
        oidc.script([answer(200, { accessToken: 'token-2', expiresIn: 3600 })]);
        await listPage(source, firstPage, 'foreground', never);
        assert.deepEqual(bearers(), ['token-2']);
        assert.equal(stored().refreshToken, 'refresh-1');
      });

      it(`C02: whose portal ${what} is told as ${code}, and the next try asks at once`, async () => {
        const source = harness.source({ profile: 'dev', timing: { ...patient, headers: 200 } });
        portal.script([step]);
        store(token);
        await failure(listPage(source, firstPage, 'foreground', never), code);
        portal.script([roleKeys()]);
        await listPage(source, firstPage, 'foreground', never);
        assert.deepEqual(signers(), ['ASIASSO']);
      });
    }

    for (const [status, name, code] of [
      [401, 'UnauthorizedException', 'signInNeeded'],
      [403, 'ForbiddenException', 'signInRefused'],
      [404, 'ResourceNotFoundException', 'signInNotFound'],
    ] as const) {
      it(`C02: that the portal refuses with ${status} is told as ${code}`, async () => {
        store(token);
        portal.script([refused(status, name)]);
        assert.match((await failure(list(), code)).message, /dev/);
      });
    }

    it('C02: whose portal sends no keys is not taken for a sign-in', async () => {
      store(token);
      for (const sent of [{}, { roleCredentials: {} }, { roleCredentials: { accessKeyId: 'A', secretAccessKey: 7 } }]) {
        portal.script([answer(200, sent)]);
        await failure(list(), 'unreadableAnswer');
      }
    });

    it('C02: names what is missing before anybody is asked', async () => {
      store(token);
      harness.write(config.replace('[sso-session corp]', '[sso-session other]'));
      assert.match((await failure(list(), 'profileInvalid')).message, /\[sso-session corp\] is missing/);
      harness.write(config.replace('sso_role_name = Reader\n', ''));
      assert.match((await failure(list(), 'profileInvalid')).message, /sso_role_name is missing/);
      assert.equal(portal.requests.length, 0);
    });

    it('S02: sends its token and its secrets nowhere that another profile names', async () => {
      harness.set({ AWS_ENDPOINT_URL_SSO: undefined, AWS_ENDPOINT_URL_SSO_OIDC: undefined });
      delete process.env.AWS_ENDPOINT_URL_SSO;
      delete process.env.AWS_ENDPOINT_URL_SSO_OIDC;
      const evil = await ScriptedServer.start();
      try {
        evil.script([answer(200, {})]);
        const services = `services = mine\n[services mine]\nsso =\n  endpoint_url = ${portal.url}\nsso_oidc =\n  endpoint_url = ${oidc.url}\n`;
        const own = config.replace('sso_role_name = Reader\n', `sso_role_name = Reader\n${services}`);
        harness.write(`[default]\nendpoint_url = ${evil.url}\n[profile local]\nendpoint_url = ${evil.url}\n${own}`);
        store({ ...renewable, expiresAt: past });
        await list();
        assert.deepEqual([bearers(), oidc.requests.length, evil.requests.length], [['token-2'], 1, 0]);
      } finally {
        await evil.stop();
      }
    });
  });

  describe('with aws login', () => {
    const session = 'arn:aws:iam::123456789012:user/me';
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const file = `.aws/login/cache/${createHash('sha256').update(session).digest('hex')}.json`;
    const login = (expiresAt: string) =>
      harness.write(
        JSON.stringify({
          ...{ clientId: 'client', refreshToken: 'refresh-1', idToken: 'id', tokenType: 'aws_sigv4' },
          dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
          accessToken: {
            ...{
              accessKeyId: 'ASIALOGIN',
              secretAccessKey: 's',
              sessionToken: 't',
              accountId: '123456789012',
              expiresAt,
            },
          },
        }),
        file,
      );
    beforeEach(() => {
      harness.write(`[profile dev]\nlogin_session = ${session}\n`);
      harness.set({
        AWS_ENDPOINT_URL_SIGNIN: portal.url,
        AWS_LOGIN_CACHE_DIRECTORY: join(harness.home, '.aws/login/cache'),
      });
    });
    const renewed: Step = answer(200, {
      accessToken: { accessKeyId: 'ASIANEXT', secretAccessKey: 's', sessionToken: 't' },
      ...{ expiresIn: 900, refreshToken: 'refresh-2', tokenType: 'aws_sigv4' },
    });

    it('gives its keys as long as it lasts', async () => {
      login(far);
      await list();
      assert.deepEqual([signers(), portal.requests.length], [['ASIALOGIN'], 0]);
    });

    it('is renewed at the endpoint of the chosen profile', async () => {
      login(past);
      portal.script([renewed]);
      await list();
      assert.deepEqual([signers(), portal.requests.length], [['ASIANEXT'], 1]);
    });

    it('that is not there or cannot be renewed has to be made again', async () => {
      const error = await failure(list(), 'signInNeeded');
      assert.deepEqual(error.remedies[0], { kind: 'signIn', via: 'login', profile: 'dev' });
      login(past);
      portal.script([refused(403, 'AccessDeniedException')]);
      await failure(list(), 'signInNeeded');
      harness.write(`{ "${canary}`, file);
      await failure(list(), 'signInNeeded');
      assert.equal(existsSync(join(harness.home, file)), true);
    });

    for (const [what, step, code] of [
      ['is not reached', reset(), 'connectionLost'],
      ['does not answer', hang, 'timedOut'],
      ['is down', refused(503, 'ServiceUnavailableException'), 'unavailable'],
      ['is hidden by a page', page(200), 'webPage'],
      ['is hidden by a proxy', page(407), 'proxyRefused'],
    ] as const) {
      it(`whose renewal ${what} is told as ${code}`, async () => {
        login(past);
        portal.script([step]);
        await failure(list({ ...patient, headers: 200 }), code);
      });
    }
  });
});
