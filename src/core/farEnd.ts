import type { Feed } from './feed';
import type { OpportunitySummary, Sort } from './opportunity';
import type { Pipeline } from './pipeline';
import type { Page, Priority } from './source';
import { TokenGuard } from './tokenGuard';

/** Where an opportunity stands in a list: of two, the greater text is the later date. */
type Place = (item: OpportunitySummary) => string | undefined;

/**
 * How places compare in a list of this order, where AWS says it: not how it compares names, and a close date is the
 * partner's to leave out.
 */
function placeIn({ SortBy }: Sort): Place | undefined {
  if (SortBy !== 'LastModifiedDate' && SortBy !== 'CreatedDate') return undefined;
  return (item) => item[SortBy];
}

/** How far one way through a list has come: its last place, for as long as every place came in order. */
class Reach {
  private place: string | undefined;
  private ordered = true;

  constructor(
    private readonly placeOf: Place,
    private readonly descending: boolean,
  ) {}

  /** Whether everything so far had a place and came in order. */
  get inOrder(): boolean {
    return this.ordered;
  }

  take(items: readonly OpportunitySummary[]): void {
    for (const item of items) {
      const place = this.placeOf(item);
      this.ordered &&= place !== undefined && (this.place === undefined || !this.isBefore(place, this.place));
      this.place = place;
    }
  }

  /**
   * Whether nothing that has a place can lie between this and the way that comes towards it. Both must have gone past the
   * other: where they stand at one place, others of that place may not have come yet.
   */
  meets({ place, ordered }: Reach): boolean {
    if (!this.ordered || !ordered || this.place === undefined || place === undefined) return false;
    return this.isBefore(place, this.place);
  }

  /** Whether this has come past the place of an opportunity, so that it was among those taken. */
  isPast(item: OpportunitySummary): boolean {
    const place = this.placeOf(item);
    return place !== undefined && this.place !== undefined && this.isBefore(place, this.place);
  }

  private isBefore(a: string, b: string): boolean {
    return this.descending ? a > b : a < b;
  }
}

/** How far a list in the tree has come. */
class NearEnd {
  private reach: Reach;
  private taken = 0;
  private rewrites: number;

  constructor(
    private readonly feed: Feed,
    private readonly startOver: () => Reach,
  ) {
    this.reach = startOver();
    this.rewrites = feed.rewrites;
  }

  /** As of now. */
  get now(): Reach {
    const { items, rewrites } = this.feed;
    if (rewrites !== this.rewrites) {
      this.reach = this.startOver();
      this.taken = 0;
      this.rewrites = rewrites;
    }
    this.reach.take(items.slice(this.taken));
    this.taken = items.length;
    return this.reach;
  }
}

/**
 * A list read from its end, in the opposite order. A list is read page after page, so a long one keeps everybody waiting;
 * read from both ends it takes half as long. What comes is held back until the two ends meet.
 */
export class FarEnd {
  private readonly list: OpportunitySummary[] = [];
  private readonly guard = new TokenGuard();
  private nextToken: string | undefined;
  private state: 'open' | 'whole' | 'given up' = 'open';
  private pageCount = 0;
  private readonly leftOut = { skipped: 0, unreadable: 0 };

  /** @param reach of the opposite order */
  constructor(private readonly reach: Reach) {}

  /** The opportunities read so far that are not among those read from the beginning, in the order of the list. */
  beyond(near: Reach, read: readonly OpportunitySummary[]): readonly OpportunitySummary[] {
    // One without an id is told from others by its place, and where the two ends stand at one place by all that it has.
    const nameless = new Set(read.filter(({ Id }) => Id === undefined).map((item) => JSON.stringify(item)));
    const isNew = (item: OpportunitySummary) =>
      item.Id !== undefined || !(near.isPast(item) || nameless.has(JSON.stringify(item)));
    return this.list.toReversed().filter(isNew);
  }

  /** How many those are; none once it was given up. */
  get held(): number {
    return this.list.length;
  }

  get pages(): number {
    return this.pageCount;
  }

