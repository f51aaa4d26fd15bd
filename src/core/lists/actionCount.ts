import type { OpportunitySummary } from '../model/opportunity';
import { needsAction } from '../model/triage';
import { compareMoments } from '../time/moments';
import { loadedCount } from './loadAll';
import type { OpportunityLists } from './opportunityLists';

/**
 * How many opportunities need action: in the whole catalog, or of the loaded ones alone if AWS has not said it.
 * `atLeast`: AWS has more than it was asked to list.
 */
export type ActionCount =
  | { readonly kind: 'exact' | 'atLeast'; readonly count: number }
  | { readonly kind: 'loaded'; readonly count: number; readonly loaded: number };

/** Takes what AWS answered: what needs action, and whether that is all of it. */
export type TakeActions = (answer: readonly OpportunitySummary[], isComplete: boolean) => void;

/** What AWS listed when it was asked, and what the loaded rows have said since then. */
interface Known {
  /** The ids of those that need action, with the dates of the versions that say so. */
  readonly ids: Map<string, string | undefined>;
  readonly withoutId: number;
  readonly isComplete: boolean;
  /** What was loaded before AWS was asked. The answer is newer. */
  readonly before: WeakSet<OpportunitySummary>;
  /** How far each list was examined. */
  readonly examined: WeakMap<readonly OpportunitySummary[], { readonly rewrites: number; readonly length: number }>;
}

/**
 * Counts the opportunities of a catalog that need action: AWS's answer to one request, kept true by the rows that are
 * loaded after it.
 */
export class ActionTally {
  private known: Known | undefined;

  /**
   * Notes that AWS is about to be asked.
   * @returns takes the answer: what needs action, and whether AWS has listed all of it
   */
  begin(lists: OpportunityLists | undefined): TakeActions {
    const before = new WeakSet<OpportunitySummary>();
    for (const item of lists?.loaded() ?? []) if (needsAction(item)) before.add(item);
    return (answer, isComplete) => {
      const named = answer.flatMap(({ Id: id, LastModifiedDate: date }) =>
        id === undefined ? [] : [[id, date] as const],
      );
      const withoutId = answer.length - named.length;
      this.known = { ids: new Map(named), withoutId, isComplete, before, examined: new WeakMap() };
    };
  }

  of(lists: OpportunityLists | undefined): ActionCount {
    const { known } = this;
    if (!known) {
      const loaded = lists?.loaded() ?? [];
      return { kind: 'loaded', count: loaded.filter(needsAction).length, loaded: lists ? loadedCount(lists) : 0 };
    }
    if (lists) examine(known, lists);
    const count = known.ids.size + known.withoutId;
    return { kind: known.isComplete ? 'exact' : 'atLeast', count };
  }
}

/** Takes in what the rows say that were loaded since the last time. */
function examine(known: Known, lists: OpportunityLists): void {
  for (const item of lists.other) take(known, item);
  for (const key of lists.keys) {
    const { items = [], rewrites = 0 } = lists.listOf(key) ?? {};
    const { length } = items;
    const last = known.examined.get(items);
    const start = last?.rewrites === rewrites ? last.length : 0;
    for (let index = start; index < length; index++) {
      const item = items[index];
      if (item) take(known, item);
    }
    known.examined.set(items, { rewrites, length });
  }
}

function take({ ids, isComplete, before }: Known, item: OpportunitySummary): void {
  const { Id: id, LastModifiedDate: date } = item;
  if (id === undefined) return;
  const isNewer = !ids.has(id) || compareMoments(date, ids.get(id)) > 0;
  if (!needsAction(item)) {
    if (isNewer) ids.delete(id);
  } else if (isNewer && !(isComplete && before.has(item))) ids.set(id, date);
}
