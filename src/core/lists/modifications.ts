import { isNewer, type OpportunitySummary } from '../model/opportunity';
import { hiddenPatience } from '../paging/patience';
import type { Page } from '../paging/source';
import { compareMoments } from '../time/moments';
import type { Manner, OpportunityLists } from './opportunityLists';
import { newestOf } from './watchedSource';

/** Milliseconds before a date that are included too: AWS's index may be late with recent modifications. */
const margin = 60_000;
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
        if (newestOf(items) !== undefined || pages === mostPages) return items;
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
    const seen = new Set<string>();
    let known = from;
    for (let tries = 0; tries <= mostTries; tries++) {
      const walked = await this.walk(known, tries === 0 ? most : mostPages, manner);
      if (!walked) return undefined;
      const before = seen.size;
      for (const item of walked.items) {
        const version = JSON.stringify(item);
        if (!seen.has(version)) modified.push(item);
        seen.add(version);
      }
      if (walked.pages <= 1 || (tries > 0 && seen.size === before)) return modified;
      known = walked.newest ?? known;
    }
    return undefined;
  }

  /** The number of entries and fields that could not be read in what was asked for since a moment. */
  get unreadable(): number {
    return this.faults;
  }

  /**
   * Returns those modified since a moment, the number of pages, and the newest date on the first page with any: later pages
   * may have some that were modified meanwhile, and not the others.
   * @returns undefined if there are more pages
   */
  private async walk(since: string | undefined, most: number, manner: Manner) {
    const items: OpportunitySummary[] = [];
    let pages = 0;
    let newest: string | undefined;
    for await (const page of this.lists.modifiedSince(since, this.signal, manner)) {
      pages += 1;
      if (pages > most) return undefined;
      newest ??= newestOf(page.items);
      items.push(...this.take(page));
    }
    return { items, pages, newest };
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
    return id === undefined || !(same(this.known.get(id)) || same(held));
  }
}

/** True if a date is no earlier than a minute before a moment. */
export function isWithinMargin(date: string | undefined, since: string | undefined): boolean {
  return date !== undefined && (since === undefined || Date.parse(date) >= Date.parse(since) - margin);
}
