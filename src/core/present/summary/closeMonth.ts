import { isCalendarDate } from '../../time/dates';

/**
 * The month of a target close date as `YYYY-MM`; `passed` when the day is before today, `later` when the month is after
 * the last one that has a line of its own, and `none` without a date.
 */
export type CloseMonth = 'passed' | 'later' | 'none' | `${number}-${number}`;

/** The months that have a line of their own, from the one of today on. */
const monthsAhead = 24;

/** @param today The person's calendar date, `YYYY-MM-DD`. */
export function closeMonthOf(day: string | undefined, today: string): CloseMonth {
  if (day === undefined || !isCalendarDate(day)) return 'none';
  if (day < today) return 'passed';
  const month = day.slice(0, 7);
  return month > lastMonth(today) ? 'later' : (month as CloseMonth);
}

/** Returns the last month that has a line of its own. */
export function lastMonth(today: string): string {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + monthsAhead - 1;
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** Returns which of two months comes first: what passed, the months as in the calendar, what is later, and no date. */
export function compareMonths(a: CloseMonth, b: CloseMonth): number {
  const place = (month: CloseMonth) => ['passed', 'later', 'none'].indexOf(month);
  const [left, right] = [a, b].map((month) => [0, 2, 3][place(month)] ?? 1) as [number, number];
  return left - right || (a < b ? -1 : Number(a > b));
}
