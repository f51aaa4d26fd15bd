import { daysLater, shiftDay } from './dates';
import { firstDayOfWeek } from './weeks';

/** The first and the last calendar date of a period. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/**
 * Returns the period that is `offset` periods after the one with a day in it. Undefined if its dates do not have a
 * four-digit year.
 * @param locale decides on which day a week begins
 */
export function periodOf(unit: PeriodUnit, offset: number, today: string, locale: string): Period | undefined {
  const [year = 1970, month = 1] = today.split('-').map(Number);
  switch (unit) {
    case 'day':
      return days(today, offset, 1);
    case 'week': {
      const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
      const since = (weekday - firstDayOfWeek(locale) + 7) % 7;
      return days(shiftDay(today, -since), offset * 7, 7);
    }
    case 'month':
      return months(year, month - 1 + offset, 1);
    case 'quarter':
      return months(year, (Math.floor((month - 1) / 3) + offset) * 3, 3);
    case 'year':
      return months(year + offset, 0, 12);
  }
}

function days(day: string, offset: number, length: number): Period | undefined {
  const [from, to] = [daysLater(day, offset), daysLater(day, offset + length - 1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** @param first the first month, counted from January of the year */
function months(year: number, first: number, length: number): Period | undefined {
  const [from, to] = [dayOf(year, first, 1), dayOf(year, first + length, 0)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const at = new Date(0);
  at.setUTCFullYear(year, month, day);
  const text = at.toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : undefined;
}
