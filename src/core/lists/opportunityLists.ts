import type { IsMended } from '../errors/connectionFailures';
import { canRetry, SourceError } from '../errors/sourceError';
import type { ListRequest, OpportunitySummary, Sort, Stage } from '../model/opportunity';
import { isStage } from '../model/opportunity';
import { startOf } from '../paging/pageCursor';
import type { ListOwner, ReadPage } from '../paging/pagedList';
import { walkPages } from '../paging/pageWalk';
import { hiddenPatience, patiently, usualPatience } from '../paging/patience';
import type { Page, Patience, Priority } from '../paging/source';
import { criteria } from '../query/criteria';
import type { ListsQuery } from '../query/listsQuery';
import { pageSizes, toRequest } from '../query/request';
import type { Clock } from '../runtime/clock';
import { Emitter } from '../runtime/emitter';
import { compareMoments } from '../time/moments';
import type { Moment } from '../time/zone';
import type { OpportunitySource } from '../wire/operations';
import { hasListBehind, type ListKey, listKeys, type ReadKey } from './listKeys';
import { ListReading } from './listReading';
import { OpportunityList, wasStopped } from './opportunityList';
import type { Refreshed } from './refreshed';
import { RefreshMemory } from './refreshMemory';
import { Strays } from './strays';
import { WatchedSource } from './watchedSource';

const newestFirst: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };

/** How pages are read that belong to no list. */
export interface Manner {
  /** The milliseconds for which it waits for the end of a failure; 0: not at all. */
  readonly patience?: number;
  readonly priority?: Priority;
}

/** What changed: one list, or the opportunities without a known stage. */
export type ListsChange = ReadKey;

/**
 * The opportunities under one source, filter and sort: a list for each stage that the filter asks for, or a single
 * list. An opportunity is shown once, in its newest version, wherever and however often the service sends it.
 */
export class OpportunityLists {
  /** The keys of the lists: the stages that the filter asks for in lifecycle order, or the single list. */
  readonly keys: readonly ListKey[];
  private readonly lists = new Map<ReadKey, OpportunityList>();
  /** The lists that a refresh is filling. Each one replaces the list that is shown when it is complete. */
  private readonly filling = new Set<OpportunityList>();
  private readonly refreshes = new Map<ReadKey, Promise<void>>();
  private readonly refreshErrors = new Map<ReadKey, SourceError>();
  private readonly strays = new Strays();
  private readonly changes = new Emitter<ListsChange>();
  private disposed = false;

  /** The owner of lists that a refresh is filling. They are hidden, and keep every item. */
  private readonly scratch: ListOwner<OpportunitySummary> = {
    priority: () => 'background',
    admit: (items) => items,
    changed: () => {},
    // It gives up sooner: the wait is hidden, and what is shown stays.
    patience: () => (this.clock ? hiddenPatience : 0),
  };

  readonly onDidChange = this.changes.event;
  /** What the refreshes did so far. */
  readonly memory = new RefreshMemory();
  private readonly watched: WatchedSource;
  private readonly life = new AbortController();
  private stopper = new AbortController();

  constructor(
    /** Also reads full records, which are in no list. The caller disposes it together with the lists. */
    readonly source: OpportunitySource,
    readonly query: ListsQuery,
    readonly now: () => Moment,
    /** Without a clock, no list waits until a failure is over. */
    readonly clock?: Clock,
  ) {
    this.watched = new WatchedSource(source);
    this.keys = listKeys(query);
    const behind = hasListBehind(query) ? (['Other'] as const) : [];
    for (const key of [...this.keys, ...behind]) this.lists.set(key, this.newList(key, this.ownerOf(key)));
  }

  /**
   * Returns a list. `Other` has no items of its own: it is the reading of the single list behind those of all stages,
   * and what it finds is in `other`.
   */
  listOf(key: ReadKey): OpportunityList | undefined {
    return this.lists.get(key);
  }

  /** The number of requests for pages so far. */
  get requests(): number {
    return this.watched.requests;
  }

  /** The newest `LastModifiedDate` that AWS has sent so far, of any opportunity. */
  get newest(): string | undefined {
    return this.watched.newest;
  }

  /** True if the first page of the single list has the newest modifications in the catalog. */
  get startsWithNewest(): boolean {
    const { filter, sort, startingToken } = this.query;
    const isNewestFirst = sort.SortBy === newestFirst.SortBy && sort.SortOrder === newestFirst.SortOrder;
    return isNewestFirst && Object.keys(filter).length === 0 && startingToken === undefined;
  }

  /**
   * Returns a new reading of the single list under the filter, or of one stage's, however the lists are split.
   * @param query reads the list of this one instead
   */
  newReading(stage?: Stage, query = this.query): ListReading {
    return new ListReading(this.watched, query, stage, this.now);
  }

