import type { OpportunitySummary } from '../model/opportunity';
import { decodeStartingToken, encodeResumeToken } from './resumeToken';
import type { Page } from './source';
import { TokenGuard } from './tokenGuard';

export interface WalkOptions {
  /** Stops after this many items; absent: no limit. */
  readonly maxItems?: number;
  /** Goes on where another walk, an AWS CLI run or a boto3 paginator was cut. The page size must be the same as there. */
  readonly startingToken?: string;
}

export interface WalkedPage {
  readonly items: readonly OpportunitySummary[];
  /** On the last page of a list that was cut at `maxItems`: where it goes on, in the AWS CLI's own format. */
  readonly resumeToken?: string;
}

/**
 * Walks a list page by page as botocore's paginator does, MaxItems and StartingToken included, over any way to read a page.
 * @throws {SourceError} what `read` throws, and `repeatedToken` or `tooManyEmptyPages` for a list that does not end.
 * @throws {RangeError} for a starting token that is none.
 */
export async function* walkPages(
  read: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page<OpportunitySummary>>,
  { maxItems, startingToken }: WalkOptions,
  signal: AbortSignal,
): AsyncGenerator<WalkedPage, void, void> {
  let { nextToken, used } = startingToken ? decodeStartingToken(startingToken) : { nextToken: undefined, used: 0 };
  const guard = new TokenGuard();
  let total = 0;
  for (;;) {
    const page = await read(nextToken, signal);
    const items = used > 0 ? page.items.slice(used) : page.items;
    if (maxItems !== undefined && total + items.length > maxItems) {
      const kept = items.slice(0, maxItems - total);
      yield { items: kept, resumeToken: encodeResumeToken({ nextToken, used: used + kept.length }) };
      return;
    }
    total += items.length;
    const error = guard.check(page);
    if (page.nextToken !== undefined && total === maxItems) {
      yield {
        items,
        resumeToken: encodeResumeToken({ nextToken: page.nextToken, used: 0, onPageBoundary: true }),
      };
      return;
    }
    yield { items };
    if (error) throw error;
    if (page.nextToken === undefined) return;
    nextToken = page.nextToken;
    used = 0;
  }
}
