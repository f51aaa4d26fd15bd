import type { TableForm } from './tableForm';

const plainNumber = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet may drop before it checks whether a cell begins a formula: NUL and other invisible characters. */
const dropped = '(?:(?![\\t\\r\\n])[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800])*';
const trigger = '[=+\\-@\\t\\r＝＋－＠﹦﹢﹣﹫]';
/** What could start a formula. Apostrophes before it may be from the text itself, so it gets one more, to tell them apart. */
const start = `'*${dropped}${trigger}`;
const atStart = new RegExp(`^(?=${start})`, 'u');

/**
 * Where a program splits cells that reads a table with a different separator, or does not know quotes, so that what follows
 * starts one. After the table's own separator, the spaces and the sign of a sentence stay (`cheaper, -10%`): a program that
 * does not know quotes runs nothing behind a space.
 */
const cuts: Readonly<Record<TableForm['separator'], RegExp>> = {
  ',': behind(';\\t|', ','),
  ';': behind(',\\t|', ';'),
  '\t': behind(',;|', '\\t'),
};

function behind(others: string, own: string): RegExp {
  return new RegExp(`([${others}\\r\\n"]|${own}(?! +[+\\-@]))(?=${start})`, 'gu');
}

/**
 * Returns a text for a quoted table cell that no spreadsheet runs as a formula, whatever separator it reads the table
 * with: an apostrophe is put before everything that could start one, and before nothing else. Numbers stay unchanged. A
 * program that takes these apostrophes away again has the text as it was.
 */
export function inertCell(text: string, separator: TableForm['separator']): string {
  const inert = plainNumber.test(text) ? text : text.replace(cuts[separator], "$1'");
  return startsFormula(text) ? `'${inert}` : inert;
}

/** Returns true if a spreadsheet could run a text as a formula. */
export function startsFormula(text: string): boolean {
  return !plainNumber.test(text) && atStart.test(text);
}
