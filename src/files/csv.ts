import { type TableCell, tableCell } from '../core/formats/tableCell';
import { spendsIn, type TableColumn, tableColumns } from '../core/formats/tableColumns';
import { defaultTableForm, type TableForm } from '../core/formats/tableForm';
import { headingOf, inReadingOrder } from '../core/formats/tableHeadings';
import type { WholeFormat } from '../core/formats/wholeFormat';
import type { OpportunitySummary } from '../core/model/opportunity';
import { startOver } from '../core/text/textPiece';
import type { Translate } from '../core/text/translate';

/** The number of opportunities written at a time, which takes some milliseconds. */
const slice = 100;

/** Returns headings in English. */
const inEnglish: Translate = (words, ...args) =>
  words.replace(/\{(\d+)\}/g, (place, index: string) => String(args[Number(index)] ?? place));

/**
 * Yields opportunities as CSV in slices (RFC 4180, UTF-8 with a byte order mark, a header row of AWS's field names or of
 * what a person calls them). Texts are in quotes; numbers, days, moments and absent values are not. No cell is a formula,
 * whatever separator a spreadsheet reads the file with.
 */
export function* csvChunks(
  items: readonly OpportunitySummary[],
  form = defaultTableForm,
  t = inEnglish,
): Generator<string, void> {
  const columns = columnsOf(spendsIn(items), form);
  yield headText(columns, form, t);
  for (let start = 0; start < items.length; start += slice) {
    yield rowsText(items.slice(start, start + slice), columns, form);
  }
}

/** The number of expected spends that AWS's model allows. */
const mostSpends = 10;

/**
 * Returns CSV that is written while the list is read. The header row says how many expected spends an opportunity can
 * have: when one has more than all before it, the text starts over.
 * @param spends how many an opportunity has that is known already
 */
export function wholeCsv(form = defaultTableForm, t = inEnglish, spends = 1): WholeFormat {
  let columns = columnsOf(spends, form);
  let room = spends;
  return {
    begin: () => headText(columns, form, t),
    items(items) {
      const needed = spendsIn(items);
      if (needed <= room) return rowsText(items, columns, form);
      // Beyond what AWS's model allows, it must not start over for each page.
      room = needed > mostSpends ? Math.max(needed, 2 * room) : needed;
      columns = columnsOf(room, form);
      return startOver;
    },
    end: () => '',
    saysWhereItContinues: false,
  };
}

/** Returns the columns: in the order of AWS's model for programs, in the order of reading for people. */
function columnsOf(spends: number, { headings }: TableForm): readonly TableColumn[] {
  const columns = tableColumns(spends);
  return headings === 'readable' ? inReadingOrder(columns) : columns;
}

function headText(columns: readonly TableColumn[], form: TableForm, t: Translate): string {
  const headings = columns.map(({ path }) => (form.headings === 'readable' ? headingOf(path, t) : path));
  return `\ufeff${lineText(
    headings.map((value) => ({ value, text: true })),
    form,
  )}`;
}

function rowsText(items: readonly OpportunitySummary[], columns: readonly TableColumn[], form: TableForm): string {
  const rows = items.map((item) => columns.map(({ read, type }) => tableCell(read(item), type, form)));
  return rows.map((cells) => lineText(cells, form)).join('');
}

function lineText(cells: readonly TableCell[], { separator }: TableForm): string {
  return `${cells.map((cell) => written(cell, separator)).join(separator)}\r\n`;
}

function written({ value, text }: TableCell, separator: string): string {
  return text || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value;
}
