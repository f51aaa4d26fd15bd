import { fieldGroups } from '../../model/fields';
import type { OpportunitySummary } from '../../model/opportunity';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { pageText } from './pageText';
import type { Action, Cell, ComparisonState, TableRow } from './panelState';
import { shownValues } from './shownFields';
import { spendLines } from './spendTable';

/** The largest number of opportunities shown side by side. */
export const mostCompared = 5;

/** Returns opportunities side by side, field by field. A cell is marked when it differs from the first of its row. */
export function comparisonState(items: readonly OpportunitySummary[], writing: Writing): ComparisonState {
  const { t } = writing;
  const rows = fieldGroups
    .flatMap(({ fields }) => fields)
    .map((spec): TableRow => {
      const cells = items.map((item) => cellOf(shownValues(spec, item, writing).map(({ text }) => text)));
      return { label: t(spec.label), name: spec.name, meaning: t(spec.meaning), cells: marked(cells) };
    });
  const spend = items.map((item) => cellOf(spendLines(item.Project?.ExpectedCustomerSpend ?? [], writing)));
  rows.push({
    label: t('Expected customer spend'),
    name: 'Project.ExpectedCustomerSpend',
    meaning: t('What the customer is expected to spend.'),
    cells: marked(spend),
  });
  const diff: Action = { label: t('Open as Diff'), icon: 'diff', intent: { type: 'openDiff' } };
  const differing = rows.filter(({ cells }) => cells.some(({ differs }) => differs)).length;
  return {
    kind: 'comparison',
    language: writing.locale,
    turn: 1,
    words: pageText(t),
    heading: t('{0} opportunities side by side', items.length),
    note: differingText(differing, rows.length, writing),
    actions: items.length === 2 ? [diff] : [],
    opportunities: items.map((item, index) => ({
      company: oneLine(item.Customer?.Account?.CompanyName ?? '', 255) || t('No company name'),
      action: { label: oneLine(item.Id ?? '', 40) || t('no id'), intent: { type: 'openCompared', index } },
    })),
    table: { heading: t('Comparison'), columns: [], rows },
  };
}

function differingText(differing: number, fields: number, { t }: Writing): string {
  if (differing === 0) return t('None of {0} fields differs.', fields);
  return differing === 1
    ? t('1 of {0} fields differs. What differs from the first column is marked.', fields)
    : t('{0} of {1} fields differ. What differs from the first column is marked.', differing, fields);
}

function cellOf(texts: readonly string[]): Cell {
  return { text: texts.join('\n'), absent: texts.length === 0 };
}

function marked(cells: readonly Cell[]): readonly Cell[] {
  const [first] = cells;
  return cells.map((cell) => ({ ...cell, differs: cell.text !== first?.text || cell.absent !== first?.absent }));
}
