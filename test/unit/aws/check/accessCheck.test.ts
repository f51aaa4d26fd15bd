import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { AwsDeps } from '../../../../src/aws/awsSource';
import * as aws from '../../../../src/aws/awsSource';
import type { ChosenConnection } from '../../../../src/aws/check/fileFacts';
import type { SourceErrorCode } from '../../../../src/core/errors/sourceError';
import { type AccessFacts, type AccessStepId, failedStep } from '../../../../src/core/present/access/accessFacts';
import { accessReport } from '../../../../src/core/present/access/accessReport';
import { accessSteps } from '../../../../src/core/present/access/accessSteps';
import type { AwsConnection } from '../../../../src/core/query/connection';
import { unattended } from '../../../support/ask';
import { ScriptedServer } from '../../../support/scriptedServer';
import { answer, dated, fault, hang, reset, type Step } from '../../../support/service/faults';
import { english } from '../../../support/writing';
import { Harness, never, patient, summary, unlimited } from '../harness';
import { hasOpenssl, startSelfSigned } from '../selfSignedServer';

/** What may be in no report and no step: what only keys, answers, programs and customers have. */
const canaries = {
  keyId: 'AKIACANARYKEYID00001',
  temporaryId: 'ASIACANARYKEYID00002',
  secret: 'canary-secret-key',
  token: 'canary-session-token',
  bearer: 'canary-bearer-token',
  command: 'canary-command-line',
  company: 'Canary Company',
  rowId: 'O7654321',
  answer: 'canary-of-an-answer',
};

const keys = `aws_access_key_id = ${canaries.keyId}\naws_secret_access_key = ${canaries.secret}\n`;
const sso = `
[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Reader
[sso-session corp]
sso_start_url = https://example.com/start
sso_region = eu-west-1
`;
const role = (more = '') =>
  `[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = dev\n${more}`;
const row = { ...summary(canaries.rowId), Customer: { Account: { CompanyName: canaries.company } } };
const page = answer(200, { OpportunitySummaries: [row] });
const empty = answer(200, { OpportunitySummaries: [] });
const html = `<html>${canaries.answer}</html>`;
const message = { Message: `about ${canaries.answer} of ${canaries.keyId}` };
const denied = fault(400, 'AccessDeniedException', message);

/** Works for every operation. */
const working = ({ operation }: { readonly operation: string | undefined }): Step =>
  operation === 'ListOpportunities'
    ? page
    : answer(200, { Catalog: 'AWS', Id: canaries.rowId, Customer: row.Customer });

interface Asked extends Partial<Omit<AwsDeps, 'log'>> {
  readonly connection?: Partial<AwsConnection>;
  readonly endpoint?: string | undefined;
  readonly chosenBy?: ChosenConnection['chosenBy'];
  readonly proxy?: ChosenConnection['proxy'];
  readonly signal?: AbortSignal;
  readonly tell?: (step: AccessStepId) => void;
}

