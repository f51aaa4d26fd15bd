import assert from 'node:assert/strict';
import { readRetryAfter } from '../../../../src/aws/calls/retryAfter';

describe('how long an answer asks to wait', () => {
  const date = 'Thu, 01 Jan 2026 12:00:00 GMT';

  it('is said in seconds, as a date, or in AWS’s own milliseconds', () => {
    const cases: readonly (readonly [Readonly<Record<string, string>>, number | undefined])[] = [
      [{ 'retry-after': '60' }, 60_000],
      [{ 'Retry-After': ' 1.5 ' }, 1_500],
      [{ 'retry-after': 'Thu, 01 Jan 2026 12:01:00 GMT', date }, 60_000],
      [{ 'RETRY-AFTER': 'Thursday, 01-Jan-26 12:00:30 GMT', Date: date }, 30_000],
      [{ 'x-amz-retry-after': '250' }, 250],
      [{ 'x-amz-retry-after': '250', 'retry-after': '60' }, 250],
      [{ 'x-amz-retry-after': 'soon', 'retry-after': '60' }, 60_000],
    ];
    for (const [headers, ms] of cases) assert.equal(readRetryAfter(headers), ms, JSON.stringify(headers));
  });

  it('is nothing where it cannot be read, or is over', () => {
    for (const text of ['', '0', '-5', 'soon', '1e9', '0x10', 'Infinity', '60 s', '1'.repeat(400)]) {
      assert.equal(readRetryAfter({ 'retry-after': text }), undefined, text);
      assert.equal(readRetryAfter({ 'x-amz-retry-after': text }), undefined, text);
    }
    assert.equal(readRetryAfter({ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT', date }), undefined);
    assert.equal(readRetryAfter({ 'retry-after': 'Thu, 01 Jan 2026 25:99:00 GMT', date }), undefined);
    assert.equal(readRetryAfter({}), undefined);
  });

  it('is counted by AWS’s clock where AWS says what it is, and else by this computer’s', () => {
    const soon = new Date(Date.now() + 30_000).toUTCString();
    const ms = readRetryAfter({ 'retry-after': soon }) ?? 0;
    assert.ok(ms > 20_000 && ms <= 30_000, `${ms} ms`);
    assert.equal(readRetryAfter({ 'retry-after': soon, date: 'not a date' }) !== undefined, true);
  });
});
