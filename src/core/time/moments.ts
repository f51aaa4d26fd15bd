import { isCalendarDate } from './dates';

/** RFC 3339 with any number of fractional digits. */
const moment = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Returns whether the value is an RFC 3339 moment: a calendar date, a time with at least seconds, and a zone. */
export function isMoment(value: unknown): value is string {
  return typeof value === 'string' && read(value) !== undefined;
}

/**
 * Compares two moments by value to the last digit: `…50Z` is before `…50.5Z`, and equal to `…50.000+00:00`. Their text
 * sorts differently ("." comes before "Z"), and a `Date` loses everything below a millisecond.
 * @returns A negative number when `a` is earlier, a positive one when it is later. Missing or invalid moments come first.
 */
export function compareMoments(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  const [left, right] = [read(a), read(b)];
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined);
  if (left.second !== right.second) return left.second - right.second;
  if (left.fraction === right.fraction) return 0;
  return left.fraction < right.fraction ? -1 : 1;
}

/** Returns whether two texts are moments, and the same one. */
export function isSameMoment(a: string | undefined, b: string | undefined): boolean {
  return isMoment(a) && isMoment(b) && compareMoments(a, b) === 0;
}

/** Returns milliseconds since 1970 without the fraction, and its digits without trailing zeros, which sort as text. */
function read(text: string | undefined): { readonly second: number; readonly fraction: string } | undefined {
  const [, day, time, fraction = '', zone] = moment.exec(text ?? '') ?? [];
  if (day === undefined || !isCalendarDate(day)) return undefined;
  return { second: Date.parse(`${day}T${time}${zone?.toUpperCase()}`), fraction: fraction.replace(/0+$/, '') };
}
