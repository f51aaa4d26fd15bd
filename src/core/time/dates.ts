const calendarDate = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;

/** Whether the text is a date of the calendar, `YYYY-MM-DD` (2025-02-30 is none). */
export function isCalendarDate(text: string): boolean {
  return daysSinceEpoch(text) !== undefined;
}

/** Whole days from one calendar date to another; negative when `to` is earlier; undefined when either is no date. */
export function daysBetween(from: string, to: string): number | undefined {
  const [a, b] = [daysSinceEpoch(from), daysSinceEpoch(to)];
  return a === undefined || b === undefined ? undefined : b - a;
}

/** The calendar date so many days later, or earlier; undefined when `date` is none, or the other has no four-digit year. */
export function daysLater(date: string, days: number): string | undefined {
  const from = daysSinceEpoch(date);
  if (from === undefined) return undefined;
  const later = new Date((from + days) * dayMs).toISOString();
  return later.startsWith('+') || later.startsWith('-') ? undefined : later.slice(0, 10);
}

function daysSinceEpoch(text: string): number | undefined {
  if (!calendarDate.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? undefined : ms / dayMs;
}

/** The calendar date so many days later, or earlier; the date itself where the calendar has none there. */
export function shiftDay(day: string, days: number): string {
  return daysLater(day, days) ?? day;
}
