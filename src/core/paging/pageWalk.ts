import { advance, type PageCursor, type Step } from './pageCursor';
import type { Page } from './source';

/**
 * Reads a list page by page with any function that reads a page.
 * @throws {SourceError} any error of `read`, and `repeatedToken` or `tooManyEmptyPages` for a list that does not end
 */
export async function* walkPages<T>(
  read: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  start: PageCursor,
  signal: AbortSignal,
): AsyncGenerator<Step<T>, void, void> {
  for (let cursor = start; ; ) {
    const step = advance(cursor, await read(cursor.at.nextToken, signal));
    yield step;
    const { next } = step;
    if (next.kind === 'fault') throw next.error;
    if (next.kind !== 'more') return;
    cursor = next.cursor;
  }
}
