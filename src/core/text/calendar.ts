import { isCalendarDate } from '../time/dates';
import { oneLine } from './plainText';
import type { Writing } from './translate';

/** Returns a calendar date in the format of a locale. It never shifts with the time zone. Other text stays as it is. */
export function dayText(day: string, { locale }: Writing): string {
  if (!isCalendarDate(day)) return oneLine(day);
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
}

/** Returns a moment in the person's own time zone, with the zone's name. */
export function momentText(iso: string, { locale, zone }: Pick<Writing, 'locale' | 'zone'>): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return oneLine(iso);
  return at.toLocaleString(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
    timeZone: zone,
  });
}
