import type { Writing } from '../../text/translate';
import type { Breakdown } from './breakdown';
import type { Figure, SpendFigures } from './figures';
import type { Extent, Line, Lines } from './lines';
import type { Bar, Chart, PipelineTable, TableRow } from './pipelineState';

/** Returns how many opportunities the lines have. */
export function countChart({ open, apart, more }: Lines, writing: Writing): Chart {
  const { t, locale } = writing;
  const most = Math.max(1, ...[...open, ...apart].map(({ count }) => count));
  const total = countOf(open);
  const bar = (line: Line): Bar => {
    const { label, count, extent } = line;
    const exact = loadedText(count, extent, writing);
    return { label, short: countText(line, locale), exact, share: count / most, ...traits(line) };
  };
  return {
    heading: t('Opportunities'),
    total: {
      short: t('{0} open', atLeast(total.toLocaleString(locale), more)),
      exact: t('open: {0}', loadedText(total, more ? 'more' : 'end', writing)),
    },
    remarks: [],
    bars: open.map(bar),
    apart: apart.map(bar),
  };
}

/** Returns what the lines are expected to spend, for those that have a sum. */
export function spendChart(figures: SpendFigures, { open, apart }: Lines, { t }: Writing): Chart {
  const { heading, total, remarks } = figures;
  const all = [...figures.open, ...figures.apart];
  const most = all.reduce((max, figure) => (figure && figure.hundredths > max ? figure.hundredths : max), 0n);
  const bars = (lines: readonly Line[], sums: readonly (Figure | undefined)[]): readonly Bar[] =>
    lines.flatMap((line, index) => {
      const figure = sums[index];
      if (!figure) return [];
      const { short, exact, hundredths } = figure;
      // Numbers are exact enough for a length, and distinguish almost nothing from nothing.
      const share = most === 0n ? 0 : Number(hundredths) / Number(most);
      return [{ label: line.label, short, exact, share, ...traits(line) }];
    });
  return {
    heading,
    total: total
      ? { short: t('{0} open', total.short), exact: t('open: {0}', total.exact) }
      : { short: t('{0} open', '–'), exact: t('open: no monthly amount') },
    remarks,
    bars: bars(open, figures.open),
    apart: bars(apart, figures.apart),
  };
}

interface TableInput {
  readonly lines: Lines;
  readonly figures: readonly SpendFigures[];
  readonly by: Breakdown;
  readonly extent: string;
}

/** Returns all figures of the lines with every digit. */
export function tableOf({ lines, figures, by, extent }: TableInput, { t, locale }: Writing): PipelineTable {
  const { open, apart, more } = lines;
  const spend = figures.flatMap((one) => {
    const plain = (figure: Figure | undefined) => figure?.plain ?? '–';
    const { head, total } = one;
    const sums = { head, open: one.open.map(plain), apart: one.apart.map(plain), total: plain(total) };
    return one.beside ? [sums, one.beside] : [sums];
  });
  const rows = (of: 'open' | 'apart', some: readonly Line[]) =>
    some.map((line, index): TableRow => {
      const sums = spend.map(({ [of]: texts }) => texts[index] ?? '–');
      return { cells: [line.label, countText(line, locale), ...sums], ...traits(line) };
    });
  return {
    caption:
      by === 'stage'
        ? t('Opportunities by lifecycle stage: {0}', extent)
        : t('Open opportunities by month of target close: {0}', extent),
    columns: [by === 'stage' ? t('Stage') : t('Target close'), t('Count'), ...spend.map(({ head }) => head)],
    rows: rows('open', open),
    totals: [
      t('Open pipeline'),
      atLeast(countOf(open).toLocaleString(locale), more),
      ...spend.map(({ total }) => total),
    ],
    apart: rows('apart', apart),
  };
}

function traits({ late, intent }: Line): Pick<Bar, 'late' | 'intent'> {
  return { ...(late && { late }), ...(intent && { intent }) };
}

function countOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0);
}

function loadedText(count: number, extent: Extent, { t, locale }: Pick<Writing, 't' | 'locale'>): string {
  if (extent === 'unread' && count === 0) return t('not loaded');
  const number = count.toLocaleString(locale);
  return extent === 'end' ? t('{0} loaded', number) : t('{0} loaded, more exist', number);
}

/** Returns the count as in the tree, such as `100+` while there are more. */
function countText({ count, extent }: Line, locale: string): string {
  return extent === 'unread' && count === 0 ? '–' : atLeast(count.toLocaleString(locale), extent !== 'end');
}

/** Returns a number as in the tree, such as `100+` if there may be more. */
export function atLeast(number: string, more: boolean): string {
  return more ? `${number}+` : number;
}
