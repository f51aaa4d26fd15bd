import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  canRetry,
  isSourceError,
  SourceError,
  type SourceErrorCode,
  sourceErrorCodes,
} from '../../../../src/core/errors/sourceError';
import { hostileMessages } from '../../../support/hostileTexts';

describe('SourceError', () => {
  it('is known across bundles, each of which has a copy of the class', () => {
    const path = require.resolve('../../../../src/core/errors/sourceError');
    const own = require.cache[path];
    delete require.cache[path];
    const other: typeof import('../../../../src/core/errors/sourceError') = require(path);
    require.cache[path] = own;
    assert.notEqual(other.SourceError, SourceError);
    const error: unknown = new other.SourceError('throttled');
    assert.ok(isSourceError(error));
    assert.ok(!isSourceError(new Error('throttled')));
    assert.ok(!isSourceError(null));
    assert.ok(!isSourceError(Object.assign(new Error('no code'), { name: 'SourceError' })));
    assert.ok(!isSourceError({ name: 'SourceError', code: 'throttled' }));
  });

  it('can be retried where one of its remedies does that, whichever', () => {
    const withRemedies = (...kinds: ('retry' | 'showLog' | 'reload')[]) =>
      canRetry(new SourceError('unknown', { remedies: kinds.map((kind) => ({ kind })) }));
    assert.deepEqual(
      [withRemedies(), withRemedies('showLog', 'reload'), withRemedies('showLog', 'retry'), withRemedies('retry')],
      [false, false, true, true],
    );
  });

  it('names no field of a request unless AWS did', () => {
    const field = { field: 'Catalog', code: 'INVALID_VALUE', message: 'no' };
    assert.deepEqual(new SourceError('unknown').invalidFields, []);
    assert.deepEqual(new SourceError('invalidRequest', { invalidFields: [field] }).invalidFields, [field]);
  });

  it('says what happened in words that can be translated', () => {
    const error = new SourceError('timedOut', { args: ['30'] });
    assert.equal(error.message, 'AWS did not answer in 30 s.');
    assert.equal(error.words, 'AWS did not answer in {0} s.');
  });

  it('keeps what AWS said beside it: one line, short enough, and in nothing that is printed or stored', () => {
    const said = (text: string) => new SourceError('accessDenied', { said: text }).said;
    assert.equal(
      said('User: arn:aws:iam::1:user/dev\r\nis not\u202eauthorized'),
      'User: arn:aws:iam::1:user/dev is not authorized',
    );
    assert.deepEqual(
      [said(''), said(' \n\u200b'), new SourceError('accessDenied').said],
      [undefined, undefined, undefined],
    );
    assert.equal(said('\u202e'.repeat(1_000_000)), undefined);
    assert.equal(said('x'.repeat(1_000_000))?.length, 1_000);
    for (const text of hostileMessages) assert.doesNotMatch(said(text) ?? '', /[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
    const error = new SourceError('accessDenied', { said: 'canary' });
    assert.doesNotMatch(
      [inspect(error, { showHidden: true }), JSON.stringify(error), error.stack, Object.values(error).join()].join(),
      /canary/,
    );
  });

  it('is the same with other remedies', () => {
    const request = { operation: 'ListOpportunities', catalog: 'AWS' };
    const facts = {
      args: ['dev'],
      requestId: 'r1',
      origin: 'X',
      invalidFields: [{ message: 'm' }],
      request,
      said: 's',
      reason: 'R',
    };
    const [error, bare] = [new SourceError('accessDenied', facts), new SourceError('offline')];
    const kept = ({
      code,
      message,
      args,
      requestId,
      origin,
      invalidFields,
      reason,
      request: asked,
      said,
    }: SourceError) => {
      return { code, message, args, requestId, origin, invalidFields, reason, asked, said };
    };
    for (const one of [error, bare]) {
      const other = one.withRemedies([{ kind: 'reload' }]);
      assert.deepEqual(
        other.remedies.map(({ kind }) => kind),
        one === error ? ['reload', 'checkAccess'] : ['reload'],
      );
      assert.deepEqual(kept(other), kept(one));
    }
  });

  it('knows when it was noticed', () => {
    const before = Date.now();
    const { at } = new SourceError('offline');
    assert.ok(at.getTime() >= before && at.getTime() <= Date.now());
  });

  describe('R27', () => {
    /** The errors that do not depend on whose credentials are used, and the one that says that there are none. */
    const ofNobody: ReadonlySet<SourceErrorCode> = new Set<SourceErrorCode>([
      ...(['throttled', 'internal', 'unavailable', 'proxyRefused', 'webPage', 'redirected', 'emptyAnswer'] as const),
      ...(['unreadableAnswer', 'answerTooLarge', 'connectionLost', 'timedOut', 'unreachable', 'offline'] as const),
      ...(['certificate', 'repeatedToken', 'tooManyEmptyPages', 'badToken', 'tokenRejected'] as const),
      ...(['invalidRequest', 'unsendableFilter', 'notFound', 'listNotFound', 'unknown', 'invalidEndpoint'] as const),
      ...(['noCredentials', 'aborted'] as const),
    ]);

    for (const code of sourceErrorCodes()) {
      it(`${code} says in two sentences at most what happened, to whom, and what helps`, () => {
        const error = new SourceError(code, { args: ['my-profile', 'second', 'third'], requestId: 'request-1' });
        assert.ok((error.message.match(/[.!?](\s|$)/g) ?? []).length <= 2, error.message);
        assert.doesNotMatch(error.message, /undefined|null|\[object|\{\d\}|\bat .*:\d+:\d+|Error:/);
        assert.equal(error.message, error.message.trim());
        assert.ok(error.message.length > 5);
        if (!ofNobody.has(code)) assert.match(error.message, /my-profile/);
        assert.ok(error.remedies.length > 0);
        // Each is a row of its own in the tree.
        assert.equal(new Set(error.remedies.map(({ kind }) => kind)).size, error.remedies.length);
        assert.equal(error.requestId, 'request-1');
        assert.equal(error.words, new SourceError(code).words);
      });
    }
  });

  it('is one line that a terminal only prints, whatever the names in it hold', () => {
    for (const text of [...hostileMessages, '\u001b]0;title\u0007', '\u009b31mred']) {
      for (const code of ['profileInvalid', 'invalidRequest', 'unknown', 'offline'] as const) {
        assert.doesNotMatch(
          new SourceError(code, { args: [text, text] }).message,
          /[\p{Cc}\u2028\u2029\u202a-\u202e]/u,
        );
      }
    }
  });
});