  /**
   * Yields what was modified in the catalog since a moment, newest first and whatever the filter is, page by page.
   * @param since ISO 8601; undefined: everything that has a date, and what has none if AWS lists it
   * @throws {SourceError} any error of the source
   */
  async *modifiedSince(
    since: string | undefined,
    signal: AbortSignal,
    { patience = usualPatience, priority = 'foreground' }: Manner = {},
  ): AsyncGenerator<Page<OpportunitySummary>, void> {
    // If the lists cannot be requested, nothing else is requested either.
    if ([...this.lists.values()].every(({ pages }) => pages === 0)) void this.newReading().asked;
    const { catalog } = this.query;
    const range = since === undefined ? undefined : { LastModifiedDate: { AfterLastModifiedDate: since } };
    const filter = { ...range };
    const options = { catalog, sort: newestFirst, filter, pageSize: pageSizes.max, now: this.now() };
    yield* this.walk(toRequest(options), signal, { patience, priority });
  }

  /** True while a list is read or a refresh runs, also while it waits until a failure is over. */
  get loading(): boolean {
    return (
      this.memory.running > 0 ||
      this.refreshes.size > 0 ||
      [...this.lists.values()].some(({ tail }) => tail.kind === 'loading')
    );
  }

  /** How the last refresh of everything that was read ended; undefined before the first one. */
  get lastRefresh(): Refreshed | undefined {
    return this.memory.last;
  }

  /** Notes how a refresh of everything that was read ended. */
  noteRefresh(refreshed: Refreshed): void {
    this.memory.last = refreshed;
    for (const key of this.keys.slice(0, 1)) this.changes.fire(key);
  }

  /** The lists that the last quiet refresh could not bring up to date; empty after any other one. */
  get behind(): readonly ReadKey[] {
    return this.memory.behind;
  }

  /** Calls a listener whenever a page is requested, with the priority of the request. */
  get onDidAsk() {
    return this.watched.onDidAsk;
  }

  /** Calls a listener with the opportunities of each page that AWS sends, whatever the page is for. */
  get onDidRead() {
    return this.watched.onDidRead;
  }

  /** Is aborted by the next `stop`. */
  get stopping(): AbortSignal {
    return this.stopper.signal;
  }

  /**
   * Stops everything that is being loaded, or only these lists. They keep their items and their positions, and Load All
   * leaves a list that is stopped where it is.
   */
  stop(keys?: readonly ReadKey[]): void {
    if (keys) {
      const lists = [...Array.from(keys, (key) => this.lists.get(key)), ...this.filling];
      for (const list of lists) if (list && keys.includes(list.key)) list.stop();
      return;
    }
    const { stopper } = this;
    this.stopper = new AbortController();
    stopper.abort();
    for (const list of [...this.lists.values(), ...this.filling]) list.stop();
  }

  /**
   * Returns why the last refresh could not update a list, so that an older state of it is shown; `aborted` if the person
   * stopped it.
   */
  refreshError(key: ReadKey): SourceError | undefined {
    return this.refreshErrors.get(key);
  }

  /** The opportunities seen so far whose stage is missing or unknown to this version. */
  get other(): readonly OpportunitySummary[] {
    return this.strays.items;
  }

  /** Returns the loaded version of an opportunity. */
  find(id: string): OpportunitySummary | undefined {
    for (const list of this.lists.values()) {
      const found = list.find(id);
      if (found) return found;
    }
    return this.strays.find(id);
  }

  /**
   * Returns an opportunity by its id: the loaded version, or else what the service has.
   * @throws {SourceError} `notFound`, or any error of the source
   */
  async get(id: string, signal: AbortSignal): Promise<OpportunitySummary> {
    return this.find(id) ?? this.reread(id, signal);
  }

  /**
   * Returns an opportunity by its id as the service has it now, and updates a list that contains it. One that moved to
   * another stage stays where it is: its place in that list is unknown until the list is read.
   * @throws {SourceError} `notFound`, or any error of the source
   */
  async reread(id: string, signal: AbortSignal): Promise<OpportunitySummary> {
    const [found] = await this.readByIds([id], signal);
    if (!found) throw new SourceError('notFound');
    this.renew(found);
    return found;
  }

  /**
   * Replaces an opportunity with a newer version in the list that contains it, if it still has the stage of that list.
   */
  renew(item: OpportunitySummary): void {
    const isStray = item.Id !== undefined && this.strays.find(item.Id) !== undefined;
    if (isStray && isUnstaged(item) && this.strays.put(item, 'Other')) this.changes.fire('Other');
    for (const list of this.lists.values()) {
      if (item.Id === undefined || !list.find(item.Id)) continue;
      this.memory.renewed.add(item.Id);
      if (list.key === 'All' || list.key === item.LifeCycle?.Stage) list.renew(item);
    }
  }

