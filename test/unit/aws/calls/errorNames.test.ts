import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { errorNames, meaningCodes, meaningOf, networkCodes } from '../../../../src/aws/calls/errorNames';
import { networkError } from '../../../../src/aws/calls/serviceErrors';
import { SourceError } from '../../../../src/core/errors/sourceError';

/** The lists of names by which the SDK decides on retries. It exports what it decides, and not the lists. */
function listsOfSdk(): ReadonlyMap<string, readonly string[]> {
  const from = createRequire(__filename);
  const root = dirname(from.resolve('@smithy/core/package.json'));
  const file = 'dist-es/submodules/retry/service-error-classification/constants.js';
  const text = readFileSync(join(root, file), 'utf8');
  const lists = [...text.matchAll(/export const (\w+) = \[([^\]]*)\]/g)].map(
    ([, name = '', names = '']): [string, readonly string[]] => [
      name,
      [...names.matchAll(/"([^"]+)"/g)].map(([, each = '']) => each),
    ],
  );
  return new Map(lists);
}

describe('the names of errors', () => {
  const lists = listsOfSdk();
  const namesIn = (list: string) => lists.get(list) ?? assert.fail(`The SDK has no ${list}.`);

  it('include every name that the SDK takes for throttling, for a failure that passes or for a wrong clock', () => {
    assert.equal(namesIn('THROTTLING_ERROR_CODES').length >= 14, true);
    for (const name of namesIn('THROTTLING_ERROR_CODES')) assert.equal(meaningOf(name), 'throttled', name);
    for (const name of namesIn('TRANSIENT_ERROR_CODES')) assert.equal(meaningOf(name), 'transient', name);
    // Some of these stand for a wrong signature or a missing right, and for a wrong clock only if the time says so.
    for (const name of namesIn('CLOCK_SKEW_ERROR_CODES')) {
      assert.ok(['clock', 'keysRejected', 'denied'].includes(meaningOf(name) ?? ''), name);
    }
  });

  it('include every code that the SDK takes for a failure of the network', () => {
    for (const code of [...namesIn('NODEJS_TIMEOUT_ERROR_CODES'), ...namesIn('NODEJS_NETWORK_ERROR_CODES')]) {
      assert.ok(networkCodes.has(code), code);
    }
    const names = [...lists.keys()].filter((name) => name.endsWith('_CODES'));
    assert.deepEqual(names.toSorted(), [
      'CLOCK_SKEW_ERROR_CODES',
      'NODEJS_NETWORK_ERROR_CODES',
      'NODEJS_TIMEOUT_ERROR_CODES',
      'THROTTLING_ERROR_CODES',
      'TRANSIENT_ERROR_CODES',
      'TRANSIENT_ERROR_STATUS_CODES',
    ]);
  });

  it('mean what our words for them say', () => {
    for (const [name, meaning] of errorNames) {
      assert.match(name, /^[A-Z][A-Za-z0-9]+$/);
      const error = new SourceError(meaningCodes[meaning]);
      assert.ok(
        error.remedies.some(({ kind }) => kind === 'retry'),
        name,
      );
    }
    for (const [code, expected] of networkCodes) {
      assert.equal(networkError({ code }, 'example.com')?.code, expected, code);
    }
    assert.equal(networkError({ name: 'TimeoutError', code: 'ETIMEDOUT' }, 'example.com'), undefined);
    for (const other of [undefined, 7, '', 'constructor', '__proto__', 'TeapotException']) {
      assert.equal(meaningOf(other), undefined);
    }
  });
});
