import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { later, newestOf } from '../../core/lists/watchedSource';
import type { ListRequest, OpportunitySummary } from '../../core/model/opportunity';
import { startOf } from '../../core/paging/pageCursor';
import { walkPages } from '../../core/paging/pageWalk';
import { hiddenPatience } from '../../core/paging/patience';
import { isMoment } from '../../core/time/moments';

/** Milliseconds before a moment that are included too: AWS's index may be late with recent modifications. */
const margin = 60_000;
/** The most that AWS sends at a time. */
const pageSize = 100;
/** With more, what changed is listed among what is loaded. */
const mostPages = 10;

/** What AWS said. */
export interface Modified {
  /** The newest date that it sent. */
  readonly upTo: string | undefined;
  /** False if there is more than was read. */
  readonly isWhole: boolean;
}

/**
 * Asks AWS for everything in the catalog that was modified since a moment, whatever the filter is, in the background. It
 * reads from the same source as the lists, and changes nothing in them.
 * @param what since when, by AWS's clock; a minute before it is included. `newest`: only what is newest
 * @param take gets each page
 * @throws {SourceError} any error of the source
 */
export async function askModified(
  lists: OpportunityLists,
  what: { readonly since: string | undefined } | 'newest',
  signal: AbortSignal,
  take: (items: readonly OpportunitySummary[]) => void,
): Promise<Modified> {
  const since = what === 'newest' ? undefined : what.since;
  const from = isMoment(since) ? new Date(Date.parse(since) - margin).toISOString() : undefined;
  let upTo: string | undefined;
  let pages = 0;
  for await (const items of pagesSince(lists, from, signal)) {
    pages += 1;
    if (pages > mostPages) return { upTo, isWhole: false };
    take(items);
    upTo = later(upTo, newestOf(items));
    // Opportunities without a date may come first.
    if (what === 'newest' && upTo !== undefined) return { upTo, isWhole: true };
  }
  // What was modified while several pages were read is in front of them now.
  if (pages > 1) {
    for await (const items of pagesSince(lists, upTo ?? from, signal)) {
      take(items);
      if (items.length > 0) break;
    }
  }
  return { upTo, isWhole: true };
}

async function* pagesSince(
  { source, query, clock }: OpportunityLists,
  since: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly OpportunitySummary[], void> {
  const request: ListRequest = {
    ...{ Catalog: query.catalog, MaxResults: pageSize, Sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } },
    ...(since !== undefined && { LastModifiedDate: { AfterLastModifiedDate: since } }),
  };
  const patience = clock && { most: hiddenPatience, waiting: () => {} };
  const read = (nextToken: string | undefined, ending: AbortSignal) => {
    const input = nextToken === undefined ? request : { ...request, NextToken: nextToken };
    return source.run({ name: 'ListOpportunities', input }, 'background', ending, patience);
  };
  for await (const { items } of walkPages(read, startOf(), signal)) yield items;
}
