import type { TableForm } from './tableForm';

const plainNumber = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet may drop before it looks whether a cell begins a formula: NUL and its like, and whatever shows nothing. */
const dropped = '(?:(?![\\t\\r\\n])[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800])*';
const trigger = '[=+\\-@\\t\\r＝＋－＠﹦﹢﹣﹫]';
const atStart = new RegExp(`^(?=${dropped}${trigger})`, 'u');

/** Where whoever reads a table with another separator than its own cuts cells, so that what follows begins one. */
const cuts: Readonly<Record<TableForm['separator'], RegExp>> = {
  ',': behind(';\\t|'),
  ';': behind(',\\t|'),
  '\t': behind(',;|'),
};

function behind(others: string): RegExp {
  return new RegExp(`([${others}\\r\\n"])(?=${dropped}${trigger})`, 'gu');
}

/**
 * A text for a quoted cell of a table that no spreadsheet runs as a formula, whatever separator it reads the table with: an
 * apostrophe is put before what could begin one. The table's own separator cuts nothing within quotes, and what follows it
 * in a text stays as it is; so do numbers.
 */
export function inertCell(text: string, separator: TableForm['separator']): string {
  if (plainNumber.test(text)) return text;
  return text.replace(cuts[separator], "$1'").replace(atStart, "'");
}
