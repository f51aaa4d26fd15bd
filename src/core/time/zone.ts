import { remembering } from '../runtime/remembering';

const dayMs = 86_400_000;

/** An instant, and the time zone in which a person reads it: `today` and `-30d` are relative to it. */
export interface Moment {
  readonly at: Date;
  /** An IANA name: `Europe/Berlin`. */
  readonly zone: string;
}

/** True if a text is the name of a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  // Newer runtimes also accept offsets such as `+02:00`, which have no daylight saving time.
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(name)) return false;
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Returns the calendar date, `YYYY-MM-DD`, that a clock in the zone shows at an instant. */
export function dateIn(zone: string, at: Date): string {
  return new Date(clockTime(zone, at.getTime())).toISOString().slice(0, 10);
}

/** Returns the calendar date of a moment, `YYYY-MM-DD`. */
export function dateOf({ at, zone }: Moment): string {
  return dateIn(zone, at);
}

/**
 * Returns the first instant of a calendar date in a zone. That is not always midnight: if clocks go forward at
 * midnight, the day begins at 01:00. A date that a zone skipped begins when the next one does.
 */
export function firstInstant(date: string, zone: string): Date {
  return new Date(firstMs(Date.parse(`${date}T00:00:00Z`), zone));
}

/** Returns the last instant of a calendar date in a zone, to the millisecond: the next date begins right after it. */
export function lastInstant(date: string, zone: string): Date {
  return new Date(firstMs(Date.parse(`${date}T00:00:00Z`) + dayMs, zone) - 1);
}

/** @param midnight what the clock has to show, as if it were UTC */
function firstMs(midnight: number, zone: string): number {
  // No zone differs from UTC by more than a day, and none changes its clocks twice within two days.
  const [before, after] = [midnight - dayMs, midnight + dayMs];
  const candidates = [before, after].map((at) => midnight - (clockTime(zone, at) - at));
  const shown = candidates.filter((at) => clockTime(zone, at) === midnight);
  if (shown.length > 0) return Math.min(...shown);
  // The clock never shows this midnight, so the day begins when it goes forward.
  let [early, late] = [before, after];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (clockTime(zone, middle) < midnight) early = middle;
    else late = middle;
  }
  return late;
}

/** Returns what a clock in the zone shows at an instant, as if it were UTC. */
function clockTime(zone: string, at: number): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const shown = new Date(0);
  shown.setUTCFullYear(year, part('month') - 1, part('day'));
  const thousandths = ((at % 1000) + 1000) % 1000;
  return shown.setUTCHours(part('hour'), part('minute'), part('second'), thousandths);
}

/**
 * Returns the clock of a zone. Creating it takes a tenth of a millisecond; reading it takes a thousandth of that.
 * @throws {RangeError} for a zone that is unknown here
 */
const clockOf = remembering(
  (zone) =>
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    }),
  1_000,
);
