import { isNewer, type OpportunitySummary } from '../model/opportunity';
import { compareMoments } from '../time/moments';
import type { OpportunityLists } from './opportunityLists';
import { newestOf } from './watchedSource';

/** Milliseconds before a date that are looked at too: AWS's index may be late with what was just modified. */
const margin = 60_000;
/** Pages of modified opportunities; where there are more, it is no dearer to read the lists again. */
const mostPages = 10;

/**
 * What AWS says was modified while lists were read: it is asked before the reading begins, for the versions of that moment,
 * and after it has ended.
 */
export class Modifications {
  private readonly known = new Map<string, OpportunitySummary>();

  constructor(
    private readonly lists: OpportunityLists,
    private readonly signal: AbortSignal,
  ) {}

  /** The newest versions that AWS named, whether a list holds them or not. */
  get versions(): Iterable<OpportunitySummary> {
    return this.known.values();
  }

  /**
   * Asks for what was modified last. Never rejects: without an answer more lists than necessary are taken for changed.
   * @returns some of the newest opportunities in the catalog
   */
  async open(): Promise<readonly OpportunitySummary[]> {
    try {
      let pages = 0;
      for await (const items of this.lists.modifiedSince(undefined, this.signal)) {
        this.remember(items);
        pages += 1;
        // Those without a date may come first.
        if (newestOf(items) !== undefined || pages === mostPages) return items;
      }
    } catch {
      // Whatever it is, the lists meet it too, and say so.
    }
    return [];
  }

  /**
   * Asks for what was modified since a moment, and a minute before it. Where that takes several requests, the newest are
   * asked for once more at the end: what is modified between them moves to the front of the list, and others behind it
   * would be passed over.
   * @param since by AWS's clock; undefined: since ever
   * @returns undefined where that is so much that reading the lists again is no dearer
   * @throws {SourceError} whatever the source throws
   */
  async since(since: string | undefined): Promise<readonly OpportunitySummary[] | undefined> {
    const from = since === undefined ? undefined : new Date(Date.parse(since) - margin).toISOString();
    const modified: OpportunitySummary[] = [];
    let pages = 0;
    for await (const items of this.lists.modifiedSince(from, this.signal)) {
      pages += 1;
      if (pages > mostPages) return undefined;
      modified.push(...items);
    }
    if (pages > 1) modified.push(...(await this.newest(newestOf(modified) ?? from)));
    return modified;
  }

  /** The first of those modified since a moment, the newest among them. */
  private async newest(since: string | undefined): Promise<readonly OpportunitySummary[]> {
    for await (const items of this.lists.modifiedSince(since, this.signal)) if (items.length > 0) return items;
    return [];
  }

  /** Takes note of versions that AWS named; with them a next reading can tell what changed since. */
  remember(items: readonly OpportunitySummary[]): void {
    for (const item of items) {
      if (item.Id !== undefined && isNewer(item, this.known.get(item.Id))) this.known.set(item.Id, item);
    }
  }

  /**
   * True unless it is certain that an opportunity was as it is now when a list was begun.
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

/** Whether a moment is no earlier than a minute before another. */
export function isWithinMargin(date: string | undefined, since: string | undefined): boolean {
  return date !== undefined && (since === undefined || Date.parse(date) >= Date.parse(since) - margin);
}
