import type { Measurement } from './measure';

const columns = ['metric', 'value', 'goal', 'verdict'] as const;

/** Prints the measurements as a Markdown table, followed by the machine and the methods. */
export function printTable(rows: readonly Measurement[], foot: readonly string[]): void {
  const cells = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  console.log(line(head));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of body) console.log(line(row));
  console.log();
  for (const text of foot) console.log(text);
}
