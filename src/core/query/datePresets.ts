import { shiftDay } from '../time/dates';
import { resolveDate } from '../time/relativeDates';
import { firstDayOfWeek } from '../time/weeks';
import { dateOf, type Moment } from '../time/zone';
import { criteria, type RangeField } from './criteria';
import type { DateRange } from './criterion';

/** A range that people often ask for, with its label. */
export interface DatePreset extends DateRange {
  readonly words: string;
  /** True if it moves with the day on which it is used. A week, a month or a quarter keeps its dates. */
  readonly relative: boolean;
  /** The calendar dates that it stands for today. */
  readonly days: DateRange;
}

/**
 * Returns the presets for a criterion: the past for what happened, the future for what is planned.
 * @param locale decides on which day a week begins
 */
export function datePresets(field: RangeField, now: Moment, locale: string): readonly DatePreset[] {
  const today = dateOf(now);
  const relative = (words: string, range: DateRange): DatePreset => {
    const day = (end: string | undefined) => (end === undefined ? undefined : resolveDate(end, now));
    return { words, relative: true, ...range, days: { after: day(range.after), before: day(range.before) } };
  };
  const fixed = (words: string, range: DateRange): DatePreset => ({ words, relative: false, ...range, days: range });
  const thisWeek = week(today, 0, locale);
  if (criteria[field].presets === 'past') {
    return [
      relative('today', { after: 'today' }),
      relative('yesterday', { after: '-1d', before: '-1d' }),
      fixed('this week', thisWeek),
      fixed('last week', week(today, -1, locale)),
      fixed('this month', months(today, 1, 0)),
      fixed('last month', months(today, 1, -1)),
      fixed('this quarter', months(today, 3, 0)),
      fixed('last quarter', months(today, 3, -1)),
      relative('last 7 days', { after: '-7d' }),
      relative('last 30 days', { after: '-30d' }),
      relative('last 90 days', { after: '-90d' }),
    ];
  }
  return [
    relative('overdue', { before: '-1d' }),
    relative('today', { after: 'today', before: 'today' }),
    fixed('this week', thisWeek),
    fixed('next week', week(today, 1, locale)),
    fixed('this month', months(today, 1, 0)),
    fixed('next month', months(today, 1, 1)),
    fixed('last month', months(today, 1, -1)),
    fixed('this quarter', months(today, 3, 0)),
    fixed('next quarter', months(today, 3, 1)),
    relative('next 7 days', { after: 'today', before: '+7d' }),
    relative('next 30 days', { after: 'today', before: '+30d' }),
    relative('next 90 days', { after: 'today', before: '+90d' }),
  ];
}

/** Returns the first and last day of a week; offset 0 is the one that contains the day. */
function week(day: string, offset: number, locale: string): DateRange {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const since = (weekday - firstDayOfWeek(locale) + 7) % 7;
  const first = shiftDay(day, offset * 7 - since);
  return { after: first, before: shiftDay(first, 6) };
}

/** Returns the first and last day of a span of months (1: a month, 3: a quarter); offset 0 contains the day. */
function months(day: string, span: number, offset: number): DateRange {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = (Math.floor((month - 1) / span) + offset) * span;
  const text = (monthIndex: number, date: number) => {
    const at = new Date(0);
    // `Date.UTC` would take the years 0 to 99 for those of the 20th century.
    at.setUTCFullYear(year, monthIndex, date);
    return at.toISOString().slice(0, 10);
  };
  return { after: text(first, 1), before: text(first + span, 0) };
}
