import { type Grouping, groupValue } from '../model/grouping';
import type { OpportunitySummary } from '../model/opportunity';
import type { OpportunityList } from './opportunityList';
import type { OpportunityLists } from './opportunityLists';

/** The position of an opportunity in its list, among those that are loaded. */
export interface Position {
  /** Starts at 1. */
  readonly place: number;
  readonly loaded: number;
  readonly more: boolean;
}

export interface Neighbours extends Position {
  readonly previous: OpportunitySummary | undefined;
  readonly next: OpportunitySummary | undefined;
  /** The list that contains it; undefined if its stage is not known. */
  readonly list: OpportunityList | undefined;
  /** True if these are one group of that list, so that its next page may bring none of them. */
  readonly grouped: boolean;
}

/**
 * Returns the position of an opportunity in its stage or group, as the tree shows them; undefined if it is not loaded.
 */
export function neighboursOf(
  lists: OpportunityLists,
  grouping: Grouping,
  item: OpportunitySummary,
): Neighbours | undefined {
  const { Id: id } = item;
  const place = (items: readonly OpportunitySummary[], list?: OpportunityList): Neighbours | undefined => {
    const index = items.findIndex((other) => (id === undefined ? other === item : other.Id === id));
    if (index < 0) return undefined;
    const more = list !== undefined && list.tail.kind !== 'end';
    const [previous, next] = [items[index - 1], items[index + 1]];
    return { place: index + 1, loaded: items.length, more, previous, next, list, grouped: list?.key === 'All' };
  };
  for (const key of lists.keys) {
    const list = lists.listOf(key);
    if (!list) continue;
    const value = groupValue(grouping, item);
    const members = key === 'All' ? list.items.filter((other) => groupValue(grouping, other) === value) : list.items;
    const found = place(members, list);
    if (found) return found;
  }
  return place(lists.other);
}
