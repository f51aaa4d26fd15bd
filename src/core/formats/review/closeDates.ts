import type { OpportunitySummary } from '../../model/opportunity';
import { daysBetween, isCalendarDate } from '../../time/dates';

/** An opportunity whose target close date moved, and by how many days: one or more. */
export interface DateShift {
  readonly item: OpportunitySummary;
  readonly days: number;
}

/** How the target close dates of the opportunities that two lists have in common differ. */
export class CloseDates {
  readonly later: DateShift[] = [];
  readonly earlier: DateShift[] = [];
  /** Those that have a date only in the later list. */
  readonly added: OpportunitySummary[] = [];
  /** Those that have a date only in the earlier list. */
  readonly removed: OpportunitySummary[] = [];

  take(before: OpportunitySummary, after: OpportunitySummary): void {
    const [old, now] = [dateOf(before), dateOf(after)];
    if (old === undefined && now !== undefined) this.added.push(after);
    if (old !== undefined && now === undefined) this.removed.push(after);
    const days = old !== undefined && now !== undefined ? (daysBetween(old, now) ?? 0) : 0;
    if (days > 0) this.later.push({ item: after, days });
    if (days < 0) this.earlier.push({ item: after, days: -days });
  }
}

export interface ShiftFigures {
  /** All days together. */
  readonly days: number;
  /** The days in the middle; of two in the middle, their mean. */
  readonly median: number;
  /** The first of those that moved by the most days. */
  readonly largest: DateShift;
}

/** Returns the figures of some shifts; undefined without any. */
export function shiftFigures(shifts: readonly DateShift[]): ShiftFigures | undefined {
  const [first] = shifts;
  if (!first) return undefined;
  const sorted = shifts.map(({ days }) => days).sort((a, b) => a - b);
  const at = (index: number) => sorted[Math.floor(index)] ?? 0;
  return {
    days: sorted.reduce((sum, days) => sum + days, 0),
    median: (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2,
    largest: shifts.reduce((most, shift) => (shift.days > most.days ? shift : most), first),
  };
}

function dateOf({ LifeCycle: life }: OpportunitySummary): string | undefined {
  const date = life?.TargetCloseDate;
  return date !== undefined && isCalendarDate(date) ? date : undefined;
}
