import assert from 'node:assert/strict';
import { networkError, toSourceError } from '../../../../src/aws/calls/serviceErrors';

const request = {
  ...{
    operation: 'ListOpportunities',
    catalog: 'AWS',
    hasToken: false,
    identity: 'dev',
    host: 'example.com',
    seconds: 30,
  },
  answer: { isWebPage: false, isEmpty: false, looksCutShort: false },
};

describe('what a failure of the service says', () => {
  const invalid = (ErrorList: unknown, Reason?: unknown) =>
    toSourceError({ name: 'ValidationException', Reason, ErrorList, $metadata: { httpStatusCode: 400 } }, request);
  const field = (FieldName: unknown, Code?: unknown, Message: unknown = 'no') => ({ FieldName, Code, Message });

  it('names each field of a request once, with AWS’s code', () => {
    const error = invalid([
      field('Catalog', 'INVALID_VALUE', 'must be AWS'),
      field('Sort', undefined),
      field('Catalog', 'INVALID_VALUE', 'twice'),
      field(undefined, 'TOO_MANY_VALUES'),
    ]);
    assert.equal(error.code, 'invalidRequest');
    assert.deepEqual(error.args, ['Catalog (INVALID_VALUE), Sort, (TOO_MANY_VALUES)']);
    assert.deepEqual(error.invalidFields, [
      { field: 'Catalog', code: 'INVALID_VALUE', message: 'must be AWS' },
      { field: 'Sort', message: 'no' },
      { field: 'Catalog', code: 'INVALID_VALUE', message: 'twice' },
      { code: 'TOO_MANY_VALUES', message: 'no' },
    ]);
  });

  it('names as many fields as a sentence takes, and counts the rest', () => {
    const names = Array.from({ length: 30 }, (_, n) => `Field${n}`.padEnd(18, 'x'));
    const [said = ''] = invalid(names.map((name) => field(name))).args;
    assert.equal(said, `${names.slice(0, 8).join(', ')} … and 22 more`);
    const [long = ''] = invalid([field('x'.repeat(128))]).args;
    assert.equal(long, `${'x'.repeat(69)}…`);
  });

  it('gives AWS’s reason where it names no field, and takes nothing that is no name', () => {
    assert.deepEqual(invalid(undefined, 'REQUEST_VALIDATION_FAILED').args, ['REQUEST_VALIDATION_FAILED']);
    for (const list of ['Catalog', [], [null, 7, 'Catalog'], [field('two words', '<b>', 7)]]) {
      assert.deepEqual(invalid(list).args, ['no reason given'], JSON.stringify(list));
    }
    assert.deepEqual(invalid([null, field('$(x)', 7, 7)]).invalidFields, [{ message: '' }]);
  });

  it('knows the network’s failures by their codes alone', () => {
    const codes: Readonly<Record<string, readonly string[]>> = {
      certificate: [
        ...['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
        ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_HANDSHAKE_TIMEOUT'],
      ],
      connectionLost: ['ECONNRESET', 'EPIPE'],
      unreachable: ['ECONNREFUSED', 'ENETDOWN'],
      offline: ['ENOTFOUND', 'EAI_AGAIN'],
      undefined: ['EOTHER', 'X_ERR_TLS', 'NOT_UNABLE_TO_SAY'],
    };
    for (const [kind, all] of Object.entries(codes)) {
      for (const code of all) assert.equal(String(networkError({ code }, 'example.com')?.code), kind, code);
    }
    assert.equal(networkError({ code: 'ENOTFOUND' }, 'example.com')?.origin, 'ENOTFOUND');
    const timeout = (name: string, message: string) => networkError({ name, message }, 'example.com')?.code;
    const unconnected = 'Socket did not establish a connection with the server';
    assert.equal(timeout('TimeoutError', unconnected), 'unreachable');
    assert.equal(timeout('TimeoutError', 'Connection timed out after 10 ms'), undefined);
    assert.equal(timeout('OtherError', unconnected), undefined);
  });

  it('is something, whatever was thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, {}, new Error('x')]) {
      assert.equal(toSourceError(thrown, request).code, 'unreadableAnswer');
    }
    const late = toSourceError({ name: 'TimeoutError' }, request);
    assert.deepEqual([late.code, late.args], ['timedOut', ['30']]);
  });
});
