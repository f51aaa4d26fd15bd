const calendarDate = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;

/** Returns whether the text is a calendar date, `YYYY-MM-DD` (2025-02-30 is not). */
export function isCalendarDate(text: string): boolean {
  return daysSinceEpoch(text) !== undefined;
}

/** Returns the whole days between two calendar dates: negative when `to` is earlier, undefined when either is invalid. */
export function daysBetween(from: string, to: string): number | undefined {
  const [a, b] = [daysSinceEpoch(from), daysSinceEpoch(to)];
  return a === undefined || b === undefined ? undefined : b - a;
}

/** Returns the calendar date `days` days later; undefined for an invalid date, or a result without a four-digit year. */
export function daysLater(date: string, days: number): string | undefined {
  const from = daysSinceEpoch(date);
  if (from === undefined) return undefined;
  const later = new Date((from + days) * dayMs).toISOString();
  return later.startsWith('+') || later.startsWith('-') ? undefined : later.slice(0, 10);
}

function daysSinceEpoch(text: string): number | undefined {
  if (!calendarDate.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // A day that the month does not have would be one of the next month.
  return new Date(ms).getUTCDate() === Number(text.slice(8)) ? ms / dayMs : undefined;
}

/** Returns the calendar date `days` days later, or the date itself when there is no such date. */
export function shiftDay(day: string, days: number): string {
  return daysLater(day, days) ?? day;
}
