import type { OpportunityLists } from './opportunityLists';

/**
 * Why nothing is there although every list was read to its end. `…InStages`: the lists of all stages are empty, and an
 * opportunity without a stage would be in none of them. `…FromToken`: the list was read from a token on, and what comes
 * before that is not known.
 */
export type EmptyReason =
  | 'nothingFound'
  | 'nothingInStages'
  | 'nothingInSandbox'
  | 'nothingFromToken'
  | 'noMatch'
  | 'noMatchInStages'
  | 'noMatchFromToken';

/**
 * Returns why the lists are empty; undefined where they are not, or where that is not known: a list goes on, failed, could
 * not be brought up to date, or held entries that cannot be read.
 */
export function whyEmpty(lists: OpportunityLists): EmptyReason | undefined {
  const { query, keys } = lists;
  if (!lists.empty || keys.some((key) => lists.refreshError(key))) return undefined;
  if (keys.some((key) => (lists.listOf(key)?.notices.skipped ?? 0) > 0)) return undefined;
  const filtered = Object.keys(query.filter).length > 0;
  if (query.startingToken !== undefined) return filtered ? 'noMatchFromToken' : 'nothingFromToken';
  const inStages = query.split === 'byStage' && !query.filter.LifeCycleStage?.length;
  if (filtered) return inStages ? 'noMatchInStages' : 'noMatch';
  if (query.catalog === 'Sandbox') return 'nothingInSandbox';
  return inStages ? 'nothingInStages' : 'nothingFound';
}
