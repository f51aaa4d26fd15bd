import {
  completenessOf,
  type ExportBasis,
  type ExportScope,
  knowsWithoutStage,
  type MissingReason,
} from '../lists/completeness';
import { hasListBehind } from '../lists/listKeys';
import type { ListReading } from '../lists/listReading';
import type { OpportunityList } from '../lists/opportunityList';
import type { OpportunityLists } from '../lists/opportunityLists';
import { type Catalog, isStage, type OpportunitySummary, type Sort, type Stage, stages } from '../model/opportunity';
import { startingTokenAt } from '../paging/resumeToken';
import type { Filter } from '../query/filter';
import type { ListsQuery } from '../query/listsQuery';
import type { Moment } from '../time/zone';

/** The format of the documents that this version writes. It refuses to read a higher one. */
export const exportFormatVersion = 1;

/** One stage within an export. */
export interface ExportedStage {
  /** Null if the stage is missing, or is not known to this version. */
  readonly stage: string | null;
  readonly count: number;
  readonly complete: boolean;
  /** Where the list of this stage continues, in the AWS CLI's own format. */
  readonly startingToken?: string;
  /** When the reading of this stage's list began: ISO 8601, UTC. */
  readonly readAt?: string;
  /** What AWS was asked for this stage, if its relative dates were other days than in the filter of the document. */
  readonly filter?: Filter;
}

/** Facts about the export that show whether its opportunities are complete. */
export interface ExportFacts {
  /** The format version of this document; only newer versions of the extension read a higher one. */
  readonly formatVersion: typeof exportFormatVersion;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  readonly catalog: Catalog;
  /** The profile that was used to ask AWS. Absent if none was chosen. */
  readonly profile?: string;
  /** Present if the opportunities are sample data, not AWS's. */
  readonly sampleData?: true;
  /** The criteria of the list. Relative dates are replaced by the days that they stood for when the reading began. */
  readonly filter: Filter;
  /**
   * What AWS was sent in place of parts of the filter, so that the days at its ends are certainly included. Tokens
   * belong to these criteria.
   */
  readonly sent?: Pick<Filter, 'TargetCloseDate'>;
  /** When the reading began: ISO 8601, UTC. Absent if nothing was read. */
  readonly readAt?: string;
  readonly sort: Sort;
  /** The page size that must be used with the tokens. */
  readonly pageSize: number;
  /** True if the export contains every opportunity that its basis covers, as far as AWS listed them. */
  readonly complete: boolean;
  /** What was read, as a basis for `complete`. */
  readonly basis: ExportBasis;
  /** Why it is not complete; empty if it is. */
  readonly missing: readonly MissingReason[];
  /** The number of opportunities in it. */
  readonly count: number;
  readonly stages: readonly ExportedStage[];
}

/** A document as it was at one moment, whatever is loaded afterwards. */
export interface ExportSnapshot {
  readonly items: readonly OpportunitySummary[];
  /** Where the list continues, if it is a single one, in the AWS CLI's own format. */
  readonly nextToken?: string;
  readonly facts: ExportFacts;
}

/** Returns a snapshot of what is loaded. */
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
 * Returns the facts about when AWS was asked, and what for.
 * @param reading the one that began first of those in the export
 * @param stage the only stage in the export
 */
export function askedFacts(
  { catalog, filter: { LifeCycleStage: named }, sort, pageSize, profile, sampleData }: ListsQuery,
  now: Moment,
  reading: Reading,
  stage?: Stage,
): Omit<ExportFacts, 'complete' | 'basis' | 'missing' | 'count' | 'stages'> {
  const { readAt, sentCloseDates } = reading;
  const asked = stage ? [stage] : named;
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

/** Returns the criteria other than the stages, with relative dates resolved to days. */
function criteriaOf({ asked }: Reading): Filter {
  const { Catalog: _catalog, MaxResults: _size, Sort: _sort, LifeCycleStage: _stages, ...criteria } = asked;
  return criteria as Filter;
}

/** Returns the reading that began first, or one that has not begun if there is no such reading. */
function firstOf(lists: OpportunityLists): Reading {
  const readings = lists.keys.map((key) => lists.listOf(key)?.reading).filter((reading) => reading !== undefined);
  const begun = (reading: Reading) => reading.readAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const [first] = readings.toSorted((a, b) => begun(a) - begun(b));
  return first ?? lists.newReading();
}

/**
 * Returns where a list continues, in the format of the AWS CLI and this extension; undefined at its end and before its
 * beginning.
 */
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
      return lists.loaded();
    case 'stage':
      return [...(lists.listOf(scope.stage)?.items ?? [])];
    case 'selection':
      return [...scope.items];
  }
}

/** Returns a list for each stage, and after them the opportunities without a known stage. */
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
  const complete = hasListBehind(lists.query) && knowsWithoutStage(lists);
  return strays > 0 ? [...listed, { stage: null, count: strays, complete }] : listed;
}

/** The number of opportunities in each stage, of a list that is not divided by stage. */
export class StageCounts {
  private readonly counts = new Map<Stage | null, number>();

  add({ LifeCycle: life }: OpportunitySummary): void {
    const stage = isStage(life?.Stage) ? life.Stage : null;
    this.counts.set(stage, (this.counts.get(stage) ?? 0) + 1);
  }

  /** Returns the stages that occur, in the order of the lifecycle, and last what has no known stage. */
  listed(complete: boolean): readonly ExportedStage[] {
    return [...stages, null].flatMap((stage) => {
      const count = this.counts.get(stage);
      return count === undefined ? [] : { stage, count, complete };
    });
  }
}

function countedStages(items: readonly OpportunitySummary[], complete: boolean): readonly ExportedStage[] {
  const counts = new StageCounts();
  for (const item of items) counts.add(item);
  return counts.listed(complete);
}

/** The number of opportunities written at once, which takes about a millisecond. */
const slice = 100;

/**
 * Yields the document's text in slices, so that others get their turn in between. It is what `aws
 * partnercentral-selling list-opportunities --output json` prints, with `Export` beside it.
 */
export function* exportChunks({ items, nextToken, facts }: ExportSnapshot): Generator<string, void> {
  yield documentStart;
  for (let start = 0; start < items.length; start += slice)
    yield documentItems(items.slice(start, start + slice), start);
  yield documentEnd(facts, nextToken);
}

export const documentStart = '{\n  "OpportunitySummaries": [';

/** Returns the text of some opportunities of a document, after as many as `before` says. */
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
