import { literal } from '../../text/markdown';
import type { Translate } from '../../text/translate';
import type { PipelineTable } from './pipelineState';
import type { PipelineContent } from './pipelineView';

/**
 * Returns the Pipeline view as Markdown: how much it covers, and a table for each thing that its lines can be. Undefined
 * when nothing is loaded.
 */
export function pipelineMarkdown(states: readonly PipelineContent[], t: Translate): string | undefined {
  const [first] = states;
  if (!first?.table) return undefined;
  return [
    `## ${literal(t('Pipeline'))}`,
    '',
    ...[first.extent.text, ...first.limits].map((text) => `- ${literal(text)}`),
    ...states.flatMap(sectionOf),
    '',
  ].join('\n');
}

function sectionOf({ by, choices, scope, rates, notes, table }: PipelineContent): readonly string[] {
  if (!table) return [];
  const texts = [
    ...(scope === undefined ? [] : [scope]),
    // Actions that can be clicked in the view do not exist in Markdown.
    ...notes.filter(({ action }) => !action).map(({ text }) => text),
    ...rates,
  ];
  return [
    '',
    `### ${literal(choices.find((choice) => choice.by === by)?.label ?? '')}`,
    '',
    ...(texts.length > 0 ? [...texts.map((text) => `- ${literal(text)}`), ''] : []),
    ...tableLines(table),
  ];
}

function tableLines({ columns, rows, totals, apart }: PipelineTable): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(literal)),
    line(columns.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(({ cells }) => line(cells.map(literal))),
    line(totals.map((cell) => `**${literal(cell)}**`)),
    ...apart.map(({ cells }) => line(cells.map(literal))),
  ];
}
