import assert from 'node:assert/strict';
import fc from 'fast-check';
import { daysBetween, isCalendarDate, localDate, resolveDate, resolveDateTime } from '../../../src/core/dates';

const now = new Date(2026, 5, 15, 23, 30);
const day = fc.date({ min: new Date(2000, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true }).map(localDate);

describe('dates', () => {
  it('knows the calendar', () => {
    for (const date of ['2024-02-29', '2026-12-31']) assert.ok(isCalendarDate(date), date);
    for (const text of ['2025-02-29', '2025-13-01', '2025-1-1', '', 'today', '2025-01-01T00:00:00Z', '<b>']) {
      assert.ok(!isCalendarDate(text), text);
    }
  });

  it('leaves calendar dates as they are, at any hour of any time zone', () => {
    fc.assert(fc.property(day, (date) => assert.equal(resolveDate(date, now), date)));
  });

  it('counts relative dates from the person’s own today', () => {
    assert.equal(resolveDate('today', now), '2026-06-15');
    assert.equal(resolveDate('-30d', now), '2026-05-16');
    assert.equal(resolveDate('+90d', now), '2026-09-13');
    for (const text of ['30d', '-d', '+1w', 'yesterday', '+999999d'])
      assert.equal(resolveDate(text, now), undefined, text);
  });

  it('counts days over month ends and leap years', () => {
    assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
    assert.equal(daysBetween('2026-01-01', '2025-12-31'), -1);
    assert.equal(daysBetween('2026-01-01', 'soon'), undefined);
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        const to = localDate(
          new Date(Number(from.slice(0, 4)), Number(from.slice(5, 7)) - 1, Number(from.slice(8)) + days),
        );
        assert.equal(daysBetween(from, to), days);
      }),
    );
  });

  it('takes the whole of a day where a date-time is asked for', () => {
    assert.equal(resolveDateTime('2026-06-10', 'start', now), new Date(2026, 5, 10).toISOString());
    assert.equal(resolveDateTime('today', 'end', now), new Date(2026, 5, 15, 23, 59, 59, 999).toISOString());
    assert.equal(resolveDateTime('2026-06-10T08:00:00+02:00', 'end', now), '2026-06-10T06:00:00.000Z');
    for (const text of ['2026-06-10T08:00', 'now', '2026-02-30']) {
      assert.equal(resolveDateTime(text, 'start', now), undefined, text);
    }
  });
});
