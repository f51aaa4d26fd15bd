import { dateIn, firstInstant, isTimeZone, type Moment } from '../core/time/zone';
import { day } from './data/dates';
import type { EditKind, EditPlan, PlannedEdit } from './data/edits/editPlan';
import { Random } from './data/random';

/** When a person began to use the sample data, as it is stored. The days are those of the zone at that time. */
export interface SampleStart {
  /** In ISO 8601. */
  readonly at: string;
  readonly zone: string;
}

/** The number of days for which the sample data stays. Longer, and nearly all of it would be overdue. */
const keptDays = 14;

/** What happens each day after the first: a decision of AWS, a step ahead, and a change of plan. */
const daily: readonly (readonly EditKind[])[] = [
  ['decision', 'reopening', 'nextSteps'],
  ['stage', 'nextSteps'],
  ['closeDate', 'spend', 'nextSteps'],
];

/** Returns the start that is stored, or a new one if there is none, if it is too long ago, or if the clock was set back. */
export function sampleStart(stored: unknown, now: Moment): SampleStart {
  const start = readStart(stored);
  if (start && Date.parse(start.at) <= now.at.getTime() && dayOf(start, now.at) < keptDays) return start;
  return { at: now.at.toISOString(), zone: now.zone };
}

function readStart(stored: unknown): SampleStart | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { at, zone } = stored as Partial<Record<keyof SampleStart, unknown>>;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
  return typeof zone === 'string' && isTimeZone(zone) ? { at, zone } : undefined;
}

/** Returns the day that counts as "today" in data that was not used before the start. */
export function anchorOf({ at }: SampleStart): Date {
  return new Date(at.slice(0, 10));
}

/**
 * Returns a plan with three edits on each day after the first one, within its first minute, so that a person who looks at
 * any time of the day finds them.
 */
export function dailyPlan(start: SampleStart, now: () => Date): EditPlan {
  const edit = (number: number): PlannedEdit => {
    const place = number % daily.length;
    const days = Math.floor(number / daily.length) + 1;
    const seconds = place * 20 + new Random(`sample/${number}`).integer(1, 15);
    const kinds = daily[place] as readonly EditKind[];
    const isOtherWay = place === 2 && days % 2 === 0;
    return {
      at: startOf(start, days) + seconds * 1000,
      kinds: isOtherWay ? ['spend', ...kinds] : kinds,
      spares: Date.parse(start.at),
    };
  };
  return {
    edit,
    due() {
      const at = now();
      const days = Math.min(dayOf(start, at), keptDays - 1);
      if (days <= 0) return 0;
      const first = (days - 1) * daily.length;
      return first + daily.filter((_, place) => edit(first + place).at <= at.getTime()).length;
    },
  };
}

/** Returns how many days ago the start is: 0 on the same day. */
function dayOf({ at, zone }: SampleStart, now: Date): number {
  return (Date.parse(dateIn(zone, now)) - Date.parse(dateIn(zone, new Date(at)))) / day;
}

/** Returns when a day begins, in milliseconds since 1970. */
function startOf({ at, zone }: SampleStart, days: number): number {
  const first = Date.parse(dateIn(zone, new Date(at)));
  return firstInstant(new Date(first + days * day).toISOString().slice(0, 10), zone).getTime();
}
