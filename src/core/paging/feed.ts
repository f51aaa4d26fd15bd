import { asSourceError, SourceError } from '../errors/sourceError';
import type { ListReading } from '../lists/listReading';
import type { OpportunitySummary, Stage } from '../model/opportunity';
import { compareMoments } from '../time/moments';
import { encodeResumeToken, type ListPosition } from './resumeToken';
import type { Page, Priority } from './source';
import { TokenGuard } from './tokenGuard';

/** A list that is read page by page: that of one stage, or the whole list under the filter. */
export type FeedKey = Stage | 'All';

/**
 * What is known about the end of a list. It is the last row of the list in the tree: lazy loading, "20+" and a retry
 * at the same token are all read off it.
 */
export type Tail =
  | { readonly kind: 'unread' }
  /** `waiting`: for what went wrong to pass; then it is tried again by itself. */
  | { readonly kind: 'loading'; readonly at: ListPosition; readonly waiting?: SourceError }
  /** `stopped`: by the person, on the way to the page at this place. */
  | { readonly kind: 'more'; readonly at: ListPosition; readonly stopped?: true }
  /** Stopped at the most items that were asked for; the token goes on here and in the AWS CLI. */
  | { readonly kind: 'cut'; readonly at: ListPosition; readonly resumeToken: string }
  | { readonly kind: 'failed'; readonly at: ListPosition; readonly error: SourceError }
  | { readonly kind: 'end' };

/** Where a list begins and ends, when that is not the service's own beginning and end. */
export interface FeedLimits {
  readonly start?: ListPosition;
  /** Stops after this many items; Load More goes on for as many again. */
  readonly maxItems?: number;
}

const beginning: ListPosition = { nextToken: undefined, used: 0 };

/** One look at what was modified while lists were read. Lists that share one fit together: nothing is missing between them. */
export interface Closing {
  /** When it was made, by this computer's clock. */
  readonly at: Date;
}

/** What a feed needs of its pipeline. */
export interface FeedOwner {
  /** How urgent a page of this feed is that was asked for so. */
  priority(feed: Feed, asked: Priority): Priority;
  /** Gives back those of the items that belong into this feed. */
  claim(feed: Feed, items: readonly OpportunitySummary[]): readonly OpportunitySummary[];
  changed(feed: Feed): void;
  /**
   * Waits for what went wrong to pass, the longer the more often it did.
   * @returns undefined where there is no hope of that; else resolves when it is time to try again, or `hurry` is aborted.
   */
  patience(feed: Feed, error: SourceError, failures: number, hurry: AbortSignal): Promise<void> | undefined;
}

/** A list as read so far: its items, in the order of the service, and a tail. */
export class Feed {
  private list: OpportunitySummary[] = [];
  private readonly indexById = new Map<string, number>();
  private readonly guard = new TokenGuard();
  private disposed = false;
  /** The load under way: all of it, until it has something to show, and what ends it or a pause in it. */
  private running: Promise<void> | undefined;
  private visible: Promise<void> | undefined;
  private call = new AbortController();
  private pause = new AbortController();
  private state: Tail = { kind: 'unread' };
  private pageCount = 0;
  private leftOut: Notices = { skipped: 0, unreadable: 0 };
  private received = 0;
  private limit: number | undefined;
  private rewriteCount = 0;
  private closedBy: Closing | 'changing' | undefined;

  constructor(
    readonly key: FeedKey,
    /** How it is read, and when that began. */
    readonly reading: Pick<ListReading, 'page' | 'asked' | 'sentCloseDates' | 'readAt' | 'since' | 'confirm'>,
    private readonly owner: FeedOwner,
    private readonly limits: FeedLimits = {},
  ) {
    this.limit = limits.maxItems;
  }

  get items(): readonly OpportunitySummary[] {
    return this.list;
  }

  get tail(): Tail {
    return this.state;
  }

  /** Pages read so far; a refresh reads as many. */
  get pages(): number {
    return this.pageCount;
  }

