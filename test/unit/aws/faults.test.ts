import assert from 'node:assert/strict';
import { errorNames, meaningCodes } from '../../../src/aws/calls/errorNames';
import { networkError } from '../../../src/aws/calls/serviceErrors';
import type { SourceErrorCode } from '../../../src/core/errors/sourceError';
import { listPage } from '../../support/ask';
import { answer, type FaultName, fault, faultsOf, hang, reset, type Step, stall } from '../../support/service/faults';
import { canary, failure, firstPage, Harness, never, pageOf, patient } from './harness';

const html = `<!DOCTYPE html><html><body>${canary}</body></html>`;
const text = JSON.stringify(pageOf(['O1', 'O2']));
const message = { Message: `about ${canary}` };
const validation = (...ErrorList: object[]) =>
  fault(400, 'ValidationException', { ...message, Reason: 'REQUEST_VALIDATION_FAILED', ErrorList });

describe('AwsSource, when something fails', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  beforeEach(() => harness.setKeys());

  /** What each fault is called, after how many requests, and the case that it belongs to. */
  const expected: Readonly<Record<FaultName, readonly [code: SourceErrorCode, requests: number, id?: string]>> = {
    'AWS limits requests': ['throttled', 3],
    '429 with nothing in it': ['throttled', 3],
    'AWS fails': ['internal', 5],
    '500 without a type': ['internal', 5],
    501: ['internal', 1],
    '503 as a web page': ['unavailable', 5, 'R05'],
    '502 without a page': ['unavailable', 5],
    '403 as a web page': ['proxyRefused', 1, 'R05'],
    '407 as a web page': ['proxyRefused', 1, 'R05'],
    '407 with nothing in it': ['proxyRefused', 1],
    '200 as a web page': ['webPage', 1, 'R05'],
    '404 as a web page': ['webPage', 1],
    'a redirect': ['redirected', 1],
    'an empty body': ['emptyAnswer', 1, 'R06'],
    null: ['emptyAnswer', 1, 'R06'],
    'text alone': ['emptyAnswer', 1, 'R06'],
    'a bare list': ['emptyAnswer', 1, 'R06'],
    'a struct with nothing in it': ['emptyAnswer', 1, 'R06'],
    'null for the list': ['emptyAnswer', 1, 'R06'],
    'a reset before the answer': ['connectionLost', 5],
    'a reset within the answer': ['connectionLost', 5, 'R03'],
    'an answer that breaks off': ['connectionLost', 5, 'R03'],
    'JSON that ends too early': ['connectionLost', 2, 'R04'],
    'something else than JSON': ['unreadableAnswer', 1],
    'no answer': ['timedOut', 1, 'R07'],
    'an answer that stops': ['timedOut', 1, 'R07'],
    'an answer that trickles': ['timedOut', 1, 'R07'],
    'an IAM refusal': ['accessDenied', 1],
    'an account that is refused': ['accountRefused', 1],
    'expired keys': ['credentialsExpired', 2],
    'keys that AWS does not know': ['keysRejected', 1],
    'a wrong signature': ['keysRejected', 1],
    'something that AWS does not know': ['listNotFound', 1],
    'an input that AWS does not accept': ['invalidRequest', 1],
    'an error of the future': ['unknown', 1],
    'an error whose type is no text': ['unreadableAnswer', 1],
    'an error whose type is a tale': ['unknown', 1],
    'a token that is a number': ['badToken', 1, 'R11'],
    'a token that is a struct': ['badToken', 1, 'R11'],
    'a token of 1 MB': ['badToken', 1, 'R11'],
    'an answer of 9 MB': ['answerTooLarge', 1, 'F03'],
  };
  const faults = faultsOf(text, canary);
  for (const [what, [code, requests, id]] of Object.entries(expected)) {
    it(`${id ? `${id}: ` : ''}says ${code} for ${what}`, async () => {
      harness.server.script([faults[what as FaultName]]);
      const source = harness.source({ timing: code === 'timedOut' ? { ...patient, page: 400 } : patient });
      await failure(listPage(source, firstPage, 'foreground', never), code);
      assert.equal(harness.server.requests.length, requests);

      assert.equal(JSON.stringify(harness.facts).includes(canary), false);
      assert.equal(harness.facts.at(-1)?.code, code);
      assert.equal(harness.facts.at(-1)?.op, 'ListOpportunities');

      source.dispose();
      await harness.server.disconnected();
    });
  }

  it('tries again, as for a spent quota, whatever the name for it is, and says what every other name means', async () => {
    for (const [name, meaning] of errorNames) {
      // The SDK's own name for a request that is not answered.
      if (name === 'TimeoutError') continue;
      harness.server.script([fault(400, name, message)]);
      await failure(listPage(harness.source(), firstPage, 'foreground', never), meaningCodes[meaning]);
      const tries = { throttled: 3, transient: 5, clock: 2, keysRejected: 1, expired: 2, denied: 1 };
      assert.equal(harness.server.requests.length, tries[meaning], name);
      assert.equal(harness.facts.at(-1)?.attempts, tries[meaning], name);
      assert.equal(harness.facts.at(-1)?.errorName, name);
    }
  });

  it('names the status, the profile, the reason and the fields', async () => {
    harness.write('[dev]\naws_access_key_id = AKIADEV\naws_secret_access_key = s', '.aws/credentials');
    const source = harness.source({ profile: 'dev' });
    const words = async (step: Step, code: SourceErrorCode) => {
      harness.server.script([step]);
      return failure(listPage(source, firstPage, 'foreground', never), code);
    };
    assert.match((await words(answer(503, html), 'unavailable')).message, /503/);
    const denied = await words(fault(400, 'AccessDeniedException'), 'accessDenied');
    assert.match(denied.message, /\bdev\b.*ListOpportunities/);
    assert.equal(denied.requestId, 'request-1');
    const onHold = await words(fault(400, 'AccessDeniedException', { Reason: 'ON_HOLD' }), 'accountRefused');
    assert.match(onHold.message, /\bdev\b.*ON_HOLD/);
    const ErrorList = [
      { FieldName: 'MaxResults', Code: 'INVALID_VALUE', Message: canary },
      { FieldName: 'Filter.Id', Code: 'TOO_MANY_VALUES', Message: 'too many' },
      null,
    ];
    const invalid = await words(fault(400, 'ValidationException', { Reason: 'X', ErrorList }), 'invalidRequest');
    assert.match(invalid.message, /MaxResults \(INVALID_VALUE\), Filter\.Id/);
    assert.deepEqual(invalid.invalidFields[0], { field: 'MaxResults', code: 'INVALID_VALUE', message: canary });
  });

  it('names a few of many wrong fields, and how many more there are', async () => {
    const named = (name: (index: number) => string) =>
      [...Array(500).keys()].map((index) => ({ FieldName: name(index), Code: 'INVALID_VALUE', Message: canary }));
    const source = harness.source();
    const messageOf = async (ErrorList: readonly object[]) => {
      harness.server.script([fault(400, 'ValidationException', { ErrorList })]);
      return (await failure(listPage(source, firstPage, 'foreground', never), 'invalidRequest')).message;
    };
    const short = await messageOf(named((index) => `Field${index}`));
    assert.match(short, /: Field0 \(INVALID_VALUE\), Field1 .* … and 49\d more$/);
    const long = await messageOf(named((index) => `${index}${'x'.repeat(120)}`));
    assert.match(long, /: 0x+…, 1x+… … and 498 more$/);
    for (const message of [short, long]) assert.ok(message.length < 230, message);
    assert.equal(await messageOf(named(() => 'Same')), 'AWS did not accept the request: Same (INVALID_VALUE)');
  });

  const refusedTokens: readonly (readonly [what: string, step: Step, code: SourceErrorCode])[] = [
    ['a fault of the token', validation({ FieldName: 'NextToken', Code: 'INVALID_VALUE' }), 'tokenRejected'],
    ['a fault of another field', validation({ FieldName: 'MaxResults', Code: 'INVALID_VALUE' }), 'tokenRejected'],
    ['a fault of no field', validation({ Code: 'INVALID_RESOURCE_STATE', Message: canary }), 'tokenRejected'],
    ['no list of faults', fault(400, 'ValidationException', message), 'tokenRejected'],
    ['a list of faults that is none', fault(400, 'ValidationException', { ErrorList: canary }), 'tokenRejected'],
    ['something that is not found', fault(400, 'ResourceNotFoundException', message), 'tokenRejected'],
    ['something that is not found, with its status', fault(404, 'ResourceNotFoundException'), 'tokenRejected'],
    ['an error that the model does not declare', fault(400, 'InvalidNextTokenException'), 'tokenRejected'],
    ['an error without a name', answer(400, '{}'), 'tokenRejected'],
    ['a status that says it is gone', answer(410, '{}'), 'tokenRejected'],
    ['a failure of AWS', fault(500, 'InternalServerException'), 'internal'],
    ['a limit', fault(400, 'ThrottlingException'), 'throttled'],
    ['an IAM refusal', fault(400, 'AccessDeniedException'), 'accessDenied'],
    ['keys that AWS does not know', fault(400, 'UnrecognizedClientException'), 'keysRejected'],
    ['an error of the way there', answer(403, '{}'), 'unknown'],
  ];
  for (const [what, step, code] of refusedTokens) {
    it(`says ${code} where a page token gets ${what}`, async () => {
      harness.server.script([step]);
      const list = listPage(harness.source(), { ...firstPage, NextToken: 't2' }, 'foreground', never);
      const kinds = (await failure(list, code)).remedies.map(({ kind }) => kind);
      assert.equal(kinds.includes('reload'), code === 'tokenRejected' || code === 'internal');
      assert.equal(kinds.includes('retry'), code !== 'tokenRejected');
    });
  }

  it('R07: asks again for an answer that does not begin, and for one that stops', async () => {
    const timing = { ...patient, headers: 100, idle: 100 };
    for (const step of [hang, stall(text.slice(0, 50))]) {
      harness.server.script([step, answer(200, text)]);
      const page = await listPage(harness.source({ timing }), firstPage, 'foreground', never);
      assert.equal(page.items.length, 2);
      assert.equal(harness.server.requests.length, 2);
    }
  });

  it('R03, R04: gets over one failure of the network by itself', async () => {
    for (const step of [reset(), reset(text.slice(0, 50)), answer(200, text.slice(0, 90)), answer(503, html)]) {
      harness.server.script([step, answer(200, text)]);
      const page = await listPage(harness.source(), firstPage, 'foreground', never);
      assert.equal(page.items.length, 2);
      assert.equal(harness.server.requests.length, 2);
    }
  });

  it('waits longer where AWS limits requests than after a failure that passes', async () => {
    for (const [step, timing] of [
      [fault(400, 'ThrottlingException'), { ...patient, transientBackoff: 60_000 }],
      [answer(500, '{}'), { ...patient, throttledBackoff: 60_000 }],
    ] as const) {
      harness.server.script([step, answer(200, text)]);
      await listPage(harness.source({ timing }), firstPage, 'foreground', never);
      assert.equal(harness.server.requests.length, 2);
    }
  });

  it('cannot reach a port that nobody listens on', async () => {
    const error = await failure(
      listPage(harness.source({ endpoint: 'http://127.0.0.1:1' }), firstPage, 'foreground', never),
      'unreachable',
    );
    assert.match(error.message, /127\.0\.0\.1:1/);
  });

  it('tells the failures of the network apart by their codes', () => {
    for (const [code, expected] of [
      ['ECONNRESET', 'connectionLost'],
      ['EHOSTUNREACH', 'unreachable'],
      ['ENOTFOUND', 'offline'],
      ['EAI_AGAIN', 'offline'],
      ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
      ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
      ['CERT_HAS_EXPIRED', 'certificate'],
      ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
      ['EMFILE', undefined],
    ] as const) {
      assert.equal(networkError({ code }, 'host')?.code, expected);
    }
  });
});
