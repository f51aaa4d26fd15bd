import { isCalendarDate } from '../time/dates';
import { isMoment } from '../time/moments';
import { inertCell, startsFormula } from './inertCell';
import type { TableForm } from './tableForm';

/** The type of a column: a spreadsheet calculates with numbers, sorts days and moments, and leaves texts as they are. */
export type ColumnType = 'text' | 'number' | 'day' | 'moment';

/** What is written for a cell. `text` marks a value that is only text and is written in quotes. */
export interface TableCell {
  readonly value: string;
  readonly text: boolean;
}

const plainNumber = /^-?\d+(\.\d+)?$/;

/** Returns the cell for a value of a column. A value of another type becomes text, and no cell starts a formula. */
export function tableCell(value: string, type: ColumnType, form: TableForm): TableCell {
  const bare = value === '' ? value : bareValue(value, type, form);
  if (bare !== undefined) return { value: bare, text: false };
  const inert = inertCell(value, form.separator);
  const marked = form.reader === 'excel' && looksConvertible(value) && !startsFormula(value);
  return { value: marked ? `'${inert}` : inert, text: true };
}

function bareValue(value: string, type: ColumnType, { decimalSign, reader }: TableForm): string | undefined {
  switch (type) {
    case 'text':
      return undefined;
    case 'number':
      return plainNumber.test(value) ? value.replace('.', decimalSign) : undefined;
    case 'day':
      return isCalendarDate(value) ? value : undefined;
    case 'moment':
      return isMoment(value) ? utc(value, reader) : undefined;
  }
}

/** Returns a moment in UTC without `Z`, which no spreadsheet knows. Excel does not know `T` or display fractions well. */
function utc(moment: string, reader: TableForm['reader']): string | undefined {
  const second = new Date(moment).toISOString().slice(0, 19);
  // Years before 0 and after 9999 are written in other forms.
  if (!/^\d{4}-\d\d-\d\dT/.test(second)) return undefined;
  return reader === 'excel' ? second.replace('T', ' ') : `${second}${/\.\d+/.exec(moment)?.[0] ?? ''}`;
}

const months = 'jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]';
const convertible = [
  // Numbers, amounts, percentages, fractions, dates and times consist of digits with anything but letters between them.
  /^[^\p{L}]*\p{Nd}[^\p{L}]*$/u,
  /^[\s(+-]*[\d.,]+e[+-]?\d+\)?\s*$/i,
  /^\s*[\d:., ]+[ap]\.?m?\.?\s*$/i,
  new RegExp(`^[\\d\\s.,:/-]*(?:${months})\\p{L}*[\\d\\s.,:/-]*$`, 'iu'),
  /^\s*(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|waar|onwaar)\s*$/i,
];

/** Returns whether a spreadsheet in some language could take a text for a number, amount, date, time or truth value. */
function looksConvertible(text: string): boolean {
  // Apostrophes of the text itself: without one more, nobody could tell them from those that are put in front.
  const bare = text.replace(/^'+/, '');
  return text.length <= 100 && convertible.some((pattern) => pattern.test(bare));
}
