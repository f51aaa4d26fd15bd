import { type TableCell, tableCell } from '../core/formats/tableCell';
import { tableColumns } from '../core/formats/tableColumns';
import { defaultTableForm } from '../core/formats/tableForm';
import type { OpportunitySummary } from '../core/model/opportunity';

/** The number of opportunities written at a time, which takes some milliseconds. */
const slice = 100;

/**
 * Yields opportunities as CSV in slices (RFC 4180, UTF-8 with a byte order mark, a header row of AWS's field names). Texts
 * are in quotes; numbers, days, moments and absent values are not. No cell is a formula, whatever separator a spreadsheet
 * reads the file with.
 */
export function* csvChunks(items: readonly OpportunitySummary[], form = defaultTableForm): Generator<string, void> {
  const columns = tableColumns(items);
  const line = (cells: readonly TableCell[]) =>
    `${cells.map((cell) => written(cell, form.separator)).join(form.separator)}\r\n`;
  yield `\ufeff${line(columns.map(({ path }) => ({ value: path, text: true })))}`;
  for (let start = 0; start < items.length; start += slice) {
    const rows = items.slice(start, start + slice);
    yield rows.map((item) => line(columns.map(({ read, type }) => tableCell(read(item), type, form)))).join('');
  }
}

function written({ value, text }: TableCell, separator: string): string {
  return text || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value;
}
