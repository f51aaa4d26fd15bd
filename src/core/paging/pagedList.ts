import { asSourceError, type SourceError } from '../errors/sourceError';
import { advance, type PageCursor } from './pageCursor';
import type { ListPosition } from './resumeToken';
import type { Page, Patience, Priority } from './source';

/** Distinguishes the items of a list, and the versions of one item. */
export interface Identity<T> {
  /** Returns the id of an item; an item without an id differs from every other. */
  idOf(item: T): string | undefined;
  /** True if `a` is at least as new a version as `b`. */
  isNewer(a: T, b: T): boolean;
}

/**
 * What is known about the end of a list. It is the last row of the list in the tree, and lazy loading, "20+" and a
 * retry at the same token all depend on it.
 */
export type Tail =
  | { readonly kind: 'unread' }
  /** `waiting`: for the end of a failure, after which it is retried automatically. */
  | { readonly kind: 'loading'; readonly at: ListPosition; readonly waiting?: SourceError }
  /** `stopped`: by the person, while the page at this position was being read. */
  | { readonly kind: 'more'; readonly at: ListPosition; readonly stopped?: true }
  /** Stopped at the requested number of items. The token continues the list here and in the AWS CLI. */
  | { readonly kind: 'cut'; readonly at: ListPosition; readonly resumeToken: string }
  | { readonly kind: 'failed'; readonly at: ListPosition; readonly error: SourceError }
  | { readonly kind: 'end' };

/** Reads the page at a token; without a token, the first page. Throws a {@link SourceError} for every failure. */
export type ReadPage<T> = (
  nextToken: string | undefined,
  priority: Priority,
  signal: AbortSignal,
  patience: Patience | undefined,
) => Promise<Page<T>>;

/** The owner of a list, which makes decisions for it. */
export interface ListOwner<T> {
  /** Returns the actual priority of a page that was requested with this one. */
  priority(asked: Priority): Priority;
  /** Returns those items that belong in the list. */
  admit(items: readonly T[]): readonly T[];
  changed(): void;
  /** Returns the milliseconds for which a page waits for the end of a failure; 0: not at all. */
  patience(): number;
}

/** A list as read so far: its items, in the order of the service, and a tail. */
export class PagedList<T> {
  private list: T[] = [];
  private readonly indexById = new Map<string, number>();
  private disposed = false;
  /** True once somebody waited for something to show. */
  private awaited = false;
  /** The load in progress; the part of it until there is something to show; what aborts it, and what ends a wait in it. */
  private running: Promise<void> | undefined;
  private visible: Promise<void> | undefined;
  private call = new AbortController();
  private tryNow = () => {};
  private state: Tail = { kind: 'unread' };
  private cursor: PageCursor;
  private pageCount = 0;
  private leftOut: Notices = { skipped: 0, unreadable: 0 };
  private rewriteCount = 0;
  private sentCount = 0;
  private altered = false;

  constructor(
    private readonly identity: Identity<T>,
    private readonly read: ReadPage<T>,
    private readonly start: PageCursor,
    protected owner: ListOwner<T>,
  ) {
    this.cursor = start;
  }

  get items(): readonly T[] {
    return this.list;
  }

  get tail(): Tail {
    return this.state;
  }

  /** The number of pages read so far; a refresh reads as many. */
  get pages(): number {
    return this.pageCount;
  }

  /** How often items changed in a way other than being added at the end. */
  get rewrites(): number {
    return this.rewriteCount;
  }

  /** True if items left or entered the list in another way than by its pages, which its position may not fit any more. */
  get isAltered(): boolean {
    return this.altered;
  }

  /** The number of items in the pages so far, whether the list shows each of them or not. */
  get sent(): number {
    return this.sentCount;
  }

  /**
   * What could not be read in the pages so far: entries that were left out, and fields that were left out of the shown
   * entries.
   */
  get notices(): { readonly skipped: number; readonly unreadable: number } {
    return this.leftOut;
  }

  /** Reads the first page unless it was read or is being read: any number of calls make one request. Never rejects. */
  firstPage(priority: Priority = 'foreground'): Promise<void> {
    return this.state.kind === 'unread' ? this.load(priority) : (this.running ?? Promise.resolve());
  }

  /**
   * Does the same, but does not wait until a failure is over: resolves as soon as there is something to show. If it is
   * stopped, that is shown: the list is not read again until somebody asks for that.
   */
  async firstRows(): Promise<void> {
    this.awaited = true;
    void this.firstPage();
    await this.visible;
  }

  /**
   * Reads the next page, or the failed one again at its own token. If the list is waiting, it tries again immediately.
   * Never rejects: a failure becomes the tail.
   * @param signal aborts what this call has begun, and leaves the list as it was before
   */
  loadMore(priority: Priority = 'foreground', signal?: AbortSignal): Promise<void> {
    switch (this.state.kind) {
      case 'unread':
      case 'cut':
      case 'more':
      case 'failed':
        return this.load(priority, signal);
      default:
        this.tryNow();
        return this.running ?? Promise.resolve();
    }
  }

  /**
   * Reads as far as another list was read: as many pages, or to its end. Pages that the other list loads in the
   * meantime count too. Never rejects.
   */
  async readAsFarAs(other: PagedList<T>): Promise<void> {
    await this.firstPage();
    const wanted = () => other.pages + (other.tail.kind === 'loading' ? 1 : 0);
    const goesOn = () => (other.tail.kind === 'end' ? this.tail.kind === 'more' : this.pages < wanted());
    const canGoOn = ({ tail }: PagedList<T>) => tail.kind === 'cut' || (tail.kind === 'more' && !tail.stopped);
    while (canGoOn(this) && goesOn()) await this.loadMore();
  }

