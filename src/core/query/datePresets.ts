import { type PeriodUnit, periodOf } from '../time/periods';
import { resolveDate } from '../time/relativeDates';
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
  const fixed = (words: string, unit: PeriodUnit, offset: number): readonly DatePreset[] => {
    const period = periodOf(unit, offset, today, locale);
    const days = period && { after: period.from, before: period.to };
    return days ? [{ words, relative: false, ...days, days }] : [];
  };
  if (criteria[field].presets === 'past') {
    return [
      relative('today', { after: 'today' }),
      relative('yesterday', { after: '-1d', before: '-1d' }),
      ...fixed('this week', 'week', 0),
      ...fixed('last week', 'week', -1),
      ...fixed('this month', 'month', 0),
      ...fixed('last month', 'month', -1),
      ...fixed('this quarter', 'quarter', 0),
      ...fixed('last quarter', 'quarter', -1),
      relative('last 7 days', { after: '-7d' }),
      relative('last 30 days', { after: '-30d' }),
      relative('last 90 days', { after: '-90d' }),
    ];
  }
  return [
    relative('overdue', { before: '-1d' }),
    relative('today', { after: 'today', before: 'today' }),
    ...fixed('this week', 'week', 0),
    ...fixed('next week', 'week', 1),
    ...fixed('this month', 'month', 0),
    ...fixed('next month', 'month', 1),
    ...fixed('last month', 'month', -1),
    ...fixed('this quarter', 'quarter', 0),
    ...fixed('next quarter', 'quarter', 1),
    relative('next 7 days', { after: 'today', before: '+7d' }),
    relative('next 30 days', { after: 'today', before: '+30d' }),
    relative('next 90 days', { after: 'today', before: '+90d' }),
  ];
}
