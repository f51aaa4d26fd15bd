import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MfaPrompt } from '../../../../src/aws/identity/sources/context';
import type { SourceErrorCode } from '../../../../src/core/errors/sourceError';
import { listPage } from '../../../support/ask';
import { ScriptedServer } from '../../../support/scriptedServer';
import { answer, fault, hang, type Step } from '../../../support/service/faults';
import { canary, failure, firstPage, Harness, never, pageOf, patient, unlimited } from '../harness';

const devKeys = '[dev]\naws_access_key_id = AKIADEV\naws_secret_access_key = secret\n';
const role = `
[profile dev]
aws_access_key_id = AKIADEV
aws_secret_access_key = secret
[profile admin]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = dev
`;
const mfaRole = `${role}mfa_serial = arn:aws:iam::123456789012:mfa/me\n`;

/** What STS answers: keys, or an error with this code and message. */
const assumed = (accessKeyId: string, expiration = '2099-01-01T00:00:00Z'): Step =>
  answer(
    200,
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
     <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
     <SessionToken>token</SessionToken><Expiration>${expiration}</Expiration>
     </Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
const refused = (code: string, message = canary, status = 403): Step =>
  answer(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
     </ErrorResponse>`,
  );
const wrongCode = refused('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.');
const notAllowed = refused('AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole on resource: y');

describe('Credentials', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  let sts: ScriptedServer;
  before(async () => {
    sts = await ScriptedServer.start();
  });
  after(() => sts.stop());
  beforeEach(() => {
    harness.set({ AWS_ENDPOINT_URL_STS: sts.url });
    harness.server.script([answer(200, pageOf(['O1']))]);
    sts.script([refused('Unexpected')]);
  });

  const signers = () => harness.server.requests.map(({ accessKeyId }) => accessKeyId);
  const list = (profile?: string, askMfaCode?: (prompt: MfaPrompt) => Promise<string | undefined>) =>
    listPage(
      harness.source({ ...(profile && { profile }), ...(askMfaCode && { askMfaCode }) }),
      firstPage,
      'foreground',
      never,
    );
  const codes = () => sts.requests.map(({ body }) => new URLSearchParams(String(body)).get('TokenCode'));

  describe('of a chosen profile', () => {
    it('C10: sign the request, whatever the environment holds', async () => {
      harness.setKeys('AKIAENV');
      harness.write(devKeys, '.aws/credentials');
      await list('dev');
      assert.deepEqual(signers(), ['AKIADEV']);
    });

    it('are those of AWS_PROFILE when nothing else was chosen', async () => {
      harness.setKeys('AKIAENV');
      harness.set({ AWS_PROFILE: 'dev' });
      harness.write(devKeys, '.aws/credentials');
      await list();
      assert.deepEqual(signers(), ['AKIADEV']);
    });

    const broken: readonly (readonly [what: string, config: string, code: SourceErrorCode])[] = [
      ['is in no file', '[profile other]\nregion = us-east-1', 'profileNotFound'],
      ['has half a key', '[profile dev]\naws_access_key_id = AKIADEV', 'profileInvalid'],
      ['has only a region', '[profile dev]\nregion = us-east-1', 'profileInvalid'],
      ['has a role and no source', '[profile dev]\nrole_arn = arn:aws:iam::1:role/a', 'profileInvalid'],
      [
        'has a source that is in no file',
        '[profile dev]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b',
        'profileInvalid',
      ],
      [
        'goes round in a circle',
        '[profile dev]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = dev',
        'profileInvalid',
      ],
      [
        'has a process that fails',
        `[profile dev]\ncredential_process = sh -c "echo ${canary} >&2; exit 3"`,
        'credentialProcess',
      ],
      ['has a process that prints nonsense', `[profile dev]\ncredential_process = echo ${canary}`, 'credentialProcess'],
      [
        'has a process that prints another version',
        '[profile dev]\ncredential_process = echo \'{"Version":2}\'',
        'credentialProcess',
      ],
      [
        'never signed in to SSO',
        '[profile dev]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.com',
        'signInNeeded',
      ],
      [
        'misses its SSO session',
        '[profile dev]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r',
        'profileInvalid',
      ],
      ['never logged in', '[profile dev]\nlogin_session = arn:aws:iam::1:user/me', 'signInNeeded'],
    ];
    for (const [what, config, code] of broken) {
      it(`C10: are refused, not replaced, when it ${what}`, async () => {
        harness.setKeys('AKIAENV');
        harness.write(`${config}\n[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n`);
        const error = await failure(list('dev'), code);
        assert.match(error.message, /\bdev\b/);
        assert.deepEqual(signers(), []);
        const [{ op, code: logged } = {}] = harness.facts;
        assert.deepEqual([op, logged], ['credentials', code]);
        assert.equal(JSON.stringify(harness.facts).includes(canary), false);
      });
    }

    it('lead to a sign-in first, for the profile that has the session', async () => {
      harness.write(
        '[profile admin]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = dev\n[profile dev]\nsso_start_url = https://example.com\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r\n',
      );
      const error = await failure(list('admin'), 'signInNeeded');
      assert.deepEqual(error.remedies[0], { kind: 'signIn', via: 'sso', profile: 'dev' });
      harness.write('[profile dev]\nlogin_session = arn:aws:iam::1:user/me\n');
      const login = await failure(list('dev'), 'signInNeeded');
      assert.deepEqual(login.remedies[0], { kind: 'signIn', via: 'login', profile: 'dev' });
    });

    it('are read anew after a failure, without a new source', async () => {
      const source = harness.source({ profile: 'dev' });
      await failure(listPage(source, firstPage, 'foreground', never), 'profileNotFound');
      harness.write(devKeys, '.aws/credentials');
      await listPage(source, firstPage, 'foreground', never);
      assert.deepEqual(signers(), ['AKIADEV']);
    });

    it('are loaded once for all who wait, and not again for static keys', async () => {
      const printed = '{"Version":1,"AccessKeyId":"AKIAPROC","SecretAccessKey":"s"}';
      harness.write(`echo run >> "${harness.home}/runs"; echo '${printed}'`, 'print.sh');
      harness.write(`[profile dev]\ncredential_process = sh "${harness.home}/print.sh"\n`);
      const source = harness.source({ profile: 'dev' });
      await Promise.all([1, 2, 3, 4, 5].map(() => listPage(source, firstPage, 'foreground', never)));
      await listPage(source, firstPage, 'foreground', never);
      assert.equal(readFileSync(join(harness.home, 'runs'), 'utf8'), 'run\n');
      assert.equal(signers().length, 6);
    });

    it('C09: are renewed once, silently, when AWS says that they have expired', async () => {
      harness.write(devKeys, '.aws/credentials');
      const source = harness.source({ profile: 'dev' });
      await listPage(source, firstPage, 'foreground', never);
      const expire: Step = (...request) => {
        harness.write(devKeys.replace('AKIADEV', 'AKIANEW'), '.aws/credentials');
        fault(400, 'ExpiredTokenException')(...request);
      };
      harness.server.script([expire, answer(200, pageOf(['O1']))]);
      const page = await listPage(source, firstPage, 'foreground', never);
      assert.equal(page.items.length, 1);
      assert.deepEqual(signers(), ['AKIADEV', 'AKIANEW']);
    });

    for (const refusal of ['UnrecognizedClientException', 'AccessDeniedException']) {
      it(`are read anew for the next try after ${refusal}: the person may have mended the file`, async () => {
        harness.write(devKeys, '.aws/credentials');
        harness.server.script([fault(400, refusal), answer(200, pageOf(['O1']))]);
        const source = harness.source({ profile: 'dev' });
        await assert.rejects(listPage(source, firstPage, 'foreground', never));
        harness.write(devKeys.replace('AKIADEV', 'AKIANEW'), '.aws/credentials');
        await listPage(source, firstPage, 'foreground', never);
        assert.deepEqual(signers(), ['AKIADEV', 'AKIANEW']);
      });
    }

    it('lead to what renews them when new ones have expired too', async () => {
      harness.write(devKeys, '.aws/credentials');
      harness.server.script([fault(400, 'ExpiredTokenException', { message: 'The security token is expired' })]);
      const error = await failure(list('dev'), 'credentialsExpired');
      assert.deepEqual(error.remedies[0], { kind: 'openConfig', file: 'credentials' });
      assert.equal(error.requestId, 'request-1');
      assert.deepEqual(error.request, { operation: 'ListOpportunities', catalog: 'AWS' });
      assert.equal(error.said, 'The security token is expired');
      assert.equal(signers().length, 2);
    });

    it('R08: have a deadline, and the next try starts over', async () => {
      harness.write('[profile dev]\ncredential_process = sleep 1.5\n');
      const source = harness.source({ profile: 'dev', timing: { ...patient, credentials: 400 } });
      const error = await failure(listPage(source, firstPage, 'foreground', never), 'credentialsTimedOut');
      assert.match(error.message, /dev/);
      harness.write(devKeys, '.aws/credentials');
      harness.write('');
      await listPage(source, firstPage, 'foreground', never);
      assert.deepEqual(signers(), ['AKIADEV']);
    });

    it('do not hold back who stops waiting for them', async () => {
      harness.write('[profile dev]\ncredential_process = sleep 0.3\n');
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 20);
      let isLoaded = false;
      const source = harness.source({ profile: 'dev' });
      void listPage(source, firstPage, 'foreground', never).catch(() => {
        isLoaded = true;
      });
      await failure(listPage(source, firstPage, 'foreground', controller.signal), 'aborted');
      assert.equal(isLoaded, false);
    });
  });

  describe('of nobody in particular', () => {
    it('come from the environment', async () => {
      harness.setKeys('AKIAENV');
      await list();
      assert.deepEqual(signers(), ['AKIAENV']);
    });

    it('come from the default profile', async () => {
      harness.write(devKeys.replace('[dev]', '[default]'), '.aws/credentials');
      await list();
      assert.deepEqual(signers(), ['AKIADEV']);
    });

    it('are missed in plain words', async () => {
      const error = await failure(list(), 'noCredentials');
      assert.deepEqual(error.remedies[0], { kind: 'selectProfile' });
    });
  });

  describe('of a role', () => {
    it('are assumed with the source profile’s keys', async () => {
      harness.setKeys('AKIAENV');
      harness.write(role);
      sts.script([assumed('ASIAROLE')]);
      await list('admin');
      assert.deepEqual(signers(), ['ASIAROLE']);
      assert.equal(sts.requests[0]?.accessKeyId, 'AKIADEV');
      assert.equal(harness.server.requests[0]?.headers['x-amz-security-token'], 'token');
      await sts.disconnected();
    });

    it('are not sent for to the default profile’s endpoint', async () => {
      delete process.env.AWS_ENDPOINT_URL_STS;
      harness.write(`${role}endpoint_url = ${sts.url}\n[default]\nendpoint_url = http://127.0.0.1:1\n`);
      sts.script([assumed('ASIAROLE')]);
      await list('admin');
      assert.equal(sts.requests.length, 1);
    });

    for (const [what, step, code] of [
      ['the role is not allowed', notAllowed, 'roleDenied'],
      ['the source keys are unknown', refused('InvalidClientTokenId'), 'keysRejected'],
      ['the source keys have expired', refused('ExpiredToken'), 'credentialsExpired'],
      ['the role is refused otherwise', refused('RegionDisabledException'), 'profileInvalid'],
      ['STS is down', refused('ServiceUnavailable', canary, 503), 'unavailable'],
    ] as const) {
      it(`say ${code} when ${what}`, async () => {
        harness.write(role);
        sts.script([step]);
        const error = await failure(list('admin'), code);
        assert.equal(error.requestId, 'request-1');
        assert.deepEqual(signers(), []);
      });
    }

    it('keep what STS said of a role that is not allowed, and what it was asked', async () => {
      harness.write(role);
      sts.script([notAllowed]);
      const { said, request } = await failure(list('admin'), 'roleDenied');
      assert.equal(said, 'User: x is not authorized to perform: sts:AssumeRole on resource: y');
      assert.deepEqual(request, { operation: 'AssumeRole' });
    });

    it('end at their deadline when STS does not answer', async () => {
      harness.write(role);
      sts.script([hang]);
      const source = harness.source({ profile: 'admin', timing: { ...patient, credentials: 150 } });
      // On a busy machine, the deadline may pass before the first request is on its way.
      do await failure(listPage(source, firstPage, 'foreground', never), 'credentialsTimedOut');
      while (sts.requests.length === 0);
    });

    it('C08: are renewed shortly before they end, and used until they do where that fails', async () => {
      harness.write(role);
      const { now } = Date;
      const end = new Date(now() + 120_000).toISOString();
      sts.script([assumed('ASIASOON', end), notAllowed]);
      const source = harness.source({ profile: 'admin' });
      const steps: number[] = [];
      try {
        for (const later of [0, 0, 31_000, 31_000, 62_000]) {
          Date.now = () => now() + later;
          await listPage(source, firstPage, 'foreground', never);
          steps.push(sts.requests.length);
        }
        Date.now = () => now() + 121_000;
        await failure(listPage(source, firstPage, 'foreground', never), 'roleDenied');
      } finally {
        Date.now = now;
      }
      assert.deepEqual(steps, [1, 1, 2, 2, 3]);
      assert.deepEqual(new Set(signers()), new Set(['ASIASOON']));
    });
  });

  it('C08: are used to their end where the program that renews them hangs', async () => {
    const end = new Date(Date.now() + 120_000).toISOString();
    const printed = JSON.stringify({ Version: 1, AccessKeyId: 'AKIASOON', SecretAccessKey: 's', Expiration: end });
    const ran = join(harness.home, 'ran');
    harness.write(`[ -f "${ran}" ] && exec sleep 600\ntouch "${ran}"\necho '${printed}'\n`, 'print.sh');
    harness.write(`[profile dev]\ncredential_process = sh "${harness.home}/print.sh"\n`);
    const source = harness.source({ profile: 'dev', timing: { ...patient, credentials: 300 } });
    await listPage(source, firstPage, 'foreground', never);
    const { now } = Date;
    try {
      Date.now = () => now() + 31_000;
      await listPage(source, firstPage, 'foreground', never);
      Date.now = () => now() + 121_000;
      await failure(listPage(source, firstPage, 'foreground', never), 'credentialsTimedOut');
    } finally {
      Date.now = now;
    }
    assert.deepEqual(signers(), ['AKIASOON', 'AKIASOON']);
  });

  describe('of a role that needs an MFA code', () => {
    beforeEach(() => harness.write(mfaRole));

    it('C08: ask for no code while there are keys that still hold', async () => {
      const { now } = Date;
      sts.script([assumed('ASIASOON', new Date(now() + 120_000).toISOString()), assumed('ASIANEXT')]);
      let asked = 0;
      const source = harness.source({
        profile: 'admin',
        askMfaCode: async () => {
          asked += 1;
          return '123456';
        },
      });
      try {
        for (const [later, times] of [
          [0, 1],
          [60_000, 1],
          [119_000, 1],
          [121_000, 2],
        ] as const) {
          Date.now = () => now() + later;
          await listPage(source, firstPage, 'foreground', never);
          assert.equal(asked, times, `after ${later} ms`);
        }
      } finally {
        Date.now = now;
      }
      assert.deepEqual(signers(), ['ASIASOON', 'ASIASOON', 'ASIASOON', 'ASIANEXT']);
    });

    it('C07: ask once for all who wait', async () => {
      sts.script([assumed('ASIAMFA')]);
      const prompts: MfaPrompt[] = [];
      const source = harness.source({
        profile: 'admin',
        askMfaCode: async (prompt) => {
          prompts.push(prompt);
          return ' 123456 ';
        },
      });
      await Promise.all([1, 2, 3, 4, 5].map(() => listPage(source, firstPage, 'foreground', never)));
      assert.deepEqual(prompts, [{ profile: 'admin', serial: 'arn:aws:iam::123456789012:mfa/me', attempt: 1 }]);
      assert.deepEqual(codes(), ['123456']);
      assert.deepEqual(new Set(signers()), new Set(['ASIAMFA']));
    });

    it('C07: ask once for all who are refused, also for those that still wait for their turn', async () => {
      sts.script([assumed('ASIAMFA')]);
      harness.server.script([fault(400, 'AccessDeniedException')]);
      let prompts = 0;
      const limiter = unlimited();
      limiter.requestsPerSecond = 4;
      const askMfaCode = async () => `${prompts++}`;
      const source = harness.source({ profile: 'admin', limiter, askMfaCode });
      const lists = Array.from({ length: 5 }, () => listPage(source, firstPage, 'foreground', never));
      await Promise.all(lists.map((list) => failure(list, 'accessDenied')));
      assert.deepEqual([prompts, signers()], [1, Array(5).fill('ASIAMFA')]);
    });

    for (const hours of [2, -2]) {
      it(`R22: ask once although this computer’s clock is ${hours} h wrong, and again when the keys end`, async () => {
        const { now } = Date;
        const end = new Date(now() + 3_600_000).toISOString();
        sts.script([assumed('ASIA1', end), assumed('ASIA2')]);
        let prompts = 0;
        const source = harness.source({ profile: 'admin', askMfaCode: async () => `${prompts++}` });
        const counts: number[] = [];
        try {
          for (const minutes of [0, 0, 40, 61]) {
            Date.now = () => now() + hours * 3_600_000 + minutes * 60_000;
            await listPage(source, firstPage, 'foreground', never);
            counts.push(prompts);
          }
        } finally {
          Date.now = now;
        }
        assert.deepEqual(counts, [1, 1, 1, 2]);
        assert.deepEqual(signers(), ['ASIA1', 'ASIA1', 'ASIA1', 'ASIA2']);
      });
    }

    it('C07: ask again after a wrong code', async () => {
      sts.script([wrongCode, refused('ValidationError'), assumed('ASIAMFA')]);
      await list('admin', async ({ attempt }) => `code${attempt}`);
      assert.deepEqual(codes(), ['code1', 'code2', 'code3']);
      assert.deepEqual(signers(), ['ASIAMFA']);
    });

    it('give up after three', async () => {
      sts.script([wrongCode]);
      const error = await failure(
        list('admin', async () => '000000'),
        'mfaRejected',
      );
      assert.equal(sts.requests.length, 3);
      assert.deepEqual(error.remedies[0], { kind: 'enterMfaCode' });
    });

    it('do not ask again where the role is refused', async () => {
      sts.script([notAllowed]);
      await failure(
        list('admin', async () => '123456'),
        'roleDenied',
      );
      assert.equal(sts.requests.length, 1);
    });

    it('C07: take a cancelled question for an answer, and ask at the next request', async () => {
      sts.script([assumed('ASIAMFA')]);
      const codes = [undefined, '123456'];
      const source = harness.source({ profile: 'admin', askMfaCode: async () => codes.shift() });
      const error = await failure(listPage(source, firstPage, 'foreground', never), 'mfaNeeded');
      assert.match(error.message, /admin/);
      assert.equal(sts.requests.length, 0);
      await listPage(source, firstPage, 'foreground', never);
      assert.deepEqual(signers(), ['ASIAMFA']);
    });

    it('do not ask before the source profile’s own credentials are there', async () => {
      harness.write(mfaRole.replace('aws_access_key_id = AKIADEV', 'credential_process = false'));
      await failure(
        list('admin', () => assert.fail('asked')),
        'credentialProcess',
      );
    });

    it('need no code any more once the source is disposed', async () => {
      let asked: AbortSignal | undefined;
      const source = harness.source({
        profile: 'admin',
        askMfaCode: (_prompt, signal) => {
          asked = signal;
          source.dispose();
          return new Promise(() => {});
        },
      });
      await failure(listPage(source, firstPage, 'foreground', never), 'aborted');
      assert.equal(asked?.aborted, true);
    });

    it('give a person the time it takes', async () => {
      sts.script([assumed('ASIAMFA')]);
      const askMfaCode = async () => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        return '123456';
      };
      const timing = { ...patient, credentials: 400 };
      await listPage(harness.source({ profile: 'admin', askMfaCode, timing }), firstPage, 'foreground', never);
      assert.deepEqual(signers(), ['ASIAMFA']);
    });
  });

  it('come from an SSO session that is signed in, with the portal’s refusals told apart', async () => {
    const config =
      '[profile dev]\nsso_start_url = https://example.com/start\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r\n';
    harness.write(config);
    const cache = createHash('sha1').update('https://example.com/start').digest('hex');
    const token = { accessToken: 't', expiresAt: '2099-01-01T00:00:00Z' };
    harness.write(JSON.stringify(token), `.aws/sso/cache/${cache}.json`);
    harness.set({ AWS_ENDPOINT_URL_SSO: sts.url });
    const credentials = { accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't', expiration: 4e12 };
    sts.script([answer(200, { roleCredentials: credentials })]);
    await list('dev');
    assert.deepEqual(signers(), ['ASIASSO']);
    sts.script([answer(401, { message: canary }, { 'x-amzn-errortype': 'UnauthorizedException' })]);
    await failure(list('dev'), 'signInNeeded');
    sts.script([answer(403, { message: canary }, { 'x-amzn-errortype': 'ForbiddenException' })]);
    await failure(list('dev'), 'signInRefused');
  });
});
