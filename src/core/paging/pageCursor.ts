import { SourceError } from '../errors/sourceError';
import { decodeStartingToken, encodeResumeToken, type ListPosition } from './resumeToken';
import type { Page } from './source';

/** The part of a list to read, if it is not the whole list. */
export interface ListPart {
  /** The maximum number of items; absent: no limit. */
  readonly maxItems?: number;
  /**
   * The token at which another list, an AWS CLI run or a boto3 paginator stopped. The page size must be the same as
   * there.
   */
  readonly startingToken?: string;
}

/** The position of the next page in a list, and what has to be known about the pages before it. It never changes. */
export interface PageCursor {
  readonly at: ListPosition;
  readonly maxItems: number;
  /** The number of items that may still be taken before the list is cut. */
  readonly room: number;
  /** The tokens of all pages so far, to detect a service that repeats itself. */
  readonly tokens: readonly string[];
  /** The number of consecutive empty pages. */
  readonly emptyPages: number;
}

/** The result of one page: which items to take, and how the list continues. */
export interface Step<T> {
  /** The items that were not taken before and that are within the limit. */
  readonly items: readonly T[];
  readonly next:
    | { readonly kind: 'more'; readonly cursor: PageCursor }
    /**
     * Stopped at the maximum number of items. The cursor continues with the same maximum, and the token does so in the
     * AWS CLI.
     */
    | { readonly kind: 'cut'; readonly cursor: PageCursor; readonly resumeToken: string }
    /** The list would never end if it was read on automatically. */
    | { readonly kind: 'fault'; readonly cursor: PageCursor; readonly error: SourceError }
    | { readonly kind: 'end' };
}

const mostPages = 10_000;
const mostEmptyPages = 20;

/**
 * Returns the cursor at the beginning of a list, or of a part of it.
 * @throws {RangeError} if the starting token is not valid
 */
export function startOf({ maxItems = Number.POSITIVE_INFINITY, startingToken }: ListPart = {}): PageCursor {
  const at = startingToken ? decodeStartingToken(startingToken) : { nextToken: undefined, used: 0 };
  return { at, maxItems, room: maxItems, tokens: [], emptyPages: 0 };
}

/**
 * Returns which items of the page at a cursor to take and where the list continues, as botocore's paginator does. Only
 * this function implements MaxItems and StartingToken.
 */
export function advance<T>(cursor: PageCursor, page: Page<T>): Step<T> {
  const { at, maxItems, room, tokens } = cursor;
  const items = page.items.slice(at.used, at.used + room);
  const used = at.used + items.length;
  if (used < page.items.length) {
    const within = { nextToken: at.nextToken, used };
    const resumeToken = encodeResumeToken(within);
    return { items, next: { kind: 'cut', cursor: { ...cursor, at: within, room: maxItems }, resumeToken } };
  }
  const { nextToken } = page;
  if (nextToken === undefined) return { items, next: { kind: 'end' } };
  const isEmpty = page.items.length + page.skipped + (page.outside ?? 0) === 0;
  const next: PageCursor = {
    at: { nextToken, used: 0 },
    maxItems,
    room: room - items.length,
    tokens: [...tokens, nextToken],
    emptyPages: isEmpty ? cursor.emptyPages + 1 : 0,
  };
  if (next.room === 0) {
    const resumeToken = encodeResumeToken({ ...next.at, onPageBoundary: true });
    return { items, next: { kind: 'cut', cursor: { ...next, room: maxItems }, resumeToken } };
  }
  if (tokens.includes(nextToken) || tokens.length >= mostPages) {
    return { items, next: { kind: 'fault', cursor: next, error: new SourceError('repeatedToken') } };
  }
  if (next.emptyPages > mostEmptyPages) {
    const error = new SourceError('tooManyEmptyPages', { args: [String(next.emptyPages)] });
    return { items, next: { kind: 'fault', cursor: { ...next, emptyPages: 0 }, error } };
  }
  return { items, next: { kind: 'more', cursor: next } };
}
