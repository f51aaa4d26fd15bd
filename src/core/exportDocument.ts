import type { Feed } from './feed';
import type { Filter } from './filter';
import { toRequest } from './filter';
import { groupItems } from './grouping';
import type { Catalog, OpportunitySummary, Sort, Stage } from './opportunity';
import type { Pipeline, PipelineQuery } from './pipeline';
import { encodeResumeToken } from './resumeToken';
import type { Moment } from './zone';

/** The format of the documents that this version writes; a reader refuses a higher one. */
export const exportFormatVersion = 1;

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
  /** Only what was selected is in it. */
  | 'notSelected';

/** One stage within an export. */
export interface ExportedStage {
  /** Null: the stage is missing, or one that this version does not know. */
  readonly stage: string | null;
  readonly count: number;
  readonly complete: boolean;
  /** Where the list of this stage goes on, in the AWS CLI's own format. */
  readonly startingToken?: string;
}

/** What stands beside the opportunities and says how far they can be trusted to be all. */
export interface ExportFacts {
  /** Of this document; a higher one is read by newer versions alone. */
  readonly formatVersion: typeof exportFormatVersion;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  readonly catalog: Catalog;
  /** As AWS was asked: relative dates stand as the days that they were. */
  readonly filter: Filter;
  readonly sort: Sort;
  /** The page size that tokens must be resumed with. */
  readonly pageSize: number;
  /** Whether it holds all opportunities that its basis stands for, as far as AWS listed them. */
  readonly complete: boolean;
  /** How that is known. */
  readonly basis: ExportBasis;
  /** Why it is not complete. Empty where it is complete. */
  readonly missing: readonly MissingReason[];
  /** Opportunities in it. */
  readonly count: number;
  readonly stages: readonly ExportedStage[];
}

/** A document as it was at one moment, whatever is loaded afterwards. */
export interface ExportSnapshot {
  readonly items: readonly OpportunitySummary[];
  /** Where the one list that this is goes on, in the AWS CLI's own format. */
  readonly nextToken?: string;
  readonly facts: ExportFacts;
}

/** Takes a picture of what is loaded. */
export function takeSnapshot(pipeline: Pipeline, scope: ExportScope, now: Moment): ExportSnapshot {
  const items = itemsOf(pipeline, scope);
  const feeds = feedsOf(pipeline, scope);
  const basis = basisOf(pipeline, scope);
  const missing = missingFrom(pipeline, basis, feeds);
  const complete = missing.length === 0;
  const [only] = feeds;
  const nextToken = feeds.length === 1 && only ? startingTokenOf(only) : undefined;
  return {
    items,
    ...(nextToken !== undefined && { nextToken }),
    facts: {
      ...askedFacts(pipeline.query, now, scope.kind === 'stage' ? scope.stage : undefined),
      complete,
      basis,
      missing,
      count: items.length,
      stages:
        basis === 'wholeList' || basis === 'selection'
          ? countedStages(items, complete)
          : listedStages(feeds, pipeline, scope),
    },
  };
}

/** What an export says of when and what AWS was asked. */
export function askedFacts(
  { catalog, filter, sort, pageSize }: PipelineQuery,
  now: Moment,
  stage?: Stage,
): Pick<ExportFacts, 'formatVersion' | 'exportedAt' | 'catalog' | 'filter' | 'sort' | 'pageSize'> {
  const {
    Catalog: _catalog,
    MaxResults: _pageSize,
    Sort: _sort,
    ...asked
  } = toRequest({ ...{ catalog, filter, sort, pageSize, now }, ...(stage && { stage }) });
  return {
    formatVersion: exportFormatVersion,
    exportedAt: now.at.toISOString(),
    catalog,
    filter: asked as Filter,
    sort,
    pageSize,
  };
}

/** Where a list goes on, as the AWS CLI and this extension take it; undefined at its end and before its beginning. */
export function startingTokenOf({ tail }: Feed): string | undefined {
  switch (tail.kind) {
    case 'unread':
    case 'end':
      return undefined;
    case 'cut':
      return tail.resumeToken;
    case 'more':
    case 'loading':
    case 'failed': {
      const { nextToken, used } = tail.at;
      if (nextToken === undefined && used === 0) return undefined;
      return encodeResumeToken({ nextToken, used, onPageBoundary: used === 0 });
    }
  }
}

