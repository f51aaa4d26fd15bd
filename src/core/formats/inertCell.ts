import type { TableForm } from './tableForm';

const plainNumber = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet may drop before it checks whether a cell begins a formula: NUL and other invisible characters. */
const dropped = '(?:(?![\\t\\r\\n])[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800])*';
const trigger = '[=+\\-@\\t\\r＝＋－＠﹦﹢﹣﹫]';
const atStart = new RegExp(`^(?=${dropped}${trigger})`, 'u');

/** Where a program that reads a table with a different separator splits cells, so that what follows starts one. */
const cuts: Readonly<Record<TableForm['separator'], RegExp>> = {
  ',': behind(';\\t|'),
  ';': behind(',\\t|'),
  '\t': behind(',;|'),
};

function behind(others: string): RegExp {
  return new RegExp(`([${others}\\r\\n"])(?=${dropped}${trigger})`, 'gu');
}

/**
 * Returns a text for a quoted table cell that no spreadsheet runs as a formula, whatever separator it reads the table
 * with: an apostrophe is put before everything that could start one. The table's own separator does not split a quoted
 * cell, so the text after it stays unchanged. Numbers stay unchanged too.
 */
export function inertCell(text: string, separator: TableForm['separator']): string {
  if (plainNumber.test(text)) return text;
  return text.replace(cuts[separator], "$1'").replace(atStart, "'");
}
