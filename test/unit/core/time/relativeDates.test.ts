import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveDate, resolveDateTime } from '../../../../src/core/time/relativeDates';

// Half past eleven in the evening of 15 June in Los Angeles, and the 16th in most of the world.
const now = { at: new Date('2026-06-16T06:30:00Z'), zone: 'America/Los_Angeles' };

describe('relative dates', () => {
  it('leave calendar dates as they are, at any hour of any time zone', () => {
    const date = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (at) => {
        const text = at.toISOString().slice(0, 10);
        assert.equal(resolveDate(text, now), text);
      }),
    );
  });

  it('count from the person’s own today', () => {
    assert.equal(resolveDate('today', now), '2026-06-15');
    assert.equal(resolveDate('-30d', now), '2026-05-16');
    assert.equal(resolveDate('+90d', now), '2026-09-13');
    assert.equal(resolveDate('today', { ...now, zone: 'Europe/Berlin' }), '2026-06-16');
    for (const text of ['30d', '-d', '+1w', 'yesterday', '+999999d'])
      assert.equal(resolveDate(text, now), undefined, text);
  });

  it('take the whole of the person’s day where a date-time is asked for', () => {
    assert.equal(resolveDateTime('2026-06-10', 'start', now), '2026-06-10T07:00:00.000Z');
    assert.equal(resolveDateTime('today', 'end', now), '2026-06-16T06:59:59.999Z');
    assert.equal(resolveDateTime('2026-06-10T08:00:00+02:00', 'end', now), '2026-06-10T06:00:00.000Z');
    const none = ['2026-06-10T08:00', 'now', '2026-02-30', '2026-02-30T00:00:00Z', '2026-06-10T25:00Z', '2026-1-1'];
    for (const text of none) assert.equal(resolveDateTime(text, 'start', now), undefined, text);
  });

  it('end a day on which a clock is set back at its last instant', () => {
    // 25 hours: from midnight in summer time to midnight in winter time.
    const later = { at: new Date('2026-12-01T12:00:00Z'), zone: 'America/Los_Angeles' };
    assert.equal(resolveDateTime('-30d', 'start', later), '2026-11-01T07:00:00.000Z');
    assert.equal(resolveDateTime('-30d', 'end', later), '2026-11-02T07:59:59.999Z');
  });
});
