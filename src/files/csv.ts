import { stringify } from 'csv-stringify/sync';
import { inertCell } from '../core/inertCell';
import type { OpportunitySummary } from '../core/opportunity';
import { tableColumns } from '../core/tableColumns';

/** Opportunities that are written at a time: some milliseconds. */
const slice = 100;

/**
 * Opportunities as CSV (RFC 4180, UTF-8 with a byte order mark, a header row of AWS's field names), a slice at a time. No
 * cell is a formula, whichever separator a spreadsheet reads the file with.
 */
export function* csvChunks(items: readonly OpportunitySummary[]): Generator<string, void> {
  const columns = tableColumns(items);
  yield write([columns.map(({ path }) => path)], true);
  for (let start = 0; start < items.length; start += slice) {
    const rows = items.slice(start, start + slice);
    yield write(rows.map((item) => columns.map(({ read }) => inertCell(read(item)))));
  }
}

function write(rows: readonly (readonly string[])[], bom = false): string {
  return stringify(rows as string[][], { quoted: true, quoted_empty: true, record_delimiter: 'windows', bom });
}
