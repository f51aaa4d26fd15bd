import type { Dialect } from './dialect';
import type { Place } from './listOrder';
import type { Selection } from './opportunityIndex';

/** Where a page begins. */
export interface Bookmark {
  /** The number of preceding opportunities, or the place of the last one. */
  readonly after: number | Place;
  /** The number of empty pages to send first. */
  readonly empty: number;
  /** When the token was written, or its number; 0 when neither matters. */
  readonly stamp: number;
}

export interface Cut {
  readonly start: number;
  readonly end: number;
  /** Absent at the end of the list. */
  readonly next?: Omit<Bookmark, 'stamp'>;
}

/** Cuts the page at a bookmark out of a list, or the first page without a bookmark. */
export function cutPage(
  list: Selection,
  bookmark: Bookmark | undefined,
  maxResults: number,
  { pages, tokens }: Pick<Dialect, 'pages' | 'tokens'>,
): Cut {
  const { after, empty } = bookmark ?? { after: 0, empty: pages === 'empty' ? 1 : 0 };
  const start = typeof after === 'number' ? after : list.indexAfter(after);
  if (empty > 0) return { start, end: start, next: { after, empty: empty - 1 } };
  const most = pages === 'short' ? 1 + ((start * 7) % maxResults) : maxResults;
  const end = Math.min(start + most, list.length);
  const isLast = pages === 'emptyEnd' ? start >= list.length : end >= list.length;
  if (isLast) return { start, end };
  const last = tokens === 'keyset' ? list.placeAt(end - 1) : undefined;
  return { start, end, next: { after: last ?? end, empty: pages === 'empty' ? end % 3 : 0 } };
}