  /** Replaces an item of this list with another version, unless that is older. */
  renew(item: T): void {
    const { rewriteCount } = this;
    this.put(item);
    if (this.rewriteCount !== rewriteCount) this.owner.changed();
  }

  /** Returns the version of an item in this list. */
  find(id: string): T | undefined {
    const index = this.indexById.get(id);
    return index === undefined ? undefined : this.list[index];
  }

  /** Removes the item with this id, because a newer version of it arrived elsewhere. */
  drop(id: string): void {
    if (!this.indexById.has(id)) return;
    this.altered = true;
    this.hold(this.list.filter((item) => this.identity.idOf(item) !== id));
    this.owner.changed();
  }

  /** Shows exactly these items, in this order. The owner is not told, because it may change several lists at once. */
  arrange(items: readonly T[]): void {
    const isNew = (id: string | undefined) => id === undefined || !this.indexById.has(id);
    const { length } = this.list;
    this.altered ||= items.length !== length || items.some((item) => isNew(this.identity.idOf(item)));
    this.hold(items);
  }

  /** Gives the list to another owner, who decides which items belong in it. */
  handTo(owner: ListOwner<T>): void {
    this.owner = owner;
    this.hold(owner.admit(this.list));
  }

  /** Aborts the load in progress, and keeps the items and the position. */
  stop(): void {
    this.call.abort();
  }

  /** Aborts the load in progress for good. A late page is discarded. */
  dispose(): void {
    this.disposed = true;
    this.stop();
  }

  private load(priority: Priority, signal?: AbortSignal): Promise<void> {
    if (this.disposed) return Promise.resolve();
    const first = this.state.kind === 'unread';
    this.state = { kind: 'loading', at: this.cursor.at };
    // The first page needs no event: VS Code shows its rows as the pending children of their group.
    if (!first) this.owner.changed();
    const call = new AbortController();
    const stop = () => call.abort();
    this.call = call;
    signal?.addEventListener('abort', stop, { once: true });
    let show = () => {};
    this.visible = new Promise((resolve) => {
      show = resolve;
    });
    this.running = this.readOn(priority, show).then((tail) => {
      signal?.removeEventListener('abort', stop);
      show();
      if (this.disposed) return;
      this.running = undefined;
      this.state = tail;
      this.owner.changed();
    });
    return this.running;
  }

  /** Reads on until a page has items: an empty page with a next token is not the end. */
  private async readOn(priority: Priority, show: () => void): Promise<Tail> {
    const { signal } = this.call;
    for (;;) {
      const { at } = this.cursor;
      let page: Page<T>;
      try {
        page = await this.read(at.nextToken, this.owner.priority(priority), signal, this.patience(at, show));
      } catch (thrown) {
        const error = asSourceError(thrown);
        if (signal.aborted) {
          return this.pageCount === 0 && !this.awaited ? { kind: 'unread' } : { kind: 'more', at, stopped: true };
        }
        return { kind: 'failed', error: this.cursor === this.start ? ofStart(error, at) : error, at };
      }
      if (this.disposed) return this.state;
      const { items, next } = advance(this.cursor, page);
      this.pageCount += 1;
      this.sentCount += items.length;
      this.leftOut = add(this.leftOut, page);
      // Rows never jump: an item that is sent again keeps its place and shows its newest version.
      for (const item of this.owner.admit(items)) this.put(item);
      if (next.kind === 'end') return { kind: 'end' };
      this.cursor = next.cursor;
      const goesOnAt = next.cursor.at;
      if (next.kind === 'cut') return { kind: 'cut', at: goesOnAt, resumeToken: next.resumeToken };
      if (next.kind === 'fault') return { kind: 'failed', at: goesOnAt, error: next.error };
      if (page.items.length > 0) return { kind: 'more', at: goesOnAt };
      this.state = { kind: 'loading', at: goesOnAt };
    }
  }

  /** Shows that the page at a position waits for the end of a failure. */
  private patience(at: ListPosition, show: () => void): Patience | undefined {
    const most = this.owner.patience();
    if (most === 0) return undefined;
    const { signal } = this.call;
    const waiting = (error: SourceError, tryNow: () => void) => {
      if (signal.aborted) return;
      this.tryNow = tryNow;
      this.state = { kind: 'loading', at, waiting: error };
      show();
      this.owner.changed();
    };
    return { most, waiting };
  }

  private put(item: T): void {
    const id = this.identity.idOf(item);
    const index = id === undefined ? undefined : this.indexById.get(id);
    const held = index === undefined ? undefined : this.list[index];
    if (index !== undefined && held !== undefined) {
      if (!this.identity.isNewer(item, held)) return;
      this.list[index] = item;
      this.rewriteCount += 1;
      return;
    }
    if (id !== undefined) this.indexById.set(id, this.list.length);
    this.list.push(item);
  }

  private hold(items: readonly T[]): void {
    this.list = [];
    this.rewriteCount += 1;
    this.indexById.clear();
    for (const item of items) this.put(item);
  }
}

type Notices = PagedList<unknown>['notices'];

function add(a: Notices, b: Notices): Notices {
  return { skipped: a.skipped + b.skipped, unreadable: a.unreadable + b.unreadable };
}

/** A starting token that is refused once is refused again, so reading the list again does not help. */
function ofStart(error: SourceError, { nextToken, used }: ListPosition): SourceError {
  if (error.code !== 'tokenRejected' || (nextToken === undefined && used === 0)) return error;
  return error.withRemedies([{ kind: 'fromBeginning' }]);
}
