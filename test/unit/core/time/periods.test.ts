import assert from 'node:assert/strict';
import fc from 'fast-check';
import { daysBetween, isCalendarDate, shiftDay } from '../../../../src/core/time/dates';
import { type PeriodUnit, periodOf } from '../../../../src/core/time/periods';

const units: readonly PeriodUnit[] = ['day', 'week', 'month', 'quarter', 'year'];

describe('periodOf', () => {
  it('returns a period with the day in it, and the next one begins right after it', () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map((days) => shiftDay('1970-01-01', days));
    fc.assert(
      fc.property(day, fc.constantFrom(...units), fc.integer({ min: -20, max: 20 }), (today, unit, offset) => {
        const now = periodOf(unit, 0, today, 'de');
        assert.ok(now && now.from <= today && today <= now.to);
        const [one, next] = [periodOf(unit, offset, today, 'de'), periodOf(unit, offset + 1, today, 'de')];
        assert.ok(one && next && isCalendarDate(one.from) && isCalendarDate(one.to));
        assert.equal(daysBetween(one.to, next.from), 1);
      }),
    );
  });

  it('begins a week as the language does, and knows the last day of February', () => {
    assert.deepEqual(periodOf('week', 0, '2026-03-15', 'de'), { from: '2026-03-09', to: '2026-03-15' });
    assert.deepEqual(periodOf('week', 0, '2026-03-15', 'en-US'), { from: '2026-03-15', to: '2026-03-21' });
    assert.deepEqual(periodOf('month', 0, '2028-02-10', 'en'), { from: '2028-02-01', to: '2028-02-29' });
    assert.deepEqual(periodOf('quarter', -1, '2026-01-01', 'en'), { from: '2025-10-01', to: '2025-12-31' });
  });

  it('returns nothing beyond the years of four digits', () => {
    assert.deepEqual(
      [periodOf('year', 1, '9999-06-01', 'en'), periodOf('day', 1, '9999-12-31', 'en')],
      [undefined, undefined],
    );
  });
});
