import { dateOf, type Moment } from '../time/zone';
import { criteria, type RangeField } from './criteria';
import type { DateRange } from './criterion';

/** A range that people often ask for, with its label. */
export interface DatePreset extends DateRange {
  readonly words: string;
  /**
   * True if it stays relative to the day on which it is used. A quarter is resolved today, and then keeps its dates.
   */
  readonly relative: boolean;
}

/** Returns the presets for a criterion: the past for what happened, the future for what is planned. */
export function datePresets(field: RangeField, now: Moment): readonly DatePreset[] {
  const thisQuarter = { words: 'this quarter', relative: false, ...quarter(now, 0) };
  if (criteria[field].presets === 'past') {
    return [
      { words: 'today', relative: true, after: 'today' },
      { words: 'last 7 days', relative: true, after: '-7d' },
      { words: 'last 30 days', relative: true, after: '-30d' },
      { words: 'last 90 days', relative: true, after: '-90d' },
      thisQuarter,
    ];
  }
  return [
    { words: 'overdue', relative: true, before: '-1d' },
    { words: 'today', relative: true, after: 'today', before: 'today' },
    { words: 'next 7 days', relative: true, after: 'today', before: '+7d' },
    { words: 'next 30 days', relative: true, after: 'today', before: '+30d' },
    { words: 'next 90 days', relative: true, after: 'today', before: '+90d' },
    thisQuarter,
    { words: 'next quarter', relative: false, ...quarter(now, 1) },
  ];
}

/** Returns the first and last day of a calendar quarter, relative to the current one in the person's own time zone. */
function quarter(now: Moment, offset: number): { readonly after: string; readonly before: string } {
  const [thisYear, thisMonth] = dateOf(now).split('-').map(Number);
  const index = Math.floor(((thisMonth ?? 1) - 1) / 3) + offset;
  const [year, month] = [(thisYear ?? 0) + Math.floor(index / 4), (index % 4) * 3];
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { after: day(Date.UTC(year, month, 1)), before: day(Date.UTC(year, month + 3, 0)) };
}
