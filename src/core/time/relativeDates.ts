import { daysLater, isCalendarDate } from './dates';
import { dateOf, firstInstant, lastInstant, type Moment } from './zone';

const relativeDate = /^([+-]\d{1,5})d$/;
/** Years outside this range do not have four digits. */
const [earliest, latest] = [new Date('0000-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z')];
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Returns a calendar date as it is sent to the API. `today`, `-30d` and `+90d` are relative to the person's own today, and
 * `YYYY-MM-DD` stays as it is and never shifts with the time zone. Undefined for anything else.
 */
export function resolveDate(text: string, now: Moment): string | undefined {
  const days = daysFromToday(text);
  if (days === 0) return dateOf(now);
  if (days !== undefined) return daysLater(dateOf(now), days);
  return isCalendarDate(text) ? text : undefined;
}

/** Returns how many days a relative date is from today, negative for the past. Undefined for any other text. */
export function daysFromToday(text: string): number | undefined {
  if (text === 'today') return 0;
  const relative = relativeDate.exec(text);
  // `-0d` is today as well.
  return relative ? Number(relative[1]) + 0 : undefined;
}

/**
 * Returns a date-time as it is sent to the API, in ISO 8601 and UTC. A date is the whole of that day in the person's time
 * zone: its first millisecond at the start of a range, its last at the end. Undefined for anything else.
 */
export function resolveDateTime(text: string, end: 'start' | 'end', now: Moment): string | undefined {
  if (dateTime.test(text)) {
    // `Date.parse` alone would turn February 30 into March 2.
    const ms = isCalendarDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
  }
  const date = resolveDate(text, now);
  if (date === undefined) return undefined;
  const at = end === 'start' ? firstInstant(date, now.zone) : lastInstant(date, now.zone);
  return at < earliest ? earliest.toISOString() : at > latest ? latest.toISOString() : at.toISOString();
}
