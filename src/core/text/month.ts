import { remembering } from '../runtime/remembering';

/** More languages than any window has. */
const mostFormats = 100;

const monthFormat = remembering(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  mostFormats,
);

/** Returns a month, `YYYY-MM`, in the format of a locale: `November 2026`. */
export function monthText(month: string, locale: string): string {
  return monthFormat(locale).format(new Date(`${month}-01T00:00:00Z`));
}
