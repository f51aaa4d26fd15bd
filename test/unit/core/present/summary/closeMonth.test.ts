import assert from 'node:assert/strict';
import {
  type CloseMonth,
  closeMonthOf,
  compareMonths,
  lastMonth,
} from '../../../../../src/core/present/summary/closeMonth';

describe('the month of a target close date', () => {
  it('is that of the calendar from today on, for two years', () => {
    const of = (day: string | undefined) => closeMonthOf(day, '2026-12-31');
    assert.deepEqual(
      [undefined, '', '2026-02-30', '2026-12-30', '2026-12-31', '2027-01-01', '2028-11-30', '2028-12-01'].map(of),
      ['none', 'none', 'none', 'passed', '2026-12', '2027-01', '2028-11', 'later'],
    );
    assert.deepEqual(['2026-01-01', '2026-02-28', '2026-12-31'].map(lastMonth), ['2027-12', '2028-01', '2028-11']);
  });

  it('is in the order in which a person needs it', () => {
    const months: CloseMonth[] = ['none', '2027-01', 'later', '2026-12', 'passed', '2026-02'];
    assert.deepEqual(months.sort(compareMonths), ['passed', '2026-02', '2026-12', '2027-01', 'later', 'none']);
  });
});
