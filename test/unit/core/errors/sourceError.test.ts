import assert from 'node:assert/strict';
import { canRetry, isSourceError, SourceError } from '../../../../src/core/errors/sourceError';
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
