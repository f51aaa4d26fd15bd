import { SourceError } from '../errors/sourceError';
import { decodeStartingToken, encodeResumeToken, type ListPosition } from './resumeToken';
import type { Page } from './source';

/** What of a list is read, where that is not all of it. */
export interface ListPart {
  /** Stops after this many items; absent: no limit. */
  readonly maxItems?: number;
  /** Goes on where another list, an AWS CLI run or a boto3 paginator was cut. The page size must be the same as there. */
  readonly startingToken?: string;
}

/** The place of the next page in a list, and what has to be known of the pages before it. Never changes. */
export interface PageCursor {
  readonly at: ListPosition;
  readonly maxItems: number;
  /** Items that may still be taken before the list is cut. */
  readonly room: number;
  /** The tokens of all pages so far, against a service that repeats itself. */
  readonly tokens: readonly string[];
  /** Pages without anything in a row. */
  readonly emptyPages: number;
}

/** What follows from one page: what to take of it, and how the list goes on. */
export interface Step<T> {
  /** The items that were not taken before and that are within the limit. */
  readonly items: readonly T[];
  readonly next:
    | { readonly kind: 'more'; readonly cursor: PageCursor }
    /** Stopped at the most items; the cursor goes on for as many again, and the token does so in the AWS CLI. */
    | { readonly kind: 'cut'; readonly cursor: PageCursor; readonly resumeToken: string }
    /** The list would not end if it was read on by itself. */
    | { readonly kind: 'fault'; readonly cursor: PageCursor; readonly error: SourceError }
    | { readonly kind: 'end' };
}

const mostPages = 10_000;
const mostEmptyPages = 20;

/**
 * Returns the cursor at the beginning of a list, or of a part of it.
 * @throws {RangeError} for a starting token that is none.
 */
export function startOf({ maxItems = Number.POSITIVE_INFINITY, startingToken }: ListPart = {}): PageCursor {
  const at = startingToken ? decodeStartingToken(startingToken) : { nextToken: undefined, used: 0 };
  return { at, maxItems, room: maxItems, tokens: [], emptyPages: 0 };
}

/**
 * Returns what to take of the page at a cursor and where the list goes on, as botocore's paginator does. MaxItems and
 * StartingToken are in here alone.
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
