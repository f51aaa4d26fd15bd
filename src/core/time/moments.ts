import { isCalendarDate } from './dates';

/** RFC 3339, with as many digits of a second as there are. */
const moment = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether the value is a moment as RFC 3339 writes it: a day of the calendar, a time to the second or finer, and a zone. */
export function isMoment(value: unknown): value is string {
  return typeof value === 'string' && read(value) !== undefined;
}

/**
 * Compares two moments by what they mean, to the last digit: `…50Z` is before `…50.5Z`, and the same as `…50.000+00:00`.
 * Their text does not tell that ("." comes before "Z"), and a `Date` loses what is finer than a millisecond.
 * @returns negative where `a` is earlier, positive where it is later. What is missing or no moment is before every moment.
 */
export function compareMoments(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  const [left, right] = [read(a), read(b)];
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined);
  if (left.second !== right.second) return left.second - right.second;
  if (left.fraction === right.fraction) return 0;
  return left.fraction < right.fraction ? -1 : 1;
}

/** Whether two texts are moments, and the same one. */
export function isSameMoment(a: string | undefined, b: string | undefined): boolean {
  return isMoment(a) && isMoment(b) && compareMoments(a, b) === 0;
}

/** The second in milliseconds since 1970, and the digits behind it without closing zeros: their text order is their order. */
function read(text: string | undefined): { readonly second: number; readonly fraction: string } | undefined {
  const [, day, time, fraction = '', zone] = moment.exec(text ?? '') ?? [];
  if (day === undefined || !isCalendarDate(day)) return undefined;
  return { second: Date.parse(`${day}T${time}${zone?.toUpperCase()}`), fraction: fraction.replace(/0+$/, '') };
}
