const plainNumber = /^-?\d+(\.\d+)?$/;
// What a spreadsheet may skip before it looks whether a cell begins a formula.
const blank = '[ \\u00a0\\u200b\\ufeff]*';
const trigger = '[=+\\-@\\t\\r＝＋－＠]';
const atStart = new RegExp(`^(?=${blank}${trigger})`, 'u');
// Whoever reads the file with another separator cuts cells here, so that what follows begins one.
const afterSeparator = new RegExp(`([;,\\t\\r\\n|"])(?=${blank}${trigger})`, 'gu');

/**
 * A text for a cell of a table that no spreadsheet runs as a formula, whatever separator it reads the table with: an
 * apostrophe stands before what could begin one. Numbers stay numbers, and everything else what it is.
 */
export function inertCell(text: string): string {
  if (plainNumber.test(text)) return text;
  return text.replace(afterSeparator, "$1'").replace(atStart, "'");
}
