import { decimalAmount, monthlySpend } from '../model/money';
import type { OpportunitySummary } from '../model/opportunity';
import { oneLine } from '../text/plainText';

const head = ['Id', 'Company', 'Stage', 'Review Status', 'Target Close Date', 'Expected Monthly Spend'];

/** Returns opportunities as a Markdown table in which all their text shows literally. */
export function markdownTable(items: readonly OpportunitySummary[]): string {
  const rows = items.map(({ Id: id, Customer: customer, LifeCycle: life, ...rest }) => [
    id,
    customer?.Account?.CompanyName,
    life?.Stage,
    life?.ReviewStatus,
    life?.TargetCloseDate,
    monthlySpend({ ...rest } as OpportunitySummary)
      .map(({ currency, hundredths }) => `${decimalAmount(hundredths)} ${currency}`)
      .join(' + '),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    line(head),
    line(head.map((_, index) => (index === head.length - 1 ? '---:' : '---'))),
    ...rows.map((cells) => line(cells.map((cell) => literal(cell ?? '')))),
  ].join('');
}

/** Escapes every character that Markdown or HTML could interpret. Addresses do not turn into links. */
function literal(text: string): string {
  return oneLine(text, 1_000)
    .replace(/[\\`*_{}[\]<>()#!|~&$@]/g, '\\$&')
    .replace(/\b(https?|ftp):/gi, '$1\\:')
    .replace(/\bwww\./gi, 'www\\.');
}