  /** How often items changed in another way than by more of them at the end. */
  get rewrites(): number {
    return this.rewriteCount;
  }

  /** What could not be read of the pages so far: entries left out, and fields left out of the entries shown. */
  get notices(): { readonly skipped: number; readonly unreadable: number } {
    return this.leftOut;
  }

  /** Reads the first page unless that was done or is under way: any number of calls are one request. Never rejects. */
  firstPage(priority: Priority = 'foreground'): Promise<void> {
    return this.state.kind === 'unread'
      ? this.load(this.limits.start ?? beginning, priority)
      : (this.running ?? Promise.resolve());
  }

  /** The same, but does not wait for a failure to pass: resolves as soon as there is something to show. */
  async firstRows(): Promise<void> {
    void this.firstPage();
    await this.visible;
  }

  /**
   * Reads the next page, or the one that failed again at its own token; one that waits is tried at once. Never rejects: a
   * failure becomes the tail.
   * @param signal ends what this call has begun, and leaves the list as it was before
   */
  loadMore(priority: Priority = 'foreground', signal?: AbortSignal): Promise<void> {
    const tail = this.state;
    switch (tail.kind) {
      case 'unread':
        return this.load(this.limits.start ?? beginning, priority, signal);
      case 'cut':
        this.limit = this.received + (this.limits.maxItems ?? 0);
        return this.load(tail.at, priority, signal);
      case 'more':
      case 'failed':
        return this.load(tail.at, priority, signal);
      default:
        this.pause.abort();
        return this.running ?? Promise.resolve();
    }
  }

  /**
   * How it is known that nothing was lost while the list was read to its end: by the closing it took part in. `changing`:
   * it changed each time it was read. Undefined: nobody looked.
   */
  get closing(): Closing | 'changing' | undefined {
    return this.closedBy;
  }

  /** True where the list was read to its end as it was at one moment: in one request, or confirmed by a closing. */
  get isOneMoment(): boolean {
    return this.state.kind === 'end' && (this.pageCount <= 1 || typeof this.closedBy === 'object');
  }

  /** Takes note of how the look at what changed meanwhile ended. */
  close(closing: Closing | 'changing'): void {
    this.closedBy = closing;
    this.owner.changed(this);
  }

  /** Takes another version of an opportunity that this feed holds, unless it is older. */
  renew(item: OpportunitySummary): void {
    const { rewriteCount } = this;
    this.put(item);
    if (this.rewriteCount !== rewriteCount) this.owner.changed(this);
  }

  /** The version of an opportunity that this feed holds. */
  find(id: string): OpportunitySummary | undefined {
    const index = this.indexById.get(id);
    return index === undefined ? undefined : this.list[index];
  }

  /** Leaves out the opportunity with this id: a newer version of it came in elsewhere. */
  drop(id: string): void {
    if (!this.indexById.has(id)) return;
    this.hold(this.list.filter((item) => item.Id !== id));
    this.owner.changed(this);
  }

  /** Asks the owner again which of the items belong here. */
  reclaim(): void {
    this.hold(this.owner.claim(this, this.list));
  }

  /** Ends what is under way. A late page has nowhere to land. */
  dispose(): void {
    this.disposed = true;
    this.call.abort();
    this.pause.abort();
  }

  private load(at: ListPosition, priority: Priority, signal?: AbortSignal): Promise<void> {
    if (this.disposed) return Promise.resolve();
    const first = this.state.kind === 'unread';
    this.state = { kind: 'loading', at };
    // The very first page shows by itself, as the pending children of its group.
    if (!first) this.owner.changed(this);
    const call = new AbortController();
    const stop = () => {
      call.abort();
      this.pause.abort();
    };
    this.call = call;
    signal?.addEventListener('abort', stop, { once: true });
    let show = () => {};
    this.visible = new Promise((resolve) => {
      show = resolve;
    });
    this.running = this.readOn(at, priority, show).then((tail) => {
      signal?.removeEventListener('abort', stop);
      show();
      if (this.disposed) return;
      this.running = undefined;
      this.state = tail;
      this.owner.changed(this);
    });
    return this.running;
  }

