import type { OpportunitySummary, Stage } from '../model/opportunity';
import { hasListBehind, type ReadKey } from './listKeys';
import type { OpportunityList } from './opportunityList';
import type { OpportunityLists } from './opportunityLists';

/** Which part of the lists is exported. */
export type ExportScope =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'stage'; readonly stage: Stage }
  /** What the person selected, in the order of the tree. */
  | { readonly kind: 'selection'; readonly items: readonly OpportunitySummary[] };

/**
 * What an export can be complete or incomplete in relation to. `wholeList`: the single list under the filter;
 * `stageLists`: the lists of the stages that the filter names; `allStageLists`: the lists of all stages, and what
 * is in none of them because it has no stage; `oneStage`: the list of one stage; `selection`: what a person selected,
 * which is never complete.
 */
export type ExportBasis = 'wholeList' | 'stageLists' | 'allStageLists' | 'oneStage' | 'selection';

/** Why an export is not complete. */
export type MissingReason =
  /** A list continues, or was never read. */
  | 'moreExist'
  /** A page could not be read. */
  | 'failedPage'
  /** Opportunities without a stage are in no stage's list, and nobody looked for them to the end. */
  | 'withoutStage'
  /** The list was read from a starting token on. */
  | 'beforeStartingToken'
  /** AWS sent entries that are not opportunities. */
  | 'unreadableEntries'
  /** Lists changed each time they were read, so some opportunities may have been skipped. */
  | 'changedWhileRead'
  /** AWS was not asked what changed while the pages and lists were read; Load All asks. */
  | 'notChecked'
  /** It contains only what was selected. */
  | 'notSelected';

/** Whether a scope of the lists is complete. */
export interface Completeness {
  readonly basis: ExportBasis;
  /** The lists that the scope covers. */
  readonly covered: readonly OpportunityList[];
  /** Why it is not complete; empty if it is. */
  readonly missing: readonly MissingReason[];
}

export function completenessOf(lists: OpportunityLists, scope: ExportScope): Completeness {
  const basis = basisOf(lists, scope);
  const covered = coveredBy(lists, scope);
  return { basis, covered, missing: missingFrom(lists, basis, covered) };
}

/** Returns why the loaded opportunities are not complete; empty if they are. */
export function missingFromLoaded(lists: OpportunityLists): readonly MissingReason[] {
  return completenessOf(lists, { kind: 'loaded' }).missing;
}

/** True if there may be more than what is loaded. A list that was never read, or that failed, counts too. */
export function moreExist(lists: OpportunityLists): boolean {
  return lists.keys.some((key) => lists.listOf(key)?.tail.kind !== 'end');
}

/**
 * True if these lists were read completely and, as far as AWS shows it, nothing was lost in the process. A list of one
 * page is a single answer from AWS; for several pages or lists, AWS was asked what changed while they were read.
 */
export function isAllLoaded(lists: OpportunityLists, keys: readonly ReadKey[] = lists.keys): boolean {
  return isOneMoment(keys.map((key) => lists.listOf(key)).filter((list) => list !== undefined));
}

/**
 * True if every opportunity is known that matches the filter and is in no stage's list, as of the moment that the lists
 * of all stages show. Also true if the lists are others: nothing is left out of them for the lack of a stage.
 */
export function knowsWithoutStage(lists: OpportunityLists): boolean {
  return !hasListBehind(lists.query) || isAllLoaded(lists, [...lists.keys, 'Other']);
}

/** True if the lists were read to their ends and are consistent: one request, or confirmed by one closing. */
function isOneMoment(lists: readonly OpportunityList[]): boolean {
  const [first, ...others] = lists;
  if (!first || !lists.every((list) => list.isOneMoment)) return false;
  return others.length === 0 || others.every(({ closing }) => closing !== undefined && closing === first.closing);
}

function coveredBy(lists: OpportunityLists, scope: ExportScope): readonly OpportunityList[] {
  if (scope.kind === 'selection') return [];
  const keys = scope.kind === 'stage' ? [scope.stage] : lists.keys;
  return keys.map((key) => lists.listOf(key)).filter((list) => list !== undefined);
}

function basisOf({ query }: OpportunityLists, scope: ExportScope): ExportBasis {
  if (scope.kind === 'selection') return 'selection';
  if (scope.kind === 'stage') return 'oneStage';
  if (query.split === 'whole') return 'wholeList';
  return query.filter.LifeCycleStage?.length ? 'stageLists' : 'allStageLists';
}

function missingFrom(
  lists: OpportunityLists,
  basis: ExportBasis,
  covered: readonly OpportunityList[],
): readonly MissingReason[] {
  const missing = new Set<MissingReason>();
  const { query } = lists;
  if (basis === 'selection') missing.add('notSelected');
  for (const { tail, notices } of covered) {
    if (tail.kind === 'failed') missing.add('failedPage');
    else if (tail.kind !== 'end') missing.add('moreExist');
    if (notices.skipped > 0) missing.add('unreadableEntries');
  }
  const behind = basis === 'allStageLists' ? lists.listOf('Other') : undefined;
  if (behind && behind.notices.skipped > 0) missing.add('unreadableEntries');
  if (covered.some(({ closing }) => closing === 'changing')) missing.add('changedWhileRead');
  else if (covered.every(({ tail }) => tail.kind === 'end') && covered.length > 0 && !isOneMoment(covered))
    missing.add('notChecked');
  if (basis === 'allStageLists' && !knowsWithoutStage(lists)) missing.add('withoutStage');
  if (basis === 'wholeList' && query.startingToken !== undefined) missing.add('beforeStartingToken');
  return [...missing];
}
