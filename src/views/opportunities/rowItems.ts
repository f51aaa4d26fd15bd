import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { groupValue } from '../../core/model/grouping';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { type Row, rangeSize } from './rows';

/** Returns the loaded opportunities that rows stand for, without duplicates, in the order of the rows. */
export function itemsOfRows(rows: readonly Row[], lists: OpportunityLists): readonly OpportunitySummary[] {
  return [...new Set(rows.flatMap((row) => itemsOfRow(row, lists)))];
}

function itemsOfRow(row: Row, lists: OpportunityLists): readonly OpportunitySummary[] {
  switch (row.kind) {
    case 'opportunity':
      return [row.item];
    case 'stage':
      return lists.listOf(row.stage)?.items ?? [];
    case 'other':
      return lists.other;
    case 'bucket':
      return lists.loaded().filter((item) => groupValue(row.grouping, item) === row.value);
    case 'range':
      return itemsOfRow(row.group, lists).slice(row.index * rangeSize, (row.index + 1) * rangeSize);
    default:
      return [];
  }
}
