import { SourceError } from '../errors/sourceError';
import type { ListRequest, OpportunitySummary, Sort } from '../model/opportunity';
import { isNewer, isStage, stages } from '../model/opportunity';
import { startOf } from '../paging/pageCursor';
import type { ListOwner } from '../paging/pagedList';
import { walkPages } from '../paging/pageWalk';
import { patiently, pauseAfter } from '../paging/patience';
import type { Page } from '../paging/source';
import { criteria } from '../query/criteria';
import type { ListsQuery } from '../query/listsQuery';
import { toRequest } from '../query/request';
import type { Clock } from '../runtime/clock';
import { Emitter } from '../runtime/emitter';
import { compareMoments } from '../time/moments';
import type { Moment } from '../time/zone';
import type { OpportunitySource } from '../wire/operations';
import { ListReading } from './listReading';
import { type ListKey, OpportunityList } from './opportunityList';
import { WatchedSource } from './watchedSource';

const newestFirst: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };

/** What changed: one list, or the opportunities that belong to no known stage. */
export type ListsChange = ListKey | 'Other';

/**
 * The opportunities under one source, filter and sort: a list for each stage that the filter asks for, or one for all.
 * An opportunity is shown once, in its newest version, wherever and however often the service sends it.
 */
export class OpportunityLists {
  private readonly lists = new Map<ListKey, OpportunityList>();
  /** Lists that a refresh is filling; each takes the place of the one that is shown when it is complete. */
  private readonly filling = new Set<OpportunityList>();
  private readonly refreshes = new Map<ListKey, Promise<void>>();
  private readonly refreshErrors = new Map<ListKey, SourceError>();
  private strays: { readonly item: OpportunitySummary; readonly from: ListKey }[] = [];
  private readonly changes = new Emitter<ListsChange>();
  private disposed = false;

  /** Of the lists that a refresh is filling: nobody sees them, and all in them belongs to them. */
  private readonly scratch: ListOwner<OpportunitySummary> = {
    priority: () => 'background',
    admit: (items) => items,
    changed: () => {},
    // Gives up sooner: nobody sees that it waits, and what is shown stays.
    patience: (error, failures, hurry) => (failures <= 3 ? this.pause(error, failures, hurry) : undefined),
  };

  readonly onDidChange = this.changes.event;
  private readonly watched: WatchedSource;
  private readonly life = new AbortController();

  constructor(
    /** Also for what is in no list: full records. Ends with the lists. */
    readonly source: OpportunitySource,
    readonly query: ListsQuery,
    readonly now: () => Moment,
    /** Absent: no list waits for a failure to pass. */
    readonly clock?: Clock,
  ) {
    this.watched = new WatchedSource(source);
    for (const key of keysOf(query)) this.lists.set(key, this.newList(key, this.ownerOf(key)));
  }

  /** The lists: the stages that the filter asks for in lifecycle order, or the whole. */
  get keys(): readonly ListKey[] {
    return [...this.lists.keys()];
  }

  listOf(key: ListKey): OpportunityList | undefined {
    return this.lists.get(key);
  }

  /** Requests for pages so far. */
  get requests(): number {
    return this.watched.requests;
  }

  /** The newest `LastModifiedDate` that AWS named so far, of whatever opportunity. */
  get newest(): string | undefined {
    return this.watched.newest;
  }

  /** True where the first page of the one list names what was modified last in the catalog. */
  get startsWithNewest(): boolean {
    const { filter, sort, startingToken } = this.query;
    const isNewestFirst = sort.SortBy === newestFirst.SortBy && sort.SortOrder === newestFirst.SortOrder;
    return isNewestFirst && Object.keys(filter).length === 0 && startingToken === undefined;
  }

  /** A new reading of the one list under the filter, whatever lists there are. */
  newReading(): ListReading {
    return new ListReading(this.watched, this.query, undefined, this.now);
  }

