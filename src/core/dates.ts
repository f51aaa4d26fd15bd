const calendarDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const relativeDate = /^([+-]\d{1,5})d$/;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

const pad = (n: number, width = 2) => String(n).padStart(width, '0');

/** The calendar date in the person's own time zone, as `YYYY-MM-DD`. */
export function localDate(at: Date): string {
  return `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** Whether the text is a date of the calendar, `YYYY-MM-DD` (2025-02-30 is none). */
export function isCalendarDate(text: string): boolean {
  return daysSinceEpoch(text) !== undefined;
}

function daysSinceEpoch(text: string): number | undefined {
  if (!calendarDate.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? undefined : ms / 86_400_000;
}

/** Whole days from one calendar date to another; negative when `to` is earlier; undefined when either is no date. */
export function daysBetween(from: string, to: string): number | undefined {
  const [a, b] = [daysSinceEpoch(from), daysSinceEpoch(to)];
  return a === undefined || b === undefined ? undefined : b - a;
}

/**
 * A calendar date as it goes to the API: `today`, `-30d` and `+90d` are counted from the person's own today,
 * `YYYY-MM-DD` stays as it is and never shifts with the time zone. Undefined for anything else.
 */
export function resolveDate(text: string, now: Date): string | undefined {
  if (text === 'today') return localDate(now);
  const relative = relativeDate.exec(text);
  if (relative) return localDate(new Date(now.getFullYear(), now.getMonth(), now.getDate() + Number(relative[1])));
  return isCalendarDate(text) ? text : undefined;
}

/**
 * A date-time as it goes to the API, ISO 8601 in UTC. A date stands for the whole of that day in the person's own
 * time zone: its first millisecond where a range starts, its last where it ends. Undefined for what is no date.
 */
export function resolveDateTime(text: string, end: 'start' | 'end', now: Date): string | undefined {
  if (dateTime.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
  }
  const day = calendarDate.exec(resolveDate(text, now) ?? '');
  if (!day) return undefined;
  const [year, month, date] = [Number(day[1]), Number(day[2]) - 1, Number(day[3])];
  const at = end === 'start' ? new Date(year, month, date) : new Date(year, month, date, 23, 59, 59, 999);
  return at.toISOString();
}
