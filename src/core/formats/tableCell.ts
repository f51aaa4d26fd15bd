import { isCalendarDate } from '../time/dates';
import { isMoment } from '../time/moments';
import { inertCell } from './inertCell';
import type { TableForm } from './tableForm';

/** What a column holds: a spreadsheet is to calculate with numbers, to sort days and moments, and to leave texts as they are. */
export type ColumnType = 'text' | 'number' | 'day' | 'moment';

/** What is written for a cell. `text`: it is a text and nothing else, and is written in quotes. */
export interface TableCell {
  readonly value: string;
  readonly text: boolean;
}

const plainNumber = /^-?\d+(\.\d+)?$/;

/** The cell for a value of a column. What is not of the column's type is a text, and none begins a formula. */
export function tableCell(value: string, type: ColumnType, form: TableForm): TableCell {
  const bare = value === '' ? value : bareValue(value, type, form);
  if (bare !== undefined) return { value: bare, text: false };
  const inert = inertCell(value, form.separator);
  const marked = form.reader === 'excel' && looksConvertible(value) && !inert.startsWith("'");
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

/** A moment in UTC, without the letter for it: no spreadsheet knows that. Excel knows no `T`, and no fraction that it shows well. */
function utc(moment: string, reader: TableForm['reader']): string | undefined {
  const second = new Date(moment).toISOString().slice(0, 19);
  // Before the year 0 and after 9999 there are other forms.
  if (!/^\d{4}-\d\d-\d\dT/.test(second)) return undefined;
  return reader === 'excel' ? second.replace('T', ' ') : `${second}${/\.\d+/.exec(moment)?.[0] ?? ''}`;
}

const months = 'jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]';
const convertible = [
  // Numbers, amounts, per cent, fractions, dates and times: digits, and between them anything but letters.
  /^[^\p{L}]*\p{Nd}[^\p{L}]*$/u,
  /^[\s(+-]*[\d.,]+e[+-]?\d+\)?\s*$/i,
  /^\s*[\d:., ]+[ap]\.?m?\.?\s*$/i,
  new RegExp(`^[\\d\\s.,:/-]*(?:${months})\\p{L}*[\\d\\s.,:/-]*$`, 'iu'),
  /^\s*(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|waar|onwaar)\s*$/i,
];

/** Whether a spreadsheet could take a text for a number, an amount, a date, a time or a truth value, in some language. */
function looksConvertible(text: string): boolean {
  return text.length <= 100 && convertible.some((pattern) => pattern.test(text));
}
