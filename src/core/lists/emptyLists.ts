import { knowsWithoutStage } from './completeness';
import type { OpportunityLists } from './opportunityLists';

/**
 * Why nothing is shown although every list was read to its end. `…InStages`: the lists of all stages are empty, and
 * it is not known whether there are opportunities without a stage, which are in none of them. `…FromToken`: the list was read from a starting token on,
 * and what comes before that is unknown.
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
 * Returns why the lists are empty. Undefined if they are not, or if that is unknown: a list continues, failed, could
 * not be updated, or had entries that cannot be read.
 */
export function whyEmpty(lists: OpportunityLists): EmptyReason | undefined {
  const { query, keys } = lists;
  if (!lists.empty || keys.some((key) => lists.refreshError(key))) return undefined;
  if (keys.some((key) => (lists.listOf(key)?.notices.skipped ?? 0) > 0)) return undefined;
  const filtered = Object.keys(query.filter).length > 0;
  if (query.startingToken !== undefined) return filtered ? 'noMatchFromToken' : 'nothingFromToken';
  const inStages = !knowsWithoutStage(lists);
  if (filtered) return inStages ? 'noMatchInStages' : 'noMatch';
  if (query.catalog === 'Sandbox') return 'nothingInSandbox';
  return inStages ? 'nothingInStages' : 'nothingFound';
}