  /**
   * Shows exactly these opportunities in each of these lists, in this order, all at once. `Other`: those without a known
   * stage.
   */
  arrange(arranged: ReadonlyMap<ReadKey, readonly OpportunitySummary[]>): void {
    if (this.disposed) return;
    for (const [key, items] of arranged) {
      if (key === 'Other') this.strays.arrange(items);
      else this.lists.get(key)?.arrange(items);
    }
    for (const key of arranged.keys()) this.changes.fire(key);
  }

  /**
   * Returns several opportunities by their ids, in that order: the loaded versions, or else what the service has, with
   * as many in one request as it allows. Those that it does not have are left out.
   * @throws {SourceError} any error of the source
   */
  async getAll(ids: readonly string[], signal: AbortSignal, manner?: Manner): Promise<readonly OpportunitySummary[]> {
    const unknown = ids.filter((id) => !this.find(id));
    const read: OpportunitySummary[] = [];
    for (let start = 0; start < unknown.length; start += criteria.Identifier.most) {
      read.push(...(await this.readByIds(unknown.slice(start, start + criteria.Identifier.most), signal, manner)));
    }
    return ids.flatMap((id) => this.find(id) ?? read.find((item) => item.Id === id) ?? []);
  }

  private async readByIds(
    ids: readonly string[],
    signal: AbortSignal,
    manner?: Manner,
  ): Promise<readonly OpportunitySummary[]> {
    const { catalog, sort } = this.query;
    const request = toRequest({ catalog, sort, filter: { Identifier: ids }, pageSize: ids.length, now: this.now() });
    const found: OpportunitySummary[] = [];
    for await (const { items } of this.walk(request, signal, manner)) {
      found.push(...items.filter(({ Id: id }) => id !== undefined && ids.includes(id)));
      // AWS may send a page that is not full, and may continue after an empty one.
      if (ids.every((id) => found.some((item) => item.Id === id))) break;
    }
    return found;
  }

  /** Reads what a request lists, page by page. Without a manner, it does not wait for the end of a failure. */
  private walk(request: ListRequest, signal: AbortSignal, manner: Manner = {}) {
    const read: ReadPage<OpportunitySummary> = (nextToken, priority, ending, patience) => {
      const asked = nextToken === undefined ? request : { ...request, NextToken: nextToken };
      return this.watched.list(asked, priority, ending, patience);
    };
    return this.walkBy(read, signal, manner);
  }

  /**
   * Reads a list page by page with any function that reads a page of it.
   * @throws {SourceError} any error of the source
   */
  async *walkBy(
    readPage: ReadPage<OpportunitySummary>,
    signal: AbortSignal,
    { patience: most = 0, priority = 'foreground' }: Manner,
  ): AsyncGenerator<Page<OpportunitySummary>, void> {
    const clock = most > 0 ? this.clock : undefined;
    const patience: Patience | undefined = clock && { most, waiting: () => {} };
    let page: Page<OpportunitySummary> = { items: [], skipped: 0, unreadable: 0 };
    const read = async (nextToken: string | undefined, ending: AbortSignal) => {
      const attempt = () => readPage(nextToken, priority, ending, patience);
      page = await (clock ? patiently(attempt, clock, ending) : attempt());
      return page;
    };
    const ending = AbortSignal.any([signal, this.life.signal]);
    for await (const { items } of walkPages(read, startOf(), ending)) yield { ...page, items };
  }

  /** Returns everything that is loaded, stage by stage, as it is now. */
  loaded(): readonly OpportunitySummary[] {
    const none: readonly OpportunitySummary[] = [];
    // Copying whole arrays takes a few milliseconds for 100,000; one item after the other takes thirty.
    return none.concat(...Array.from(this.lists.values(), ({ items }) => items), this.other);
  }

  /** True if every list that is shown was read to its end and was empty. */
  get empty(): boolean {
    const isEmpty = (list: OpportunityList | undefined) => list?.tail.kind === 'end' && list.items.length === 0;
    return this.strays.size === 0 && this.keys.every((key) => isEmpty(this.lists.get(key)));
  }

  /**
   * Reads every list again that was read before: the same number of pages, or to its end if it was read to its end.
   * What is shown stays until the new list is complete, or permanently if the refresh fails. Never rejects.
   */
  async refresh(): Promise<void> {
    await Promise.all(Array.from(this.lists.keys(), (key) => this.refreshList(key)));
  }