/** Why what is loaded of a pipeline is not all that there is; empty where it is. */
export function missingFromLoaded(pipeline: Pipeline): readonly MissingReason[] {
  const scope: ExportScope = { kind: 'loaded' };
  return missingFrom(pipeline, basisOf(pipeline, scope), feedsOf(pipeline, scope));
}

function itemsOf(pipeline: Pipeline, scope: ExportScope): readonly OpportunitySummary[] {
  switch (scope.kind) {
    case 'loaded':
      return [...pipeline.loaded()];
    case 'stage':
      return [...(pipeline.feed(scope.stage)?.items ?? [])];
    case 'selection':
      return [...scope.items];
  }
}

/** The lists that an export stands for. */
function feedsOf(pipeline: Pipeline, scope: ExportScope): readonly Feed[] {
  if (scope.kind === 'selection') return [];
  const keys = scope.kind === 'stage' ? [scope.stage] : pipeline.keys;
  return keys.map((key) => pipeline.feed(key)).filter((feed) => feed !== undefined);
}

function basisOf({ query }: Pipeline, scope: ExportScope): ExportBasis {
  if (scope.kind === 'selection') return 'selection';
  if (scope.kind === 'stage') return 'oneStage';
  if (query.split === 'whole') return 'wholeList';
  return query.filter.LifeCycleStage?.length ? 'stageLists' : 'allStageLists';
}

function missingFrom({ query }: Pipeline, basis: ExportBasis, feeds: readonly Feed[]): readonly MissingReason[] {
  const missing = new Set<MissingReason>();
  if (basis === 'selection') missing.add('notSelected');
  for (const { tail, notices } of feeds) {
    if (tail.kind === 'failed') missing.add('failedPage');
    else if (tail.kind !== 'end') missing.add('moreExist');
    if (notices.skipped > 0) missing.add('unreadableEntries');
  }
  if (basis === 'allStageLists') missing.add('withoutStage');
  if (basis === 'wholeList' && query.startingToken !== undefined) missing.add('beforeStartingToken');
  return [...missing];
}

/** The stages as lists of their own, and behind them what belongs to none that is known. */
function listedStages(feeds: readonly Feed[], pipeline: Pipeline, scope: ExportScope): readonly ExportedStage[] {
  const listed = feeds.map((feed): ExportedStage => {
    const startingToken = startingTokenOf(feed);
    return {
      stage: feed.key,
      count: feed.items.length,
      complete: feed.tail.kind === 'end' && feed.notices.skipped === 0,
      ...(startingToken !== undefined && { startingToken }),
    };
  });
  const strays = scope.kind === 'loaded' ? pipeline.other.length : 0;
  return strays > 0 ? [...listed, { stage: null, count: strays, complete: false }] : listed;
}

/** The stages as they occur. */
function countedStages(items: readonly OpportunitySummary[], complete: boolean): readonly ExportedStage[] {
  return groupItems('stage', items).map(({ value, items: { length: count } }) => ({
    stage: value ?? null,
    count,
    complete,
  }));
}

/** Opportunities that are written at a time: a millisecond or so. */
const slice = 100;

/**
 * The document's text a slice at a time, so that others may have their turn in between: what `aws partnercentral-selling
 * list-opportunities --output json` prints, and `Export` beside it.
 */
export function* exportChunks({ items, nextToken, facts }: ExportSnapshot): Generator<string, void> {
  yield documentStart;
  for (let start = 0; start < items.length; start += slice)
    yield documentItems(items.slice(start, start + slice), start);
  yield documentEnd(facts, nextToken);
}

export const documentStart = '{\n  "OpportunitySummaries": [';

/** Some of a document's opportunities, behind so many others. */
export function documentItems(items: readonly OpportunitySummary[], before: number): string {
  return items.map((item, n) => `${before + n === 0 ? '' : ','}\n    ${indented(item, '    ')}`).join('');
}

export function documentEnd(facts: ExportFacts, nextToken?: string): string {
  const token = nextToken === undefined ? '' : `  "NextToken": ${JSON.stringify(nextToken)},\n`;
  return `${facts.count === 0 ? '' : '\n  '}],\n${token}  "Export": ${indented(facts, '  ')}\n}\n`;
}

function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}
