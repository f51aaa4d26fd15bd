import type { OpportunitySummary, Stage } from '../model/opportunity';
import type { OpportunityList } from './opportunityList';
import type { Pipeline } from './pipeline';
import { isOneMoment } from './readingCheck';

/** What of a pipeline is exported. */
export type ExportScope =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'stage'; readonly stage: Stage }
  /** What the person picked out, in the order of the tree. */
  | { readonly kind: 'selection'; readonly items: readonly OpportunitySummary[] };

/**
 * What an export claims to be complete of, or fails to be:
 * `wholeList` the one list under the filter; `stageLists` the lists of the stages that the filter names; `allStageLists`
 * the lists of all stages, in none of which an opportunity without a stage is; `oneStage` the list of one stage;
 * `selection` what a person picked out, which is never complete.
 */
export type ExportBasis = 'wholeList' | 'stageLists' | 'allStageLists' | 'oneStage' | 'selection';

/** Why an export is not complete. */
export type MissingReason =
  /** A list goes on, or was never read. */
  | 'moreExist'
  /** A page could not be read. */
  | 'failedPage'
  /** Opportunities without a stage are in no stage's list, so nobody looked for them. */
  | 'withoutStage'
  /** The list was read from a token on. */
  | 'beforeStartingToken'
  /** AWS sent entries that are no opportunities. */
  | 'unreadableEntries'
  /** Lists changed each time they were read, so that some opportunities may have been skipped. */
  | 'changedWhileRead'
  /** Nobody asked AWS what changed between the pages and lists; Load All does. */
  | 'notChecked'
  /** Only what was selected is in it. */
  | 'notSelected';

/** Why what is loaded of a pipeline is not all that there is; empty where it is. */
export function missingFromLoaded(pipeline: Pipeline): readonly MissingReason[] {
  const scope: ExportScope = { kind: 'loaded' };
  return missingFrom(pipeline, basisOf(pipeline, scope), feedsOf(pipeline, scope));
}

/** The lists that an export stands for. */
export function feedsOf(pipeline: Pipeline, scope: ExportScope): readonly OpportunityList[] {
  if (scope.kind === 'selection') return [];
  const keys = scope.kind === 'stage' ? [scope.stage] : pipeline.keys;
  return keys.map((key) => pipeline.feed(key)).filter((feed) => feed !== undefined);
}

export function basisOf({ query }: Pipeline, scope: ExportScope): ExportBasis {
  if (scope.kind === 'selection') return 'selection';
  if (scope.kind === 'stage') return 'oneStage';
  if (query.split === 'whole') return 'wholeList';
  return query.filter.LifeCycleStage?.length ? 'stageLists' : 'allStageLists';
}

export function missingFrom(
  { query }: Pipeline,
  basis: ExportBasis,
  feeds: readonly OpportunityList[],
): readonly MissingReason[] {
  const missing = new Set<MissingReason>();
  if (basis === 'selection') missing.add('notSelected');
  for (const { tail, notices } of feeds) {
    if (tail.kind === 'failed') missing.add('failedPage');
    else if (tail.kind !== 'end') missing.add('moreExist');
    if (notices.skipped > 0) missing.add('unreadableEntries');
  }
  if (feeds.some(({ closing }) => closing === 'changing')) missing.add('changedWhileRead');
  else if (feeds.every(({ tail }) => tail.kind === 'end') && feeds.length > 0 && !isOneMoment(feeds))
    missing.add('notChecked');
  if (basis === 'allStageLists') missing.add('withoutStage');
  if (basis === 'wholeList' && query.startingToken !== undefined) missing.add('beforeStartingToken');
  return [...missing];
}
