import { isNewer, type OpportunitySummary } from '../model/opportunity';
import { hiddenPatience } from '../paging/patience';
import type { Page } from '../paging/source';
import { isWithinMargin, margin } from '../time/indexDelay';
import { compareMoments } from '../time/moments';
import type { Manner, OpportunityLists } from './opportunityLists';
import { newestOf } from './watchedSource';

/** The maximum number of pages of modified opportunities: with more, reading the lists again costs no more. */
export const mostPages = 10;

/** How often the newest are requested again if what was modified meanwhile takes several requests too. */
const mostTries = 3;

/**
 * What AWS says was modified while lists were read. It is asked before the reading begins, for the versions at that
 * moment, and after the reading has ended.
 */
export class Modifications {
  private readonly known = new Map<string, OpportunitySummary>();
  /** All that was modified after this moment was known before the reading began. */
  private lookedBackTo: string | undefined;
  private faults = 0;

  constructor(
    private readonly lists: OpportunityLists,
    private readonly signal: AbortSignal,
  ) {}

  /** The newest versions that AWS sent, whether a list contains them or not. */
  get versions(): Iterable<OpportunitySummary> {
    return this.known.values();
  }

  /**
   * Asks for what was modified last. Never rejects: without an answer, more lists than necessary are considered
   * changed.
   * @returns some of the newest opportunities in the catalog
   */
  async open(): Promise<readonly OpportunitySummary[]> {
    try {
      let pages = 0;
      for await (const { items } of this.lists.modifiedSince(undefined, this.signal, { patience: hiddenPatience })) {
        this.remember(items);
        pages += 1;
        // Opportunities without a date may come first.
        if (newestOf(items) === undefined && pages < mostPages) continue;
        this.lookedBackTo = items.at(-1)?.LastModifiedDate;
        return items;
      }
    } catch {
      // The lists have the same problem, and report it.
    }
    return [];
  }

  /**
   * Asks for what was modified since a moment, and a minute before it. If that takes several requests, the newest are
   * requested once more at the end: whatever is modified in between moves to the front of the list, and other
   * opportunities after it would be skipped. That goes on until one request has all of those, or nothing is new.
   * @param since by AWS's clock; undefined: without a lower limit
   * @param most the maximum number of pages
   * @returns undefined if that is so much that reading the lists again costs no more
   * @throws {SourceError} any error of the source
   */
  async since(
    since: string | undefined,
    { most = mostPages, ...manner }: Manner & { readonly most?: number } = {},
  ): Promise<readonly OpportunitySummary[] | undefined> {
    const from = since === undefined ? undefined : new Date(Date.parse(since) - margin).toISOString();
    const modified: OpportunitySummary[] = [];
    let pages = 0;
    // Later pages may have some that were modified meanwhile, and not the others.
    let known = from;
    for await (const page of this.lists.modifiedSince(from, this.signal, manner)) {
      pages += 1;
      if (pages > most) return undefined;
      if (modified.length === 0) known = newestOf(page.items) ?? known;
      modified.push(...this.take(page));
    }
    const seen = new Set(pages > 1 ? modified.map((item) => JSON.stringify(item)) : []);
    for (let tries = 0; pages > 1; tries++) {
      const newer = tries < mostTries ? await this.newer(known, seen, manner) : undefined;
      if (!newer) return undefined;
      modified.push(...newer.items);
      ({ pages, newest: known } = newer);
    }
    return modified;
  }

  /** The number of entries and fields that could not be read in what was asked for since a moment. */
  get unreadable(): number {
    return this.faults;
  }

  /**
   * Returns those modified since a moment that were not seen before, the number of pages that have any items, and the newest
   * date on the first of these. It reads on until one that was seen follows all that are new.
   * @returns undefined if there are too many pages
   */
  private async newer(since: string | undefined, seen: Set<string>, manner: Manner) {
    const items: OpportunitySummary[] = [];
    let pages = 0;
    let newest: string | undefined;
    for await (const page of this.lists.modifiedSince(since, this.signal, manner)) {
      const unseen = this.take(page).filter((item) => !seen.has(JSON.stringify(item)));
      if (page.items.length > 0) pages += 1;
      if (pages > mostPages) return undefined;
      newest ??= newestOf(page.items);
      items.push(...unseen);
      for (const item of unseen) seen.add(JSON.stringify(item));
      // More of the very same moment may follow.
      const goesOn = unseen.some(({ LastModifiedDate: date }) => compareMoments(date, since) <= 0);
      if (unseen.length < page.items.length && !goesOn) break;
    }
    return { items, pages, newest: newest ?? since };
  }

  private take({ items, skipped, unreadable }: Page<OpportunitySummary>): readonly OpportunitySummary[] {
    this.faults += skipped + unreadable;
    return items;
  }

  /** Remembers versions that AWS sent, so that the next reading can tell what has changed since. */
  remember(items: readonly OpportunitySummary[]): void {
    for (const item of items) {
      if (item.Id !== undefined && isNewer(item, this.known.get(item.Id))) this.known.set(item.Id, item);
    }
  }

  /**
   * True unless it is certain that an opportunity has not changed since a list was begun.
   * @param since when the list was begun, by AWS's clock
   * @param held the version that was read, if one was
   */
  isTouched(item: OpportunitySummary, since: string | undefined, held: OpportunitySummary | undefined): boolean {
    const { Id: id, LastModifiedDate: date } = item;
    if (since === undefined || date === undefined || compareMoments(date, since) > 0) return true;
    if (!isWithinMargin(date, since)) return false;
    const same = (other: OpportunitySummary | undefined) => JSON.stringify(other) === JSON.stringify(item);
    if (id === undefined) return true;
    const before = this.known.get(id);
    if (before) return !same(before);
    // It was not there before. What the list shows of it may have come with a later page, after others were skipped.
    if (this.lookedBackTo !== undefined && compareMoments(date, this.lookedBackTo) > 0) return true;
    return !same(held);
  }
}
