import { literal } from '../../text/markdown';
import type { Translate } from '../../text/translate';
import type { PipelineState } from './pipelineState';

/** Returns the Pipeline view as Markdown: how much it covers, and the table. Undefined when nothing is loaded. */
export function pipelineMarkdown({ extent, limits, notes, table }: PipelineState, t: Translate): string | undefined {
  if (!table) return undefined;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [first = '', ...rest] = table.totals.map(literal);
  return [
    `## ${literal(t('Pipeline'))}`,
    '',
    ...[extent.text, ...limits].map((text) => `- ${literal(text)}`),
    // Actions that can be clicked in the view do not exist in Markdown.
    ...notes.filter(({ action }) => !action).map(({ text }) => `- ${literal(text)}`),
    '',
    line(table.columns.map(literal)),
    line(table.columns.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...table.rows.map(({ cells }) => line(cells.map(literal))),
    line([first, ...rest].map((cell) => `**${cell}**`)),
    '',
  ].join('\n');
}