  /** Reads on until a page holds something: an empty page that names a next one is not the end. */
  private async readOn(start: ListPosition, priority: Priority, show: () => void): Promise<Tail> {
    const { signal } = this.call;
    let at = start;
    for (let failures = 0; ; ) {
      let page: Page<OpportunitySummary>;
      try {
        page = await this.reading.page(at.nextToken, this.owner.priority(this, priority), signal);
      } catch (thrown) {
        const error = asSourceError(thrown);
        failures += 1;
        this.pause = new AbortController();
        const passing = signal.aborted ? undefined : this.owner.patience(this, error, failures, this.pause.signal);
        if (passing !== undefined) {
          this.state = { kind: 'loading', at, waiting: error };
          show();
          this.owner.changed(this);
          await passing;
        }
        if (signal.aborted) return this.pageCount === 0 ? { kind: 'unread' } : { kind: 'more', at, stopped: true };
        if (passing !== undefined) continue;
        return { kind: 'failed', error: at === this.limits.start ? ofStart(error) : error, at };
      }
      if (this.disposed) return this.state;
      failures = 0;
      const kept = this.take(page, at.used);
      if (kept < page.items.length) {
        const cut = { nextToken: at.nextToken, used: kept };
        return { kind: 'cut', at: cut, resumeToken: encodeResumeToken(cut) };
      }
      const error = this.guard.check(page);
      if (page.nextToken === undefined) return { kind: 'end' };
      at = { nextToken: page.nextToken, used: 0 };
      if (error) return { kind: 'failed', error, at };
      if (this.received === this.limit) {
        return { kind: 'cut', at, resumeToken: encodeResumeToken({ ...at, onPageBoundary: true }) };
      }
      if (page.items.length > 0) return { kind: 'more', at };
      this.state = { kind: 'loading', at };
    }
  }

  /** Takes what of a page was not used before and is within the limit; answers how much of the page is used now. */
  private take(page: Page<OpportunitySummary>, used: number): number {
    this.pageCount += 1;
    this.leftOut = add(this.leftOut, page);
    const room = this.limit === undefined ? Number.POSITIVE_INFINITY : this.limit - this.received;
    const items = page.items.slice(used, used + room);
    this.received += items.length;
    // Rows never jump: an opportunity that comes again keeps its place and shows its newest version.
    for (const item of this.owner.claim(this, items)) this.put(item);
    return used + items.length;
  }

  private put(item: OpportunitySummary): void {
    const index = item.Id === undefined ? undefined : this.indexById.get(item.Id);
    if (index !== undefined) {
      if (!isNewer(item, this.list[index])) return;
      this.list[index] = item;
      this.rewriteCount += 1;
      return;
    }
    if (item.Id !== undefined) this.indexById.set(item.Id, this.list.length);
    this.list.push(item);
  }

  private hold(items: readonly OpportunitySummary[]): void {
    this.list = [];
    this.rewriteCount += 1;
    this.indexById.clear();
    for (const item of items) this.put(item);
  }
}

type Notices = Feed['notices'];

function add(a: Notices, b: Notices): Notices {
  return { skipped: a.skipped + b.skipped, unreadable: a.unreadable + b.unreadable };
}

/** A starting token that is refused once is refused again, so reading the list again does not help. */
function ofStart(error: SourceError): SourceError {
  if (error.code !== 'tokenRejected') return error;
  const { requestId, origin, invalidFields } = error;
  const details = { ...(requestId && { requestId }), ...(origin && { origin }), invalidFields };
  return new SourceError(error.code, { ...details, remedies: [{ kind: 'fromBeginning' }] });
}

/** Whether `a` is at least as new as `b`, by AWS's own LastModifiedDate. */
export function isNewer(a: OpportunitySummary, b: OpportunitySummary | undefined): boolean {
  return compareMoments(a.LastModifiedDate, b?.LastModifiedDate) >= 0;
}
