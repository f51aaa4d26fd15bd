import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import type { SourceError, SourceErrorCode } from '../../../src/core/errors/sourceError';
import { type Catalog, catalogs } from '../../../src/core/model/opportunity';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { getAwsOpportunitySummary, getOpportunity, listPage } from '../../support/ask';
import { hostileMessages } from '../../support/hostileTexts';
import { answer, fault, type Step } from '../../support/service/faults';
import { canary, failure, Harness, never, pageOf } from './harness';

type Ask = (source: OpportunitySource, catalog: Catalog) => Promise<unknown>;

const asks = {
  ListOpportunities: (source, catalog) => listPage(source, { Catalog: catalog, MaxResults: 100 }, 'foreground', never),
  GetOpportunity: (source, catalog) => getOpportunity(source, 'O1', 'foreground', never, catalog),
  GetAwsOpportunitySummary: (source, catalog) => getAwsOpportunitySummary(source, 'O1', 'foreground', never, catalog),
} satisfies Record<string, Ask>;
type Name = keyof typeof asks;
const names = Object.keys(asks) as readonly Name[];

/** The errors that AWS's model names for an operation, as the SDK's own types list them. */
function modelled(operation: Name): readonly string[] {
  const file = `node_modules/@aws-sdk/client-partnercentral-selling/dist-types/commands/${operation}Command.d.ts`;
  const thrown = [...readFileSync(file, 'utf8').matchAll(/@throws \{@link (\w+)\} \((?:client|server) fault\)/g)];
  return thrown.map(([, name = '']) => name);
}

const codes: Readonly<Record<string, (operation: Name) => SourceErrorCode>> = {
  AccessDeniedException: () => 'accessDenied',
  InternalServerException: () => 'internal',
  ResourceNotFoundException: (operation) => (operation === 'ListOpportunities' ? 'listNotFound' : 'notFound'),
  ThrottlingException: () => 'throttled',
  ValidationException: () => 'invalidRequest',
};
const said = `User: arn:aws:sts::111122223333:assumed-role/${canary}/dev is not authorized`;
const notInThisState = 'INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE';

