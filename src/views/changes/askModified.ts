import { Modifications } from '../../core/lists/modifications';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { newestOf } from '../../core/lists/watchedSource';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { hiddenPatience } from '../../core/paging/patience';
import { isMoment } from '../../core/time/moments';

/** How AWS is asked for changes: behind what the person waits for, and with some patience. */
export const backgroundManner = { patience: hiddenPatience, priority: 'background' } as const;

/** What AWS said. */
export interface Modified {
  /** The newest date that it sent. */
  readonly upTo: string | undefined;
  /** False if there is more than was read, or something that could not be read. */
  readonly isWhole: boolean;
}

/**
 * Asks AWS for everything in the catalog that was modified since a moment, whatever the filter is, in the background. It
 * changes nothing in the lists.
 * @param what since when, by AWS's clock; a minute before it is included. `newest`: only what is newest
 * @param take gets what AWS sends
 * @throws {SourceError} any error of the source
 */
export async function askModified(
  lists: OpportunityLists,
  what: { readonly since: string | undefined } | 'newest',
  signal: AbortSignal,
  take: (items: readonly OpportunitySummary[]) => void,
): Promise<Modified> {
  if (what === 'newest') return askNewest(lists, signal, take);
  const modifications = new Modifications(lists, signal);
  const modified = await modifications.since(isMoment(what.since) ? what.since : undefined, backgroundManner);
  take(modified ?? []);
  const isWhole = modified !== undefined && modifications.unreadable === 0;
  return { upTo: newestOf(modified ?? []), isWhole };
}

async function askNewest(
  lists: OpportunityLists,
  signal: AbortSignal,
  take: (items: readonly OpportunitySummary[]) => void,
): Promise<Modified> {
  for await (const { items } of lists.modifiedSince(undefined, signal, backgroundManner)) {
    take(items);
    const upTo = newestOf(items);
    // Opportunities without a date may come first.
    if (upTo !== undefined) return { upTo, isWhole: true };
  }
  return { upTo: undefined, isWhole: true };
}
