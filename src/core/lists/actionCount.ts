import type { OpportunitySummary } from '../model/opportunity';
import type { OpportunityLists } from './opportunityLists';

/**
 * The number of loaded opportunities that AWS asks the partner to change. Items that were counted are not examined
 * again.
 */
export class ActionCount {
  private readonly known = new WeakMap<
    readonly OpportunitySummary[],
    { rewrites: number; length: number; count: number }
  >();

  of(lists: OpportunityLists): number {
    let sum = countActions(lists.other);
    for (const key of lists.keys) {
      const { items = [], rewrites = 0 } = lists.listOf(key) ?? {};
      const { length } = items;
      const before = this.known.get(items);
      const start = before?.rewrites === rewrites ? before : { length: 0, count: 0 };
      const count = start.count + countActions(items.slice(start.length));
      this.known.set(items, { rewrites, length, count });
      sum += count;
    }
    return sum;
  }
}

function countActions(items: readonly OpportunitySummary[]): number {
  return items.filter(({ LifeCycle: life }) => life?.ReviewStatus === 'Action Required').length;
}
