import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { type Grouping, groupValue } from '../../core/model/grouping';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { type Row, rangeSize } from './rows';

/** The opportunities of each group, by the value that they share. */
type Groups = ReadonlyMap<string | undefined, readonly OpportunitySummary[]>;

/**
 * Collects the loaded opportunities that rows stand for into `found`, without duplicates, in the order of the rows. It
 * pauses often. However many groups are among the rows, what is loaded is read once for each grouping.
 */
export function* collectItems(
  rows: readonly Row[],
  lists: OpportunityLists,
  found: Set<OpportunitySummary>,
): Generator<void, void> {
  const groupings = new Map<Grouping, Groups>();
  for (const row of rows) {
    const bucket = row.kind === 'range' ? row.group : row;
    if (bucket.kind === 'bucket' && !groupings.has(bucket.grouping)) {
      const groups = new Map<string | undefined, OpportunitySummary[]>();
      yield* divide(lists.loaded(), bucket.grouping, groups);
      groupings.set(bucket.grouping, groups);
    }
    let taken = 0;
    for (const item of itemsOfRow(row, lists, groupings)) {
      found.add(item);
      taken += 1;
      if (taken % slice === 0) yield;
    }
    yield;
  }
}

/** The number of opportunities that are looked at in less than a millisecond. */
const slice = 1_000;

function* divide(
  items: readonly OpportunitySummary[],
  grouping: Grouping,
  groups: Map<string | undefined, OpportunitySummary[]>,
): Generator<void, void> {
  for (const [index, item] of items.entries()) {
    const value = groupValue(grouping, item);
    const group = groups.get(value);
    if (group) group.push(item);
    else groups.set(value, [item]);
    if (index % slice === 0) yield;
  }
}

function itemsOfRow(
  row: Row,
  lists: OpportunityLists,
  groupings: ReadonlyMap<Grouping, Groups>,
): readonly OpportunitySummary[] {
  switch (row.kind) {
    case 'opportunity':
      return [row.item];
    case 'stage':
      // A copy: a page may come in during a pause.
      return [...(lists.listOf(row.stage)?.items ?? [])];
    case 'other':
      return lists.other;
    case 'bucket':
      return groupings.get(row.grouping)?.get(row.value) ?? [];
    case 'range':
      return itemsOfRow(row.group, lists, groupings).slice(row.index * rangeSize, (row.index + 1) * rangeSize);
    default:
      return [];
  }
}
