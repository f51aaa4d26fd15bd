import { asSourceError, SourceError } from '../errors/sourceError';
import { advance, type PageCursor } from './pageCursor';
import type { ListPosition } from './resumeToken';
import type { Page, Priority } from './source';

/** What tells the items of a list apart, and the versions of one from each other. */
export interface Identity<T> {
  /** Returns the id of an item; one that has none is like no other. */
  idOf(item: T): string | undefined;
  /** True where `a` is at least as new a version as `b`. */
  isNewer(a: T, b: T): boolean;
}

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

/** Reads the page at a token; without one, the first page. Throws a {@link SourceError} for every failure. */
export type ReadPage<T> = (nextToken: string | undefined, priority: Priority, signal: AbortSignal) => Promise<Page<T>>;

/** Whom a list belongs to. */
export interface ListOwner<T> {
  /** Returns how urgent a page is that was asked for so. */
  priority(asked: Priority): Priority;
  /** Returns those of the items that belong into the list. */
  admit(items: readonly T[]): readonly T[];
  changed(): void;
  /**
   * Waits for what went wrong to pass, the longer the more often it did.
   * @returns undefined where there is no hope of that; else resolves when it is time to try again, or `hurry` is aborted.
   */
  patience(error: SourceError, failures: number, hurry: AbortSignal): Promise<void> | undefined;
}

/** A list as read so far: its items, in the order of the service, and a tail. */
export class PagedList<T> {
  private list: T[] = [];
  private readonly indexById = new Map<string, number>();
  private disposed = false;
  /** The load under way: all of it, until it has something to show, and what ends it or a pause in it. */
  private running: Promise<void> | undefined;
  private visible: Promise<void> | undefined;
  private call = new AbortController();
  private pause = new AbortController();
  private state: Tail = { kind: 'unread' };
  private cursor: PageCursor;
  private pageCount = 0;
  private leftOut: Notices = { skipped: 0, unreadable: 0 };
  private rewriteCount = 0;

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
    return this.state.kind === 'unread' ? this.load(priority) : (this.running ?? Promise.resolve());
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
    switch (this.state.kind) {
      case 'unread':
      case 'cut':
      case 'more':
      case 'failed':
        return this.load(priority, signal);
      default:
        this.pause.abort();
        return this.running ?? Promise.resolve();
    }
  }

  /**
   * Reads as far as another list was read: as many pages, or to its end. What that one loads meanwhile counts too. Never
   * rejects.
   */
  async readAsFarAs(other: PagedList<T>): Promise<void> {
    await this.firstPage();
    const wanted = () => other.pages + (other.tail.kind === 'loading' ? 1 : 0);
    const goesOn = () => (other.tail.kind === 'end' ? this.tail.kind === 'more' : this.pages < wanted());
    while ((this.tail.kind === 'more' || this.tail.kind === 'cut') && goesOn()) await this.loadMore();
  }

  /** Takes another version of an item that this list holds, unless it is older. */
  renew(item: T): void {
    const { rewriteCount } = this;
    this.put(item);
    if (this.rewriteCount !== rewriteCount) this.owner.changed();
  }

  /** The version of an item that this list holds. */
  find(id: string): T | undefined {
    const index = this.indexById.get(id);
    return index === undefined ? undefined : this.list[index];
  }

  /** Leaves out the item with this id: a newer version of it came in elsewhere. */
  drop(id: string): void {
    if (!this.indexById.has(id)) return;
    this.hold(this.list.filter((item) => this.identity.idOf(item) !== id));
    this.owner.changed();
  }

  /** Gives the list to another owner, who is asked which of the items belong into it. */
  handTo(owner: ListOwner<T>): void {
    this.owner = owner;
    this.hold(owner.admit(this.list));
  }

  /** Ends what is under way. A late page has nowhere to land. */
  dispose(): void {
    this.disposed = true;
    this.call.abort();
    this.pause.abort();
  }

  private load(priority: Priority, signal?: AbortSignal): Promise<void> {
    if (this.disposed) return Promise.resolve();
    const first = this.state.kind === 'unread';
    this.state = { kind: 'loading', at: this.cursor.at };
    // The very first page shows by itself, as the pending children of its group.
    if (!first) this.owner.changed();
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

  /** Reads on until a page holds something: an empty page that names a next one is not the end. */
  private async readOn(priority: Priority, show: () => void): Promise<Tail> {
    const { signal } = this.call;
    for (let failures = 0; ; ) {
      const { at } = this.cursor;
      let page: Page<T>;
      try {
        page = await this.read(at.nextToken, this.owner.priority(priority), signal);
      } catch (thrown) {
        const error = asSourceError(thrown);
        failures += 1;
        this.pause = new AbortController();
        const passing = signal.aborted ? undefined : this.owner.patience(error, failures, this.pause.signal);
        if (passing !== undefined) {
          this.state = { kind: 'loading', at, waiting: error };
          show();
          this.owner.changed();
          await passing;
        }
        if (signal.aborted) return this.pageCount === 0 ? { kind: 'unread' } : { kind: 'more', at, stopped: true };
        if (passing !== undefined) continue;
        return { kind: 'failed', error: this.cursor === this.start ? ofStart(error, at) : error, at };
      }
      if (this.disposed) return this.state;
      failures = 0;
      const { items, next } = advance(this.cursor, page);
      this.pageCount += 1;
      this.leftOut = add(this.leftOut, page);
      // Rows never jump: an item that comes again keeps its place and shows its newest version.
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
  const { requestId, origin, invalidFields } = error;
  const details = { ...(requestId && { requestId }), ...(origin && { origin }), invalidFields };
  return new SourceError(error.code, { ...details, remedies: [{ kind: 'fromBeginning' }] });
}
