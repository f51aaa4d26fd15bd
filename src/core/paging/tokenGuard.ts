import { SourceError } from '../errors/sourceError';
import type { Page } from './source';

const maxPages = 10_000;
const maxEmptyPages = 20;

/** Watches the tokens of one list, so that a service that repeats itself cannot keep a reader going for ever. */
export class TokenGuard {
  private readonly seen = new Set<string>();
  private empty = 0;

  /** Takes note of a page; answers why the list must not be read further, if so. */
  check(page: Page<unknown>): SourceError | undefined {
    this.empty = page.items.length + page.skipped + (page.outside ?? 0) > 0 ? 0 : this.empty + 1;
    if (page.nextToken === undefined) return undefined;
    if (this.seen.has(page.nextToken) || this.seen.size >= maxPages) return new SourceError('repeatedToken');
    this.seen.add(page.nextToken);
    if (this.empty <= maxEmptyPages) return undefined;
    const pages = this.empty;
    this.empty = 0;
    return new SourceError('tooManyEmptyPages', { args: [String(pages)] });
  }
}