  get notices(): { readonly skipped: number; readonly unreadable: number } {
    return this.leftOut;
  }

  /** Whether there is a page to read. */
  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** Whether this and what was read from the beginning are all of the list. */
  meets(near: Reach): boolean {
    return this.state === 'whole' || (this.state === 'open' && near.meets(this.reach));
  }

  /** Reads one more page. Never rejects: where it fails this is given up, and the list is read from its beginning alone. */
  async readPage(
    read: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const page = await read(this.nextToken, signal);
      this.pageCount += 1;
      this.leftOut.skipped += page.skipped;
      this.leftOut.unreadable += page.unreadable;
      this.reach.take(page.items);
      this.list.push(...page.items);
      this.nextToken = page.nextToken;
      if (this.guard.check(page) || !this.reach.inOrder) this.giveUp();
      else if (page.nextToken === undefined) this.state = 'whole';
    } catch {
      if (!signal.aborted) this.giveUp();
    }
  }

  private giveUp(): void {
    this.state = 'given up';
    this.list.length = 0;
  }
}

/** The lists of a pipeline that are read from both ends, for as long as one Load All runs. */
export class BothEnds {
  private readonly nearEnds = new Map<Feed, NearEnd>();
  private readonly placeOf: Place | undefined;
  private readonly descending: boolean;

  constructor(private readonly pipeline: Pipeline) {
    const { sort, maxItems, startingToken } = pipeline.query;
    // The end of a part of a list is not that of the service's.
    this.placeOf = maxItems || startingToken ? undefined : placeIn(sort);
    this.descending = sort.SortOrder === 'DESCENDING';
  }

  /** Whether there is anything to read from the end of a list, and reason to. */
  canRead(feed: Feed): boolean {
    const open = feed.tail.kind === 'more' || feed.tail.kind === 'loading';
    return open && this.allSeemDated(0) && !this.meet(feed) && (feed.farEnd?.isOpen ?? true);
  }

  /** Reads one page from the end of a list towards its beginning. Never rejects. */
  async read(feed: Feed, priority: Priority, signal: AbortSignal): Promise<void> {
    if (!this.placeOf) return;
    feed.farEnd ??= new FarEnd(new Reach(this.placeOf, !this.descending));
    const read = (nextToken: string | undefined, ending: AbortSignal) =>
      this.pipeline.read(feed, { nextToken, reversed: true }, priority, ending);
    await feed.farEnd.readPage(read, signal);
  }

  /** Whether `join` would bring the rest of a list, but for what lacks the date that it is ordered by. */
  meet(feed: Feed): boolean {
    const near = feed.farEnd && this.reachOf(feed);
    return near !== undefined && feed.farEnd?.meets(near) === true;
  }

  /**
   * Whether every opportunity seems to have the date that the lists are ordered by. AWS's model does not promise it, and
   * what lacks it may stand last in both directions: behind the place where two ends meet. So it is believed only where
   * none of the opportunities read so far lacks it, and lists of at least `enough` of them were read to their last one.
   */
  allSeemDated(enough: number): boolean {
    const { pipeline } = this;
    const feeds = pipeline.keys.flatMap((key) => pipeline.feed(key) ?? []);
    const read = feeds.filter(({ tail }) => tail.kind !== 'unread');
    const sure = read.filter(({ tail }) => tail.kind === 'end').reduce((sum, { items }) => sum + items.length, 0);
    return feeds.length > 1 && sure >= enough && read.every((feed) => this.reachOf(feed)?.inOrder);
  }

  /** Shows what was read from the end of a list that has more to load; it is then complete. */
  join(feed: Feed): void {
    const near = this.reachOf(feed);
    const { farEnd } = feed;
    if (near && farEnd) feed.end(farEnd.beyond(near, feed.items), farEnd.notices);
  }

  private reachOf(feed: Feed): Reach | undefined {
    const { placeOf } = this;
    if (!placeOf) return undefined;
    const near = this.nearEnds.get(feed) ?? new NearEnd(feed, () => new Reach(placeOf, this.descending));
    this.nearEnds.set(feed, near);
    return near.now;
  }
}