  /** Reads one list again (see `refresh`). A call during a refresh joins it. */
  refreshList(key: ReadKey): Promise<void> {
    const running = this.refreshes.get(key);
    if (running !== undefined) return running;
    const old = this.lists.get(key);
    if (!old || old.tail.kind === 'unread') return Promise.resolve();
    if (old.pages === 0 && old.tail.kind === 'loading') return old.firstPage();
    const run = this.refill(old).then(() => {
      this.refreshes.delete(key);
      if (!this.disposed) this.changes.fire(key);
    });
    this.refreshes.set(key, run);
    return run;
  }

  /** Requests again what failed of something that may be over: pages and refreshes, and nothing else. Never rejects. */
  async retryFailed(isMended: IsMended): Promise<void> {
    await Promise.all(
      [...this.lists].map(([key, list]) => {
        // The search in the background has its own way to go on, which reads more than a page.
        if (key === 'Other') return undefined;
        const refreshError = this.refreshErrors.get(key);
        if (refreshError && isMended(refreshError.code)) return this.refreshList(key);
        const { tail } = list;
        if (tail.kind !== 'failed' || !isMended(tail.error.code)) return undefined;
        return canRetry(tail.error) ? list.loadMore() : this.refreshList(key);
      }),
    );
  }

  /** Aborts every request in progress. */
  dispose(): void {
    this.disposed = true;
    this.life.abort();
    this.changes.dispose();
    for (const list of [...this.lists.values(), ...this.filling]) list.dispose();
  }

  private newList(key: ReadKey, owner: ListOwner<OpportunitySummary>): OpportunityList {
    const { maxItems, startingToken } = this.query;
    const stage = isStage(key) ? key : undefined;
    const reading = new ListReading(this.watched, this.query, stage, this.now);
    const part = { ...(maxItems && { maxItems }), ...(startingToken && { startingToken }) };
    return new OpportunityList(key, reading, startOf(key === 'All' ? part : {}), owner);
  }

  /** Returns the owner of the list that is shown under a key. */
  private ownerOf(key: ReadKey): ListOwner<OpportunitySummary> {
    return {
      priority: (asked) => asked,
      admit: (items) => this.admitAll(key, items),
      changed: () => this.changes.fire(key),
      patience: () => (this.clock ? usualPatience : 0),
    };
  }

  private async refill(old: OpportunityList): Promise<void> {
    const unstaged = { ...this.scratch, admit: (items: readonly OpportunitySummary[]) => items.filter(isUnstaged) };
    const fresh = this.newList(old.key, old.key === 'Other' ? unstaged : this.scratch);
    this.filling.add(fresh);
    const { stopping } = this;
    await fresh.readAsFarAs(old);
    this.filling.delete(fresh);
    if (this.disposed) return;
    const stopped = stopping.aborted || wasStopped(fresh);
    const error = stopped ? new SourceError('aborted') : fresh.tail.kind === 'failed' && fresh.tail.error;
    if (!error) this.replace(old, fresh);
    else if (old.pages > 0) this.refreshErrors.set(old.key, error);
    else if (!stopped) this.replace(old, fresh);
  }

  private replace(old: OpportunityList, fresh: OpportunityList): void {
    const { key } = old;
    old.dispose();
    this.refreshErrors.delete(key);
    this.lists.set(key, fresh);
    const before = this.strays.size;
    this.strays.forget(key);
    fresh.handTo(this.ownerOf(key));
    if (before > 0) this.changes.fire('Other');
  }

  private admitAll(key: ReadKey, items: readonly OpportunitySummary[]): readonly OpportunitySummary[] {
    const before = this.strays.items;
    const admitted = items.filter((item) => this.admit(key, item));
    if (this.strays.items !== before) this.changes.fire('Other');
    return admitted;
  }

  /**
   * Decides whether a list shows an opportunity that it received, and removes the opportunity from the list where it
   * was before.
   */
  private admit(key: ReadKey, item: OpportunitySummary): boolean {
    const { Id: id } = item;
    const hasPlace = key === 'All' || !isUnstaged(item);
    if (key === 'Other' && hasPlace) {
      // The list of its stage shows it.
      this.strays.yieldTo(item);
      return false;
    }
    if (id !== undefined) {
      for (const rival of this.lists.values()) {
        const theirs = rival.key === key ? undefined : rival.find(id);
        if (!theirs) continue;
        const order = compareMoments(item.LastModifiedDate, theirs.LastModifiedDate);
        // AWS may list the same version under two stages while its index catches up; the opportunity's own stage
        // decides.
        if (order < 0 || (order === 0 && rival.key === theirs.LifeCycle?.Stage)) return false;
        rival.drop(id);
      }
    }
    if (hasPlace) return this.strays.yieldTo(item);
    this.strays.put(item, key);
    return false;
  }
}

function isUnstaged({ LifeCycle: life }: OpportunitySummary): boolean {
  return !isStage(life?.Stage);
}
