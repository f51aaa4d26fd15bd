import assert from 'node:assert/strict';
import { SourceError, type SourceErrorCode, sourceErrorCodes } from '../../../../../src/core/errors/sourceError';
import { type AccessFacts, accessStepIds, stepOfCode } from '../../../../../src/core/present/access/accessFacts';
import { type AccessStep, accessSteps } from '../../../../../src/core/present/access/accessSteps';
import { english } from '../../../../support/writing';
import { allFine, stoppedBy } from './facts';

const steps = (facts: AccessFacts) => accessSteps(facts, english);
const step = (facts: AccessFacts, id: AccessStep['id']) => {
  const found = steps(facts).find((each) => each.id === id);
  assert.ok(found);
  return found;
};
const statuses = (facts: AccessFacts) => steps(facts).map(({ status }) => status);
const args = ['dev', 'partnercentral:ListOpportunities', 'WHY'];
const denied = (said?: string) =>
  new SourceError('accessDenied', {
    ...{ args, requestId: 'r-1', request: { operation: 'ListOpportunities', catalog: 'AWS' } },
    ...(said && { said }),
  });

describe('the steps of a check of the access', () => {
  it('say of each what was found out', () => {
    assert.deepEqual(
      steps(allFine).map(({ title, status, text, notes }) => [title, status, text, ...notes]),
      [
        [
          ...['Profile', 'ok', 'dev, from the setting partnerCentral.profile: assumes a role.'],
          'dev → base · ~/.aws/config, line 3 · account 123456789012',
        ],
        ['Credentials', 'ok', 'Temporary keys, valid until Jun 15, 2026, 1:00 PM UTC.'],
        ['Clock', 'ok', 'The same time as at AWS.'],
        ['Endpoint', 'ok', 'partnercentral-selling.us-east-1.api.aws, AWS’s own.'],
        ['Request', 'ok', 'HTTP 200 in 123 ms, with one row.', 'Request ID: r-1'],
        ['Permission', 'ok', 'partnercentral:ListOpportunities is allowed in the AWS catalog.'],
        ['Full Record', 'ok', 'partnercentral:GetOpportunity and GetAwsOpportunitySummary are allowed.'],
      ],
    );
  });

  for (const code of sourceErrorCodes()) {
    it(`blame one step alone for ${code}, in its own words and with what helps`, () => {
      for (const requestId of [undefined, 'r-9']) {
        const error = new SourceError(code, { args, ...(requestId && { requestId }) });
        const facts = stoppedBy(error);
        const failed = steps(facts).filter(({ status }) => status === 'failed');
        assert.deepEqual(
          failed.map(({ id, text, remedies }) => [id, text, remedies]),
          [[stepOfCode[code], error.message, error.remedies]],
        );
        for (const { text, notes } of steps(facts)) {
          for (const words of [text, ...notes]) assert.doesNotMatch(words, /undefined|\{\d\}|NaN|Invalid|\(\)/);
        }
      }
    });
  }

  it('do not tell of AWS’s clock, host or answer where something else on the way has answered', () => {
    for (const code of ['webPage', 'proxyRefused', 'redirected', 'unavailable', 'emptyAnswer'] as const) {
      const facts = stoppedBy(new SourceError(code, { args: ['407'], requestId: 'r-1' }));
      assert.equal(step(facts, 'clock').status, 'notReached', code);
      assert.equal(steps(facts).filter(({ id, status }) => id === 'endpoint' && status === 'ok').length, 0, code);
    }
  });

  it('blame what was being done then, whatever failed', () => {
    const offline = new SourceError('offline', { args: ['portal.sso.us-east-1.amazonaws.com'] });
    for (const during of ['profile', 'credentials', 'endpoint'] as const) {
      const failed = steps(stoppedBy(offline, during)).filter(({ status }) => status === 'failed');
      assert.deepEqual(
        failed.map(({ id }) => id),
        [during],
      );
    }
  });

  it('tick what comes before a refusal, and leave what comes after it', () => {
    assert.deepEqual(statuses(stoppedBy(denied())), ['ok', 'ok', 'ok', 'ok', 'ok', 'failed', 'notReached']);
    assert.match(step(stoppedBy(denied()), 'request').text, /^HTTP 400 in 80 ms\.$/);
    const rejected = new SourceError('keysRejected', { args, requestId: 'r-1' });
    assert.deepEqual(statuses(stoppedBy(rejected)), ['ok', 'failed', 'ok', 'ok', 'ok', 'notReached', 'notReached']);
    const gone = new SourceError('profileNotFound', { args });
    assert.deepEqual(statuses(stoppedBy(gone, 'profile')), ['failed', ...Array(6).fill('notReached')]);
  });

  describe('of a refusal', () => {
    const other = (error?: SourceError): AccessFacts => {
      const facts = stoppedBy(denied());
      const call = { operation: 'ListOpportunities', catalog: 'Sandbox', milliseconds: 9, requests: 1 } as const;
      return { ...facts, calls: [...facts.calls, { ...call, ...(error && { error }) }] };
    };

    it('tell a condition on the catalog from a missing action, by the other catalog', () => {
      assert.deepEqual(step(other(), 'permission').notes, [
        'It is allowed in Sandbox, so look for a condition on partnercentral:Catalog.',
      ]);
      assert.deepEqual(step(other(denied()), 'permission').notes, [
        'It is refused in Sandbox, too, so look for the action itself in the policy.',
      ]);
    });

    it('say so where the other catalog is refused for another reason, or could not be asked', () => {
      const linked = new SourceError('notRegistered', { args: ['dev', 'Sandbox'] });
      assert.match(
        step(other(linked), 'permission').notes[0] ?? '',
        /^The Sandbox catalog is refused, too: .*registered/,
      );
      const throttled = new SourceError('throttled');
      assert.equal(
        step(other(throttled), 'permission').notes[0],
        'The Sandbox catalog could not be asked: AWS is limiting requests.',
      );
    });

    it('hint at the kind of policy that AWS named, without a word of AWS’s own', () => {
      const said = 'User: arn:aws:iam::1:user/canary is not authorized … because no identity-based policy allows it';
      const notes = step(stoppedBy(denied(said)), 'permission').notes.join(' ');
      assert.match(notes, /^No policy of this user or role allows it in the AWS catalog/);
      assert.doesNotMatch(notes, /canary/);
    });

    it('of the account, name the reason, and whether the other catalog can be read', () => {
      const error = new SourceError('notLinked', { args: ['dev'], reason: 'STATE', requestId: 'r' });
      const facts = stoppedBy(error);
      const call = { operation: 'ListOpportunities', catalog: 'Sandbox', milliseconds: 9, requests: 1 } as const;
      assert.deepEqual(step({ ...facts, calls: [...facts.calls, call] }, 'permission').notes, [
        ...['AWS’s reason: STATE', 'The Sandbox catalog can be read.'],
      ]);
    });
  });

  it('warn of a clock that is off by as much as a signature may be, and tell smaller differences', () => {
    const clock = (clockOffset: number) => step({ ...allFine, clockOffset }, 'clock');
    const seen = [1_999, -5_000, 239_000, 240_000, -3_600_000, 7_300_000_000].map(clock);
    assert.deepEqual(
      seen.map(({ status, text }) => `${status}: ${text}`),
      [
        'ok: The same time as at AWS.',
        'ok: 5 s ahead of AWS’s clock.',
        'ok: 4 min behind AWS’s clock.',
        'warning: 4 min behind AWS’s clock. Set the clock of this computer.',
        'warning: 60 min ahead of AWS’s clock. Set the clock of this computer.',
        'warning: 84 days behind AWS’s clock. Set the clock of this computer.',
      ],
    );
    assert.match(clock(240_000).notes[0] ?? '', /signs with AWS’s time/);
  });

  it('say where requests go, who chose that, and what is on the way', () => {
    const endpoint = {
      ...({ host: '127.0.0.1:4566', scheme: 'http', origin: 'setting', caBundle: 'AWS_CA_BUNDLE' } as const),
      proxy: { host: 'proxy.corp:3128', origin: 'HTTPS_PROXY' },
    } as const;
    const { text, notes } = step({ ...allFine, endpoint }, 'endpoint');
    assert.equal(text, '127.0.0.1:4566 (http), chosen by the setting partnerCentral.endpoint.');
    assert.deepEqual(notes, [
      'The trusted certificates are those of the CA bundle that AWS_CA_BUNDLE names.',
      'Proxy: proxy.corp:3128 (HTTPS_PROXY)',
    ]);
    const certificate = new SourceError('certificate', { args: ['host'] });
    assert.deepEqual(step({ ...stoppedBy(certificate), endpoint, issuer: 'Inspector' }, 'endpoint').notes, [
      'The certificate was issued by: Inspector',
      'Endpoint: 127.0.0.1:4566 (http), chosen by the setting partnerCentral.endpoint',
      ...notes,
    ]);
  });

  it('tell keys by what they are', () => {
    const text = (keys: NonNullable<AccessFacts['keys']>) => step({ ...allFine, keys }, 'credentials').text;
    assert.equal(text({ kind: 'longTerm' }), 'Long-term access keys.');
    assert.equal(text({ kind: 'other' }), 'Keys of an unknown kind.');
  });

  it('say who chose a profile, and what there is without one', () => {
    const text = (profile: AccessFacts['profile']) => step({ ...allFine, profile }, 'profile').text;
    assert.equal(
      text({ name: 'a', chosenBy: 'window', kind: 'sso', chain: ['a'] }),
      'a, chosen for this window: IAM Identity Center (SSO).',
    );
    assert.equal(text({ name: 'a', chosenBy: 'AWS_PROFILE', chain: ['a'] }), 'a, from AWS_PROFILE.');
    assert.equal(text({ kind: 'environment', chain: [] }), 'No profile is chosen: keys in environment variables.');
  });

  describe('of the full record', () => {
    const [list, ...halves] = allFine.calls;
    assert.ok(list);
    const withErrors = (...codes: (SourceErrorCode | undefined)[]) => {
      const failing = halves.map((call, index) => {
        const code = codes[index];
        return code ? { ...call, error: new SourceError(code, { args }) } : call;
      });
      return step({ ...allFine, calls: [list, ...failing] }, 'fullRecord');
    };

    it('warn where a half may not be read, which the list does without', () => {
      const { status, text, notes, remedies } = withErrors('accessDenied', 'throttled');
      assert.deepEqual([status, text, notes.length], ['warning', 'Details show the summary only.', 2]);
      assert.match(notes[0] ?? '', /^GetOpportunity: AWS does not let dev call/);
      assert.equal(remedies[0]?.kind, 'copyPolicy');
      assert.equal(withErrors(undefined, 'accessDenied').status, 'warning');
    });

    it('take it for allowed where AWS has no side of its own of the opportunity', () => {
      assert.equal(withErrors(undefined, 'notFound').status, 'ok');
    });

    it('say so where there is no opportunity to try it with', () => {
      const { status, text } = step({ ...allFine, calls: [{ ...list, rows: 0 }] }, 'fullRecord');
      assert.deepEqual([status, text], ['notReached', 'No opportunity came that it could be tried with.']);
      assert.match(step({ ...allFine, calls: [{ ...list, rows: 0 }] }, 'request').text, /without rows/);
    });
  });

  it('tell what is known where the person stopped the check, and where', () => {
    const { keys, clockOffset, ...early } = allFine;
    for (const stoppedAt of accessStepIds.filter((id) => id !== 'profile')) {
      const facts = { ...(stoppedAt === 'fullRecord' ? allFine : { ...early, calls: [] }), stoppedAt };
      const all = steps(facts);
      assert.equal(all.find(({ id }) => id === stoppedAt)?.text, 'Stopped here.', stoppedAt);
      assert.equal(all.filter(({ text }) => text === 'Stopped here.').length, 1);
      assert.equal(all[0]?.status, 'ok');
    }
  });

  it('are offered by every failure of an identity or a permission, last', () => {
    const own: readonly SourceErrorCode[] = ['credentialsCancelled', 'mfaNeeded'];
    for (const code of sourceErrorCodes()) {
      const kinds = new SourceError(code, { args, remedies: [{ kind: 'retry' }] }).remedies.map(({ kind }) => kind);
      const isOffered = /profile|credentials|permission/.test(stepOfCode[code]) && !own.includes(code);
      assert.deepEqual(kinds, isOffered || code === 'certificate' ? ['retry', 'checkAccess'] : ['retry'], code);
    }
    const twice = new SourceError('accessDenied', { args }).withRemedies(new SourceError('accessDenied').remedies);
    assert.equal(twice.remedies.filter(({ kind }) => kind === 'checkAccess').length, 1);
  });
});
