import { completenessOf, type ExportBasis, type ExportScope, type MissingReason } from '../lists/completeness';
import type { ListReading } from '../lists/listReading';
import type { OpportunityList } from '../lists/opportunityList';
import type { OpportunityLists } from '../lists/opportunityLists';
import { groupItems } from '../model/grouping';
import type { Catalog, OpportunitySummary, Sort, Stage } from '../model/opportunity';
import { startingTokenAt } from '../paging/resumeToken';
import type { Filter } from '../query/filter';
import type { ListsQuery } from '../query/listsQuery';
import type { Moment } from '../time/zone';

/** The format of the documents that this version writes; a reader refuses a higher one. */
export const exportFormatVersion = 1;

/** One stage within an export. */
export interface ExportedStage {
  /** Null: the stage is missing, or one that this version does not know. */
  readonly stage: string | null;
  readonly count: number;
  readonly complete: boolean;
  /** Where the list of this stage goes on, in the AWS CLI's own format. */
  readonly startingToken?: string;
  /** When the reading of the list of this stage began: ISO 8601, UTC. */
  readonly readAt?: string;
  /** What AWS was asked for this stage, where relative dates stood for other days than in the filter of the document. */
  readonly filter?: Filter;
}

/** What stands beside the opportunities and says how far they can be trusted to be all. */
export interface ExportFacts {
  /** Of this document; a higher one is read by newer versions alone. */
  readonly formatVersion: typeof exportFormatVersion;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  readonly catalog: Catalog;
  /** The profile that AWS was asked with. Absent where none was chosen. */
  readonly profile?: string;
  /** Present where the opportunities are sample data, not AWS's. */
  readonly sampleData?: true;
  /** What was asked for: relative dates are the days that they were when the reading began. */
  readonly filter: Filter;
  /** What AWS was sent in place of parts of the filter, to be sure of the days at its ends. Tokens belong to it. */
  readonly sent?: Pick<Filter, 'TargetCloseDate'>;
  /** When the reading began: ISO 8601, UTC. Absent where nothing was read. */
  readonly readAt?: string;
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
export function takeSnapshot(lists: OpportunityLists, scope: ExportScope, now: Moment): ExportSnapshot {
  const items = itemsOf(lists, scope);
  const { basis, covered, missing } = completenessOf(lists, scope);
  const complete = missing.length === 0;
  const [only] = covered;
  const reading = (scope.kind === 'stage' && only?.reading) || firstOf(lists);
  const nextToken = covered.length === 1 && only ? startingTokenOf(only) : undefined;
  return {
    items,
    ...(nextToken !== undefined && { nextToken }),
    facts: {
      ...askedFacts(lists.query, now, reading, scope.kind === 'stage' ? scope.stage : undefined),
      complete,
      basis,
      missing,
      count: items.length,
      stages:
        basis === 'wholeList' || basis === 'selection'
          ? countedStages(items, complete)
          : listedStages(covered, lists, scope, criteriaOf(reading)),
    },
  };
}

/**
 * What an export says of when and what AWS was asked.
 * @param reading the one that began first of those that the export holds
 * @param stage the only stage that the export is of
 */
export function askedFacts(
  { catalog, filter: { LifeCycleStage: stages }, sort, pageSize, profile, sampleData }: ListsQuery,
  now: Moment,
  reading: Reading,
  stage?: Stage,
): Omit<ExportFacts, 'complete' | 'basis' | 'missing' | 'count' | 'stages'> {
  const { readAt, sentCloseDates } = reading;
  const asked = stage ? [stage] : stages;
  return {
    formatVersion: exportFormatVersion,
    exportedAt: now.at.toISOString(),
    catalog,
    ...(profile !== undefined && { profile }),
    ...(sampleData && { sampleData }),
    filter: { ...(asked?.length && { LifeCycleStage: asked }), ...criteriaOf(reading) },
    ...(sentCloseDates && { sent: { TargetCloseDate: sentCloseDates } as Pick<Filter, 'TargetCloseDate'> }),
    ...(readAt && { readAt: readAt.toISOString() }),
    sort,
    pageSize,
  };
}

type Reading = Pick<ListReading, 'asked' | 'sentCloseDates' | 'readAt'>;

/** What is asked for but the stages, with relative dates as the days that they are. */
function criteriaOf({ asked }: Reading): Filter {
  const { Catalog: _catalog, MaxResults: _size, Sort: _sort, LifeCycleStage: _stages, ...criteria } = asked;
  return criteria as Filter;
}

/** The reading that began first; one that did not begin yet where none did. */
function firstOf(lists: OpportunityLists): Reading {
  const readings = lists.keys.map((key) => lists.listOf(key)?.reading).filter((reading) => reading !== undefined);
  const begun = (reading: Reading) => reading.readAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const [first] = readings.toSorted((a, b) => begun(a) - begun(b));
  return first ?? lists.newReading();
}

/** Where a list goes on, as the AWS CLI and this extension take it; undefined at its end and before its beginning. */
export function startingTokenOf({ tail }: OpportunityList): string | undefined {
  switch (tail.kind) {
    case 'unread':
    case 'end':
      return undefined;
    case 'cut':
      return tail.resumeToken;
    case 'more':
    case 'loading':
    case 'failed':
      return startingTokenAt(tail.at);
  }
}

function itemsOf(lists: OpportunityLists, scope: ExportScope): readonly OpportunitySummary[] {
  switch (scope.kind) {
    case 'loaded':
      return [...lists.loaded()];
    case 'stage':
      return [...(lists.listOf(scope.stage)?.items ?? [])];
    case 'selection':
      return [...scope.items];
  }
}

/** The stages as lists of their own, and behind them what belongs to none that is known. */
function listedStages(
  covered: readonly OpportunityList[],
  lists: OpportunityLists,
  scope: ExportScope,
  criteria: Filter,
): readonly ExportedStage[] {
  const listed = covered.map((list): ExportedStage => {
    const startingToken = startingTokenOf(list);
    const { readAt } = list.reading;
    const own = criteriaOf(list.reading);
    const isOther = readAt !== undefined && JSON.stringify(own) !== JSON.stringify(criteria);
    return {
      stage: list.key,
      count: list.items.length,
      complete: list.isOneMoment && list.notices.skipped === 0,
      ...(startingToken !== undefined && { startingToken }),
      ...(readAt && { readAt: readAt.toISOString() }),
      ...(isOther && { filter: own }),
    };
  });
  const strays = scope.kind === 'loaded' ? lists.other.length : 0;
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
