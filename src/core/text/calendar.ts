import { remembering } from '../runtime/remembering';
import { isCalendarDate } from '../time/dates';
import { oneLine } from './plainText';
import type { Writing } from './translate';

/** More languages and zones than any window has. Making a format costs a hundred times as much as using it. */
const mostFormats = 100;

const dayFormat = remembering(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  mostFormats,
);

/** By locale and zone: `en Europe/Berlin`. */
const momentFormat = remembering((key) => {
  const [locale, zone] = key.split(' ');
  return new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
    timeZone: zone,
  });
}, mostFormats);

/** Returns a calendar date in the format of a locale. It never shifts with the time zone. Other text stays as it is. */
export function dayText(day: string, { locale }: Writing): string {
  if (!isCalendarDate(day)) return oneLine(day);
  return dayFormat(locale).format(new Date(`${day}T00:00:00Z`));
}

/** Returns a moment in the person's own time zone, with the zone's name. */
export function momentText(iso: string, { locale, zone }: Pick<Writing, 'locale' | 'zone'>): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return oneLine(iso);
  return momentFormat(`${locale} ${zone}`).format(at);
}
