import assert from 'node:assert/strict';
import fc from 'fast-check';
import { daysBetween, daysLater, isCalendarDate } from '../../../../src/core/time/dates';

const date = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9988-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

describe('dates', () => {
  it('know the calendar', () => {
    for (const text of ['2024-02-29', '2026-12-31', '0001-01-01']) assert.ok(isCalendarDate(text), text);
    for (const text of ['2025-02-29', '2025-13-01', '2025-1-1', '', 'today', '2025-01-01T00:00:00Z', '<b>']) {
      assert.ok(!isCalendarDate(text), text);
    }
  });

  it('count days over month ends and leap years', () => {
    assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
    assert.equal(daysBetween('2026-01-01', '2025-12-31'), -1);
    assert.equal(daysBetween('2026-01-01', 'soon'), undefined);
    assert.equal(daysLater('2024-02-28', 2), '2024-03-01');
    assert.equal(daysLater('soon', 1), undefined);
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 4000 }), (from, days) => {
        const to = daysLater(from, days) ?? '';
        assert.equal(daysBetween(from, to), days);
        assert.equal(daysLater(to, -days), from);
      }),
    );
  });

  it('end where years have no four digits', () => {
    assert.equal(daysLater('9999-12-31', 1), undefined);
    assert.equal(daysLater('0000-01-01', -1), undefined);
  });
});