describe('a check of the access', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  let portal: ScriptedServer;
  before(async () => {
    portal = await ScriptedServer.start();
  });
  after(() => portal.stop());
  beforeEach(() => {
    harness.set({
      AWS_ENDPOINT_URL_SSO: portal.url,
      AWS_ENDPOINT_URL_SSO_OIDC: portal.url,
      AWS_ENDPOINT_URL_STS: portal.url,
    });
    harness.write(`[dev]\n${keys}`, '.aws/credentials');
    harness.server.script(working);
    portal.script([
      answer(200, {
        roleCredentials: {
          ...{ accessKeyId: canaries.temporaryId, secretAccessKey: canaries.secret },
          ...{ sessionToken: canaries.token, expiration: 4e12 },
        },
      }),
    ]);
  });

  async function check(profile: string | undefined, asked: Asked = {}): Promise<AccessFacts> {
    const { connection, chosenBy = 'setting', proxy, signal = never, tell = () => {}, endpoint, ...deps } = asked;
    const to: AwsConnection = {
      ...{ kind: 'aws', catalog: 'AWS' },
      ...(profile && { profile }),
      ...('endpoint' in asked ? endpoint && { endpoint } : { endpoint: harness.server.url }),
      ...connection,
    };
    const facts = await aws.checkAccess(
      {
        ...{ connection: to, chosenBy, tell },
        ...(proxy && { proxy }),
        open: (hooks) =>
          aws.createAwsSource(to, { ...unattended, limiter: unlimited(), timing: patient, ...deps, ...hooks }),
      },
      signal,
    );
    holdsNoSecret(facts);
    return facts;
  }

  function holdsNoSecret(facts: AccessFacts): void {
    const installation = { extension: '0.1.0', vscode: '1.139.0', platform: 'linux x64, local' };
    const report = accessReport(facts, installation, english);
    const shown = JSON.stringify(accessSteps(facts, english).map(({ text, notes }) => [text, notes]));
    for (const canary of [...Object.values(canaries), harness.home]) {
      assert.equal(report.includes(canary), false, `the report has ${canary}:\n${report}`);
      assert.equal(shown.includes(canary), false, `the steps have ${canary}:\n${shown}`);
    }
    assert.doesNotMatch(report, /undefined|NaN|123456789012/);
  }

  /** The steps by what came of them, as a line: `profile ok, credentials failed`. */
  const outcome = (facts: AccessFacts): string =>
    accessSteps(facts, english)
      .filter(({ status }) => status !== 'notReached')
      .map(({ id, status }) => `${id} ${status}`)
      .join(', ');
  const all = 'profile ok, credentials ok, clock ok, endpoint ok, request ok, permission ok';
  const operations = () =>
    harness.server.requests.map(({ operation, body }) => [operation, (body as { Catalog: string }).Catalog]);

  it('ticks every step, with one row and the two halves of its full record', async () => {
    const told: string[] = [];
    const facts = await check('dev', { tell: (step) => told.push(step) });
    assert.equal(outcome(facts), `${all}, fullRecord ok`);
    assert.deepEqual(operations(), [
      ...[
        ['ListOpportunities', 'AWS'],
        ['GetOpportunity', 'AWS'],
      ],
      ['GetAwsOpportunitySummary', 'AWS'],
    ]);
    assert.deepEqual(harness.server.requests[0]?.body, { Catalog: 'AWS', MaxResults: 1 });
    assert.deepEqual(told, ['profile', 'credentials', 'request', 'fullRecord']);
    assert.equal(facts.keys?.kind, 'longTerm');
    assert.deepEqual(
      facts.calls.map(({ operation, status, requestId, requests, rows }) => [
        operation,
        status,
        requestId,
        requests,
        rows,
      ]),
      [
        ['ListOpportunities', 200, 'request-1', 1, 1],
        ['GetOpportunity', 200, 'request-1', 1, undefined],
        ['GetAwsOpportunitySummary', 200, 'request-1', 1, undefined],
      ],
    );
  });

  it('asks for no full record where no row came', async () => {
    harness.server.script([empty]);
    assert.equal(outcome(await check('dev', { connection: { catalog: 'Sandbox' } })), all);
    assert.deepEqual(operations(), [['ListOpportunities', 'Sandbox']]);
  });

  it('warns where the full record may not be read', async () => {
    harness.server.script((request) => (request.operation === 'ListOpportunities' ? page : denied));
    assert.equal(outcome(await check('dev')), `${all}, fullRecord warning`);
  });

  describe('of a profile', () => {
    it('says which, who chose it, and where it begins', async () => {
      harness.write(`# first\n${role()}`);
      portal.script([answer(400, '<ErrorResponse/>')]);
      const { profile } = await check('role', { chosenBy: 'window' });
      assert.deepEqual(profile, {
        ...{ name: 'role', chosenBy: 'window', kind: 'role', chain: ['role', 'dev'] },
        ...{ place: '~/.aws/config, line 2', account: '123456789012' },
      });
      for (const variable of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const) {
        harness.set({ [variable]: 'dev' });
        const { chosenBy, name } = (await check(undefined)).profile;
        assert.deepEqual([chosenBy, name], [variable, 'dev']);
        delete process.env[variable];
      }
    });

    it('says where credentials come from without one', async () => {
      const kind = async () => (await check(undefined)).profile.kind;
      assert.equal(await kind(), 'instance');
      harness.set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: portal.url });
      assert.equal(await kind(), 'container');
      delete process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
      harness.write(`[default]\n${keys}`);
      assert.equal(await kind(), 'keys');
      harness.setKeys(canaries.keyId);
      assert.equal(await kind(), 'environment');
    });
  });

  /** Faults of the files, of the way to credentials, and of the credentials. */
  const credentialFaults: readonly (readonly [
    what: string,
    code: SourceErrorCode,
    step: AccessStepId,
    profile: string | undefined,
    prepare?: () => void,
  ])[] = [
    ['a profile that is not there', 'profileNotFound', 'profile', 'gone'],
    ['no files at all', 'profileNotFound', 'profile', 'dev', () => harness.write('', '.aws/credentials')],
    ['a file in UTF-16', 'configUnreadable', 'profile', 'dev', () => harness.write('\ufeff[\0p\0')],
    ['a wrong header', 'profileNotFound', 'profile', 'okay', () => harness.write(`[okay]\n${keys}`)],
    ['half keys', 'profileInvalid', 'profile', 'half', () => harness.write(`[profile half]\n${keys.split('\n')[0]}\n`)],
    ['only a region', 'profileInvalid', 'profile', 'r', () => harness.write('[profile r]\nregion = eu-west-1\n')],
    ['a circle', 'profileInvalid', 'profile', 'role', () => harness.write(role().replace('= dev', '= role'))],
    [
      'no session',
      'profileInvalid',
      'profile',
      'sso',
      () => harness.write(sso.replace('sso-session corp', 'sso-session x')),
    ],
    ['no profile and no credentials', 'noCredentials', 'credentials', undefined],
    ['no sign-in', 'signInNeeded', 'credentials', 'sso', () => harness.write(sso)],
    ['a sign-in that is over', 'signInNeeded', 'credentials', 'sso', () => signIn('2020-01-01T00:00:00Z')],
    ['a sign-in that is refused', 'signInNeeded', 'credentials', 'sso', () => portalSays(401, 'UnauthorizedException')],
    ['a role that is not given', 'signInRefused', 'credentials', 'sso', () => portalSays(403, 'ForbiddenException')],
    [
      'an account that is unknown',
      'signInNotFound',
      'credentials',
      'sso',
      () => portalSays(404, 'ResourceNotFoundException'),
    ],
    ['a web page of the portal', 'webPage', 'credentials', 'sso', () => portalSays(200, '', html)],
    [
      'a portal that is limiting requests',
      'throttled',
      'credentials',
      'sso',
      () => portalSays(429, 'TooManyRequestsException'),
    ],
    ['a program that fails', 'credentialProcess', 'credentials', 'program', () => program('process.exit(3)')],
    ['a program that prints anything', 'credentialProcess', 'credentials', 'program', () => program(printCanary)],
    ['a code that nobody enters', 'mfaNeeded', 'credentials', 'role', () => harness.write(role('mfa_serial = m\n'))],
    ['a role that may not be assumed', 'roleDenied', 'credentials', 'role', () => stsRefuses()],
  ];

  const printCanary = `console.log('${canaries.answer}')`;
  function signIn(expiresAt = '2099-01-01T00:00:00Z'): void {
    harness.write(sso);
    const name = createHash('sha1').update('corp').digest('hex');
    harness.write(JSON.stringify({ accessToken: canaries.bearer, expiresAt }), `.aws/sso/cache/${name}.json`);
  }
  function portalSays(status: number, name: string, body: unknown = { message: canaries.answer }): void {
    signIn();
    portal.script([answer(status, body, { 'x-amzn-errortype': name })]);
  }
  function stsRefuses(): void {
    harness.write(role());
    const error = `<Error><Code>AccessDenied</Code><Message>${canaries.answer}</Message></Error>`;
    portal.script([answer(403, `<ErrorResponse>${error}</ErrorResponse>`)]);
  }
  function program(code: string): void {
    harness.write(`[profile program]\ncredential_process = "${process.execPath}" -e "${code}" ${canaries.command}\n`);
  }

  for (const [what, code, step, profile, prepare = () => {}] of credentialFaults) {
    it(`names ${what}, and sends nothing to the service`, async () => {
      prepare();
      const facts = await check(profile);
      assert.deepEqual([facts.failure?.error.code, failedStep(facts)], [code, step]);
      assert.equal(harness.server.requests.length, 0);
    });
  }

  it('tells keys of a sign-in by when they end, and the account by the profile', async () => {
    signIn();
    const { keys: found, profile } = await check('sso');
    assert.deepEqual(
      [found, profile.account, profile.kind],
      [{ kind: 'temporary', expiration: 4e12 }, '123456789012', 'sso'],
    );
  });

  /** Faults of the service and of what is on the way. */
  const faults: readonly (readonly [what: string, step: Step, code: SourceErrorCode, blamed: AccessStepId])[] = [
    ['AWS limits requests', fault(400, 'ThrottlingException', message), 'throttled', 'request'],
    ['AWS fails', fault(500, 'InternalServerException', message), 'internal', 'request'],
    ['a proxy is down', answer(503, html), 'unavailable', 'request'],
    ['a proxy refuses', answer(407, html), 'proxyRefused', 'endpoint'],
    ['a portal has its page', answer(200, html), 'webPage', 'endpoint'],
    ['a redirect', answer(302, '', { location: 'http://127.0.0.1:1/' }), 'redirected', 'endpoint'],
    ['nothing in it', answer(200, ''), 'emptyAnswer', 'request'],
    ['a reset', reset(), 'connectionLost', 'endpoint'],
    ['expired keys', fault(400, 'ExpiredTokenException', message), 'credentialsExpired', 'credentials'],
    ['unknown keys', fault(400, 'UnrecognizedClientException', message), 'keysRejected', 'credentials'],
    ['a wrong signature', fault(403, 'InvalidSignatureException', message), 'keysRejected', 'credentials'],
    ['an input that is not accepted', fault(400, 'ValidationException', message), 'invalidRequest', 'request'],
    [
      'a time that is not accepted',
      dated(3_600_000, fault(403, 'RequestTimeTooSkewed', message)),
      'clockWrong',
      'clock',
    ],
    ['an IAM refusal', denied, 'accessDenied', 'permission'],
    [
      'another account',
      fault(400, 'AccessDeniedException', { ...message, Reason: 'NO_LINK' }),
      'accountRefused',
      'permission',
    ],
    ['an error of the future', fault(400, 'TeapotException', message), 'unknown', 'request'],
  ];

  for (const [what, step, code, blamed] of faults) {
    it(`names what came instead of an answer: ${what}`, async () => {
      harness.server.script([step]);
      const facts = await check('dev');
      assert.deepEqual([facts.failure?.error.code, failedStep(facts)], [code, blamed]);
      assert.equal(facts.calls[0]?.error?.code, code);
      const { status } = accessSteps(facts, english)[0] ?? {};
      assert.equal(status, 'ok');
    });
  }

  it('names no answer in time, an unreachable host, and one that is not there', async () => {
    harness.server.script([hang]);
    const impatient = { ...patient, page: 50 };
    assert.equal((await check('dev', { timing: impatient })).failure?.error.code, 'timedOut');
    const gone = await check('dev', { endpoint: 'http://127.0.0.1:1' });
    assert.deepEqual([gone.failure?.error.code, failedStep(gone)], ['unreachable', 'endpoint']);
  });

  it('asks the other catalog where this one is refused, and no more', async () => {
    harness.server.script(({ body }) => ((body as { Catalog: string }).Catalog === 'AWS' ? denied : page));
    const facts = await check('dev');
    assert.deepEqual(operations(), [
      ['ListOpportunities', 'AWS'],
      ['ListOpportunities', 'Sandbox'],
    ]);
    assert.deepEqual(
      facts.calls.map(({ catalog, error }) => [catalog, error?.code]),
      [
        ['AWS', 'accessDenied'],
        ['Sandbox', undefined],
      ],
    );
  });

  it('measures the clock by any answer of AWS, also by a refusal', async () => {
    for (const step of [page, denied]) {
      harness.server.script((request) =>
        dated(3_600_000, request.operation === 'ListOpportunities' ? step : working(request)),
      );
      const { clockOffset = 0 } = await check('dev');
      assert.ok(Math.abs(clockOffset - 3_600_000) < 3_000, String(clockOffset));
    }
  });

  describe('of an endpoint', () => {
    it('says who chose it', async () => {
      harness.set({ AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING: harness.server.url });
      const { endpoint } = await check('dev', { endpoint: undefined, proxy: { host: 'p:1', origin: 'http.proxy' } });
      assert.deepEqual(endpoint, {
        ...{
          host: new URL(harness.server.url).host,
          scheme: 'http',
          origin: 'AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING',
        },
        proxy: { host: 'p:1', origin: 'http.proxy' },
      });
    });

    it('that the person does not allow, sends nothing', async () => {
      harness.set({ AWS_ENDPOINT_URL: harness.server.url });
      const facts = await check('dev', { endpoint: undefined, confirmEndpoint: async () => false });
      assert.deepEqual([facts.failure?.error.code, failedStep(facts)], ['endpointRefused', 'endpoint']);
      assert.equal(harness.server.requests.length, 0);
    });

    it('that cannot be used, says so', async () => {
      const facts = await check('dev', { endpoint: 'http://example.com' });
      assert.deepEqual([facts.failure?.error.code, failedStep(facts)], ['invalidEndpoint', 'endpoint']);
      harness.set({ AWS_CA_BUNDLE: `${harness.home}/none.pem` });
      const bundle = await check('dev');
      assert.deepEqual([bundle.failure?.error.code, failedStep(bundle)], ['caBundleUnreadable', 'endpoint']);
      assert.equal(bundle.endpoint.caBundle, 'AWS_CA_BUNDLE');
    });
  });

  (hasOpenssl ? it : it.skip)(
    `says who issued a certificate that is not trusted${hasOpenssl ? '' : ' (openssl is not installed)'}`,
    async () => {
      const { server, url, ca } = await startSelfSigned(harness.home, '/O=Inspector [x](y)/CN=localhost');
      try {
        const facts = await check('dev', { endpoint: url });
        assert.deepEqual([facts.failure?.error.code, failedStep(facts)], ['certificate', 'endpoint']);
        assert.equal(facts.issuer, 'Inspector [x](y)');
        harness.set({ AWS_CA_BUNDLE: ca });
        assert.equal((await check('dev', { endpoint: url })).failure, undefined);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
  );

  describe('that is stopped', () => {
    it('tells what is known: while credentials are waited for', async () => {
      program('setInterval(() => {}, 1000)');
      const stop = new AbortController();
      const waiting: (string | undefined)[] = [];
      const facts = await check('program', {
        ...{ signal: stop.signal, timing: { ...patient, notice: 5 } },
        tellWaiting: async (profile) => {
          waiting.push(profile);
          stop.abort();
        },
      });
      assert.deepEqual(waiting, ['program']);
      assert.equal(facts.stoppedAt, 'credentials');
      assert.equal(outcome(facts), 'profile ok');
    });

    it('tells what is known: while AWS is waited for, in the list or in the full record', async () => {
      for (const hanging of ['ListOpportunities', 'GetOpportunity']) {
        const stop = new AbortController();
        harness.server.script((request) => {
          if (request.operation !== hanging) return working(request);
          setImmediate(() => stop.abort());
          return hang;
        });
        const facts = await check('dev', { signal: stop.signal });
        assert.equal(facts.stoppedAt, hanging === 'GetOpportunity' ? 'fullRecord' : 'request');
        assert.equal(outcome(facts), hanging === 'GetOpportunity' ? all : 'profile ok, credentials ok');
        await harness.server.disconnected();
      }
    });

    it('sends nothing where it is stopped before it begins', async () => {
      const facts = await check('dev', { signal: AbortSignal.abort() });
      assert.equal(facts.stoppedAt, 'credentials');
      assert.equal(harness.server.requests.length, 0);
    });
  });

  it('leaves no connection behind, whatever came of it', async function () {
    // The server itself closes what nobody uses after five seconds.
    this.timeout(4_000);
    for (const [, step] of faults.slice(0, 6)) {
      harness.server.script([step]);
      await check('dev');
    }
    await harness.server.disconnected();
  });

  it('S07: has no secret in its report, whatever the service and the files say', async function () {
    this.timeout(60_000);
    const secret = fc.constantFrom(...Object.values(canaries));
    const status = fc.constantFrom(200, 302, 400, 401, 403, 404, 407, 429, 500, 503);
    const name = fc.constantFrom('AccessDeniedException', 'ValidationException', 'ThrottlingException', 'Odd', '');
    const body = fc.oneof(
      secret.map((text) => `<html>${text}</html>`),
      secret,
      fc.record({ Message: secret, Reason: secret.map((text) => `because of ${text}`) }),
      fc.record({ ErrorList: fc.array(fc.record({ FieldName: secret.map((text) => `${text}!`), Message: secret })) }),
      secret.map((text) => ({ OpportunitySummaries: [{ ...row, Id: text, Arn: text }], NextToken: text })),
    );
    await fc.assert(
      fc.asyncProperty(status, name, body, async (code, type, sent) => {
        const typed = typeof sent === 'string' ? sent : { __type: type, ...sent };
        harness.server.script([answer(code, typed)]);
        // Whatever came of it: `check` looks at what is told.
        await check('dev', { timing: { ...patient, transientBackoff: 0, throttledBackoff: 0 } });
      }),
      { numRuns: 60 },
    );
  });
});
