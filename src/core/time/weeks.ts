import { isRecord } from '../runtime/isRecord';

const monday = 1;

/** Returns the day on which weeks begin in a language or region: 1 is Monday, 7 is Sunday. */
export function firstDayOfWeek(locale: string): number {
  try {
    const known = new Intl.Locale(locale);
    // A method in newer runtimes, a property in older ones, and missing in some.
    const read: unknown = Reflect.get(known, 'getWeekInfo');
    const info: unknown = typeof read === 'function' ? read.call(known) : Reflect.get(known, 'weekInfo');
    const first = isRecord(info) ? info.firstDay : undefined;
    return typeof first === 'number' && first >= 1 && first <= 7 ? first : monday;
  } catch {
    return monday;
  }
}