  /**
   * What was modified in the catalog since a moment, newest first and whatever the filter, page by page.
   * @param since ISO 8601; undefined: everything that has a date, and what has none where AWS lists it
   * @throws {SourceError} whatever the source throws
   */
  async *modifiedSince(
    since: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<readonly OpportunitySummary[], void> {
    // For lists that cannot be asked for, nothing else is asked either.
    if ([...this.lists.values()].every(({ pages }) => pages === 0)) void this.newReading().asked;
    const { catalog, pageSize } = this.query;
    const range = since === undefined ? undefined : { LastModifiedDate: { AfterLastModifiedDate: since } };
    const options = { catalog, sort: newestFirst, filter: { ...range }, pageSize, now: this.now() };
    const { clock } = this;
    const patient = (read: () => Promise<Page<OpportunitySummary>>, ending: AbortSignal) =>
      clock ? patiently(read, clock, ending) : read();
    for await (const { items } of this.walk(toRequest(options), signal, patient)) yield items;
  }

  /** Why the last refresh could not bring a list up to date; what is shown of it is older then. */
  refreshError(key: ListKey): SourceError | undefined {
    return this.refreshErrors.get(key);
  }

  /** Opportunities whose stage is missing or unknown to this version; seen so far. */
  get other(): readonly OpportunitySummary[] {
    return this.strays.map((stray) => stray.item);
  }

  /** The version loaded of an opportunity. */
  find(id: string): OpportunitySummary | undefined {
    for (const list of this.lists.values()) {
      const found = list.find(id);
      if (found) return found;
    }
    return this.strays.find((stray) => stray.item.Id === id)?.item;
  }

  /**
   * One opportunity by its id: the version loaded, else what the service has.
   * @throws {SourceError} `notFound`, or whatever the source throws.
   */
  async get(id: string, signal: AbortSignal): Promise<OpportunitySummary> {
    return this.find(id) ?? this.reread(id, signal);
  }

  /**
   * One opportunity by its id as the service has it now; a list that holds it takes that version too. One that went to
   * another stage stays where it is: its place there is not known before that list is read.
   * @throws {SourceError} `notFound`, or whatever the source throws.
   */
  async reread(id: string, signal: AbortSignal): Promise<OpportunitySummary> {
    const [found] = await this.readByIds([id], signal);
    if (!found) throw new SourceError('notFound');
    this.renew(found);
    return found;
  }

  /** Takes a newer version of an opportunity into the list that holds it, if its stage is still that list's. */
  renew(item: OpportunitySummary): void {
    for (const list of this.lists.values()) {
      if (item.Id === undefined || !list.find(item.Id)) continue;
      if (list.key === 'All' || list.key === item.LifeCycle?.Stage) list.renew(item);
    }
  }

  /**
   * Several opportunities by their ids, in that order: the versions loaded, else what the service has, as many in one
   * request as it takes. Those that it does not have are left out.
   * @throws {SourceError} whatever the source throws.
   */
  async getAll(ids: readonly string[], signal: AbortSignal): Promise<readonly OpportunitySummary[]> {
    const unknown = ids.filter((id) => !this.find(id));
    const read: OpportunitySummary[] = [];
    for (let start = 0; start < unknown.length; start += criteria.Identifier.most) {
      read.push(...(await this.readByIds(unknown.slice(start, start + criteria.Identifier.most), signal)));
    }
    return ids.flatMap((id) => this.find(id) ?? read.find((item) => item.Id === id) ?? []);
  }

  private async readByIds(ids: readonly string[], signal: AbortSignal): Promise<readonly OpportunitySummary[]> {
    const { catalog, sort } = this.query;
    const request = toRequest({ catalog, sort, filter: { Identifier: ids }, pageSize: ids.length, now: this.now() });
    const found: OpportunitySummary[] = [];
    for await (const { items } of this.walk(request, signal)) {
      found.push(...items.filter(({ Id: id }) => id !== undefined && ids.includes(id)));
      // AWS need not fill a page, and may go on behind an empty one.
      if (ids.every((id) => found.some((item) => item.Id === id))) break;
    }
    return found;
  }

  private walk(
    request: ListRequest,
    signal: AbortSignal,
    attempt = (read: () => Promise<Page<OpportunitySummary>>, _ending: AbortSignal) => read(),
  ) {
    const read = (nextToken: string | undefined, ending: AbortSignal) => {
      const asked = nextToken === undefined ? request : { ...request, NextToken: nextToken };
      return attempt(() => this.watched.list(asked, 'foreground', ending), ending);
    };
    return walkPages(read, startOf(), AbortSignal.any([signal, this.life.signal]));
  }

  /** Everything loaded, stage by stage. */
  *loaded(): Generator<OpportunitySummary, void> {
    for (const list of this.lists.values()) yield* list.items;
    yield* this.other;
  }

  /** Whether every list was read to its end and there was nothing. */
  get empty(): boolean {
    return (
      this.strays.length === 0 &&
      [...this.lists.values()].every((list) => list.tail.kind === 'end' && list.items.length === 0)
    );
  }

  /**
   * Reads every list again that was read before: as many pages as it had, or to its end where it was read to its end.
   * What is shown stays until the new list is there, and stays for good where that fails. Never rejects.
   */
  async refresh(): Promise<void> {
    await Promise.all(this.keys.map((key) => this.refreshList(key)));
  }

  /** Reads one list again (see `refresh`); a call while one runs joins it. */
  refreshList(key: ListKey): Promise<void> {
    const running = this.refreshes.get(key);
    if (running !== undefined) return running;
    const old = this.lists.get(key);
    if (!old || old.tail.kind === 'unread') return Promise.resolve();
    if (old.pages === 0 && old.tail.kind === 'loading') return old.firstPage();
    const run = this.refill(old).finally(() => this.refreshes.delete(key));
    this.refreshes.set(key, run);
    return run;
  }

  /** Aborts everything under way. */
  dispose(): void {
    this.disposed = true;
    this.life.abort();
    this.changes.dispose();
    for (const list of [...this.lists.values(), ...this.filling]) list.dispose();
  }

  private newList(key: ListKey, owner: ListOwner<OpportunitySummary>): OpportunityList {
    const { maxItems, startingToken } = this.query;
    const stage = key === 'All' ? undefined : key;
    const reading = new ListReading(this.watched, this.query, stage, this.now);
    const part = { ...(maxItems && { maxItems }), ...(startingToken && { startingToken }) };
    return new OpportunityList(key, reading, startOf(stage ? {} : part), owner);
  }

  /** Of the list that is shown under a key. */
  private ownerOf(key: ListKey): ListOwner<OpportunitySummary> {
    return {
      priority: (asked) => asked,
      admit: (items) => this.admitAll(key, items),
      changed: () => this.changes.fire(key),
      patience: (error, failures, hurry) => this.pause(error, failures, hurry),
    };
  }

  private pause(error: SourceError, failures: number, hurry: AbortSignal): Promise<void> | undefined {
    return this.clock && pauseAfter(error, failures, this.clock, hurry);
  }

  private async refill(old: OpportunityList): Promise<void> {
    const fresh = this.newList(old.key, this.scratch);
    this.filling.add(fresh);
    await fresh.readAsFarAs(old);
    this.filling.delete(fresh);
    if (this.disposed) return;
    if (fresh.tail.kind === 'failed' && old.pages > 0) this.refreshErrors.set(old.key, fresh.tail.error);
    else this.replace(old, fresh);
    this.changes.fire(old.key);
  }

  private replace(old: OpportunityList, fresh: OpportunityList): void {
    const { key } = old;
    old.dispose();
    this.refreshErrors.delete(key);
    this.lists.set(key, fresh);
    const before = this.strays.length;
    this.strays = this.strays.filter((stray) => stray.from !== key);
    fresh.handTo(this.ownerOf(key));
    if (before > 0) this.changes.fire('Other');
  }

  private admitAll(key: ListKey, items: readonly OpportunitySummary[]): readonly OpportunitySummary[] {
    const strays = this.strays.length;
    const admitted = items.filter((item) => this.admit(key, item));
    if (this.strays.length !== strays) this.changes.fire('Other');
    return admitted;
  }

  /** Decides whether an opportunity that a list was given is shown in it, and takes it out of the list where it was. */
  private admit(key: ListKey, item: OpportunitySummary): boolean {
    const { Id: id } = item;
    if (id !== undefined) {
      for (const rival of this.lists.values()) {
        const theirs = rival.key === key ? undefined : rival.find(id);
        if (!theirs) continue;
        const order = compareMoments(item.LastModifiedDate, theirs.LastModifiedDate);
        // AWS lists one version under two stages while its index catches up: its own stage decides.
        if (order < 0 || (order === 0 && rival.key === theirs.LifeCycle?.Stage)) return false;
        rival.drop(id);
      }
      const stray = this.strays.find((other) => other.item.Id === id);
      if (stray && !isNewer(item, stray.item)) return false;
      if (stray) this.strays = this.strays.filter((other) => other !== stray);
    }
    if (key === 'All' || isStage(item.LifeCycle?.Stage)) return true;
    this.strays = [...this.strays, { item, from: key }];
    return false;
  }
}

function keysOf({ split, filter: { LifeCycleStage: asked } }: ListsQuery): readonly ListKey[] {
  if (split === 'whole') return ['All'];
  return asked?.length ? stages.filter((stage) => asked.includes(stage)) : stages;
}
