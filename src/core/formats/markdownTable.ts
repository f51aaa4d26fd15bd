import { decimalAmount, monthlySpend } from '../model/money';
import type { OpportunitySummary } from '../model/opportunity';
import { oneLine } from '../text/plainText';

const head = ['ID', 'Company', 'Stage', 'Review status', 'Target close date', 'Monthly spend'];

/** The number of opportunities written at once, which takes about a millisecond. */
const slice = 100;

/** Yields opportunities as a Markdown table in slices. All their text shows literally. */
export function* markdownTable(items: readonly OpportunitySummary[]): Generator<string, void> {
  yield lineText(head) + lineText(head.map((_, index) => (index === head.length - 1 ? '---:' : '---')));
  for (let start = 0; start < items.length; start += slice) {
    yield items
      .slice(start, start + slice)
      .map((item) => lineText(cellsOf(item)))
      .join('');
  }
}

function lineText(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function cellsOf(item: OpportunitySummary): readonly string[] {
  const { Id: id, Customer: customer, LifeCycle: life } = item;
  const spend = monthlySpend(item).map(({ currency, hundredths }) => `${decimalAmount(hundredths)} ${currency}`);
  const cells = [id, customer?.Account?.CompanyName, life?.Stage, life?.ReviewStatus, life?.TargetCloseDate];
  return [...cells, spend.join(' + ')].map((cell) => literal(cell ?? ''));
}

/** Escapes every character that Markdown or HTML could interpret. Addresses do not turn into links. */
function literal(text: string): string {
  return oneLine(text, 1_000)
    .replace(/[\\`*_{}[\]<>()#!|~&$@]/g, '\\$&')
    .replace(/\b(https?|ftp):/gi, '$1\\:')
    .replace(/\bwww\./gi, 'www\\.');
}