describe('an error that AWS names', function () {
  this.timeout(10_000);
  const harness = new Harness();
  beforeEach(() => {
    harness.write('[dev]\naws_access_key_id = AKIADEV\naws_secret_access_key = s', '.aws/credentials');
  });

  const failed = (
    step: Step,
    code: SourceErrorCode,
    catalog: Catalog = 'AWS',
    operation: Name = 'ListOpportunities',
  ) => {
    harness.server.script([step]);
    return failure(asks[operation](harness.source({ profile: 'dev' }), catalog), code);
  };

  for (const operation of names) {
    it(`has its code for ${operation}, each that the model has, with what AWS said and what was asked`, async () => {
      const all = modelled(operation);
      assert.deepEqual([...all].sort(), Object.keys(codes).sort());
      for (const name of all) {
        for (const catalog of catalogs) {
          const code = codes[name]?.(operation) ?? assert.fail(name);
          const status = name === 'InternalServerException' ? 500 : 400;
          const error = await failed(fault(status, name, { Message: said }), code, catalog, operation);
          assert.deepEqual([error.said, error.request], [said, { operation, catalog }], name);
          assert.deepEqual([error.origin, error.requestId], [name, 'request-1']);
        }
      }
    });
  }

  it('keeps what AWS said of names that the model does not have', async () => {
    const steps: readonly (readonly [Step, SourceErrorCode])[] = [
      [fault(403, 'AccessDenied', { message: said }), 'accessDenied'],
      [fault(400, 'TeapotException', { message: said }), 'unknown'],
      [fault(403, 'InvalidSignatureException', { message: said }), 'keysRejected'],
      [fault(400, 'ServiceQuotaExceededException', { Message: said }), 'unknown'],
      [fault(503, 'ServiceUnavailable', { Message: said }), 'unavailable'],
    ];
    for (const [step, code] of steps) assert.equal((await failed(step, code)).said, said, code);
  });

  it('keeps nothing of an answer that names no error, or says nothing', async () => {
    const steps: readonly (readonly [Step, SourceErrorCode])[] = [
      [answer(400, { message: said }), 'unknown'],
      [answer(400, { __type: `a tale of ${canary}`, message: said }), 'unknown'],
      [answer(400, { __type: { a: said }, message: said }), 'unreadableAnswer'],
      [answer(403, `<html>${said}</html>`), 'proxyRefused'],
      [answer(200, said), 'unreadableAnswer'],
      [fault(400, 'AccessDeniedException'), 'accessDenied'],
      [fault(400, 'AccessDeniedException', { Message: '' }), 'accessDenied'],
      [fault(400, 'AccessDeniedException', { Message: { text: said } }), 'accessDenied'],
    ];
    for (const [step, code] of steps) assert.equal((await failed(step, code)).said, undefined, code);
  });

  it('is one line of 1,000 characters at most, whatever AWS says', async () => {
    const long = await failed(fault(400, 'AccessDeniedException', { Message: 'x'.repeat(100_000) }), 'accessDenied');
    assert.deepEqual([long.said?.length, long.said?.at(-1)], [1_000, '…']);
    for (const text of hostileMessages) {
      const error = await failed(fault(400, 'AccessDeniedException', { Message: text }), 'accessDenied');
      assert.doesNotMatch(error.said ?? '', /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b]/u);
    }
  });

  it('S07: shows what AWS said to nobody who logs, prints or stores it', async () => {
    const error: SourceError = await failed(fault(400, 'AccessDeniedException', { Message: said }), 'accessDenied');
    assert.ok(error.said?.includes(canary));
    const printed = [String(error), error.stack, error.message, inspect(error, { showHidden: true, depth: 9 })];
    const stored = [JSON.stringify(error), JSON.stringify({ ...error }), inspect(structuredClone(error))];
    for (const text of [...printed, ...stored, JSON.stringify(harness.facts)]) assert.ok(!text?.includes(canary), text);
    assert.ok(harness.facts.length > 0);
  });

  describe('a refusal', () => {
    const refused = (Reason: unknown, code: SourceErrorCode, catalog: Catalog, operation?: Name) =>
      failed(fault(400, 'AccessDeniedException', { Message: said, Reason }), code, catalog, operation);

    it('is the account’s link in the AWS catalog, and its registration in Sandbox', async () => {
      for (const operation of names) {
        const linked = await refused(notInThisState, 'notLinked', 'AWS', operation);
        assert.equal(
          linked.message,
          'The AWS account of dev is not linked to Partner Central, or its partner benefit is not active.',
        );
        const registered = await refused(notInThisState, 'notRegistered', 'Sandbox', operation);
        assert.equal(
          registered.message,
          'The AWS account of dev is not registered as a partner in the Sandbox catalog, or its benefit there is not active.',
        );
        assert.deepEqual([linked.reason, registered.reason], [notInThisState, notInThisState]);
        const [guide, other] = [linked, registered].map(({ remedies }) => JSON.stringify(remedies));
        assert.ok(guide?.includes('account-linking') && guide.includes('contactSupport'));
        assert.ok(other?.includes('sandbox') && other.includes('contactSupport') && !other.includes('linking'));
      }
    });

    it('names a reason that is not known, as it is', async () => {
      for (const reason of ['ACCESS_DENIED', 'ACCOUNT_ON_HOLD', 'X'.repeat(128)]) {
        for (const catalog of catalogs) {
          const { message } = await refused(reason, 'accountRefused', catalog);
          assert.equal(message, `AWS refuses the AWS account of dev in the ${catalog} catalog: ${reason}`);
        }
      }
      for (const reason of [`${canary} [x](command:y)`, 'X'.repeat(129)]) {
        const { message } = await refused(reason, 'accountRefused', 'AWS');
        assert.equal(message, 'AWS refuses the AWS account of dev in the AWS catalog: a reason that is not a name');
      }
    });

    it('is a policy’s where AWS gives no reason', async () => {
      for (const reason of [undefined, null, '', ' ', 7, {}]) await refused(reason, 'accessDenied', 'Sandbox');
    });

    it('makes the next try get new credentials, whoever is at fault', async () => {
      const cases: readonly (readonly [unknown, SourceErrorCode, Catalog])[] = [
        [undefined, 'accessDenied', 'AWS'],
        [notInThisState, 'notLinked', 'AWS'],
        [notInThisState, 'notRegistered', 'Sandbox'],
        ['OTHER', 'accountRefused', 'AWS'],
      ];
      harness.write(`[profile asked]\ncredential_process = cat "${harness.home}/keys.json"\n`);
      const print = (AccessKeyId: string) =>
        harness.write(JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey: 's' }), 'keys.json');
      for (const [Reason, code, catalog] of cases) {
        print('AKIAOLD');
        const source = harness.source({ profile: 'asked' });
        harness.server.script([answer(200, pageOf([])), fault(400, 'AccessDeniedException', { Reason })]);
        await asks.ListOpportunities(source, catalog);
        print('AKIANEW');
        for (const key of ['AKIAOLD', 'AKIANEW']) {
          await failure(asks.ListOpportunities(source, catalog), code);
          assert.equal(harness.server.requests.at(-1)?.accessKeyId, key, code);
        }
      }
    });
  });
});
