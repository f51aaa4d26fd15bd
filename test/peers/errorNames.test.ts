import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { meaningOf, type NameMeaning } from '../../src/aws/calls/errorNames';
import { findBoto3 } from './programs';

interface Names {
  readonly throttled: readonly string[];
  readonly transient: readonly string[];
  /** Those of single services too. */
  readonly any: readonly string[];
}

const script = `
import botocore, json, os
from botocore.retries.standard import ThrottledRetryableChecker, TransientRetryableChecker
names = set()
def collect(value):
    if isinstance(value, dict):
        if 'service_error_code' in value: names.add(value['service_error_code'])
        for each in value.values(): collect(each)
    if isinstance(value, list):
        for each in value: collect(each)
with open(os.path.join(os.path.dirname(botocore.__file__), 'data', '_retry.json')) as file:
    collect(json.load(file))
print(json.dumps({
    'throttled': ThrottledRetryableChecker._THROTTLED_ERROR_CODES,
    'transient': TransientRetryableChecker._TRANSIENT_ERROR_CODES,
    'any': sorted(names),
}))`;

describe('the names of errors that botocore tries again', () => {
  const boto3 = findBoto3();
  const title = 'missing' in boto3 ? ` (${boto3.missing})` : '';

  it(`are all known, with what they mean${title}`, function () {
    if ('missing' in boto3) return this.skip();
    const { throttled, transient, any }: Names = JSON.parse(
      execFileSync('python3', ['-c', script], { encoding: 'utf8' }),
    );
    assert.ok(throttled.length >= 14 && transient.length >= 3 && any.length >= 10);
    for (const name of throttled) assert.equal(meaningOf(name), 'throttled', name);
    const passes: readonly (NameMeaning | undefined)[] = ['throttled', 'transient'];
    for (const name of [...transient, ...any]) assert.ok(passes.includes(meaningOf(name)), name);
  });
});
