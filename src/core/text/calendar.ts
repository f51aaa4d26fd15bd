import { remembering } from '../runtime/remembering';
import { isCalendarDate } from '../time/dates';
import { dateIn, dateOf, type Moment } from '../time/zone';
import { oneLine } from './plainText';
import type { Writing } from './translate';

/** More languages and zones than any window has. Making a format costs a hundred times as much as using it. */
const mostFormats = 100;

const dayFormat = remembering(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  mostFormats,
);

const monthFormat = remembering(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  mostFormats,
);

/** By locale and zone: `en Europe/Berlin`. */
const momentFormat = remembering((key) => {
  const [locale, zone] = key.split(' ');
  return new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
    timeZone: zone,
  });
}, mostFormats);

/** By locale and zone, too. */
const timeFormat = remembering((key) => {
  const [locale, zone] = key.split(' ');
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone });
}, mostFormats);

const dayAndTimeFormat = remembering((key) => {
  const [locale, zone] = key.split(' ');
  const day = { day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit', timeZone: zone });
}, mostFormats);

/**
 * Returns a calendar date as every part of the extension shows it to a person: `Nov 27, 2026` in English. It never shifts
 * with the time zone. Other text stays as it is.
 */
export function dayText(day: string, { locale }: Pick<Writing, 'locale'>): string {
  if (!isCalendarDate(day)) return oneLine(day);
  return dayFormat(locale).format(new Date(`${day}T00:00:00Z`));
}

/** Returns a month, `YYYY-MM`, in the same form: `Nov 2026` in English. Other text stays as it is. */
export function monthText(month: string, { locale }: Pick<Writing, 'locale'>): string {
  const first = `${month}-01`;
  return isCalendarDate(first) ? monthFormat(locale).format(new Date(`${first}T00:00:00Z`)) : oneLine(month);
}

/** Returns a moment in the person's own time zone, with the zone's name. */
export function momentText(iso: string, { locale, zone }: Pick<Writing, 'locale' | 'zone'>): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return oneLine(iso);
  return momentFormat(`${locale} ${zone}`).format(at);
}

/** Returns a moment that was not long ago: `2:32 PM` in English, and with the day, `Nov 27, 2:32 PM`, if it is not today. */
export function timeText(at: Date, now: Moment, { locale }: Pick<Writing, 'locale'>): string {
  const format = dateIn(now.zone, at) === dateOf(now) ? timeFormat : dayAndTimeFormat;
  return format(`${locale} ${now.zone}`).format(at);
}
