import { Emitter } from './emitter';
import { Feed, type FeedKey, type FeedLimits, type FeedOwner, isNewer } from './feed';
import type { Filter } from './filter';
import { limits, toRequest } from './filter';
import type { Catalog, OpportunitySummary, Sort } from './opportunity';
import { isStage, stages } from './opportunity';
import { pauseAfter } from './patience';
import type { Clock } from './rateLimiter';
import { decodeStartingToken } from './resumeToken';
import type { OpportunitySource, Page, Priority } from './source';
import { SourceError } from './sourceError';
import type { Moment } from './zone';

/** What a pipeline lists. Another catalog, filter, sort or page size is another pipeline. */
export interface PipelineQuery {
  readonly catalog: Catalog;
  readonly filter: Filter;
  readonly sort: Sort;
  /** Opportunities a page: 1 to 100. */
  readonly pageSize: number;
  /** Each stage a list of its own, or the one list that the AWS CLI would read. */
  readonly split: 'byStage' | 'whole';
  /** The whole list alone: stops after this many items. */
  readonly maxItems?: number;
  /** The whole list alone: where it begins, in the AWS CLI's format or the service's own. */
  readonly startingToken?: string;
}

/** What changed: one feed, or the opportunities that belong to no known stage. */
export type PipelineChange = FeedKey | 'Other';

/**
 * The opportunities under one source, filter and sort: a feed for each stage that the filter asks for, or one for all.
 * An opportunity is shown once, in its newest version, wherever and however often the service sends it.
 */
export class Pipeline {
  private readonly feeds = new Map<FeedKey, Feed>();
  /** Feeds that a refresh is filling; each takes the place of the live one when it is complete. */
  private readonly filling = new Set<Feed>();
  private readonly refreshes = new Map<FeedKey, Promise<void>>();
  private readonly refreshErrors = new Map<FeedKey, SourceError>();
  private strays: { readonly item: OpportunitySummary; readonly from: FeedKey }[] = [];
  private readonly changes = new Emitter<PipelineChange>();
  private disposed = false;

  private readonly owner: FeedOwner = {
    read: (feed, nextToken, priority, signal) =>
      this.read(feed, { nextToken }, this.isLive(feed) ? priority : 'background', signal),
    claim: (feed, items) => (this.isLive(feed) ? this.claim(feed, items) : items),
    changed: (feed) => {
      if (this.isLive(feed)) this.changes.fire(feed.key);
    },
    patience: (feed, error, failures, hurry) =>
      // A refresh gives up sooner: nobody sees that it waits, and what is shown stays.
      this.clock && (this.isLive(feed) || failures <= 3) ? pauseAfter(error, failures, this.clock, hurry) : undefined,
  };

  readonly onDidChange = this.changes.event;

  constructor(
    /** Also for what is in no list: full records. Ends with the pipeline. */
    readonly source: OpportunitySource,
    readonly query: PipelineQuery,
    private readonly now: () => Moment,
    /** Absent: no list waits for a failure to pass. */
    private readonly clock?: Clock,
  ) {
    for (const key of keysOf(query)) this.feeds.set(key, this.newFeed(key));
  }

  /** The lists: the stages that the filter asks for in lifecycle order, or the whole. */
  get keys(): readonly FeedKey[] {
    return [...this.feeds.keys()];
  }

  feed(key: FeedKey): Feed | undefined {
    return this.feeds.get(key);
  }

  /** Why the last refresh could not bring a list up to date; what is shown of it is older then. */
  refreshError(key: FeedKey): SourceError | undefined {
    return this.refreshErrors.get(key);
  }

  /** Opportunities whose stage is missing or unknown to this version; seen so far. */
  get other(): readonly OpportunitySummary[] {
    return this.strays.map((stray) => stray.item);
  }

  /** The version loaded of an opportunity. */
  find(id: string): OpportunitySummary | undefined {
    for (const feed of this.feeds.values()) {
      const found = feed.find(id);
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
    const stage = found.LifeCycle?.Stage;
    for (const feed of this.feeds.values()) {
      if (feed.find(id) && (feed.key === 'All' || feed.key === stage)) feed.renew(found);
    }
    return found;
  }

  /**
   * Several opportunities by their ids, in that order: the versions loaded, else what the service has, as many in one
   * request as it takes. Those that it does not have are left out.
   * @throws {SourceError} whatever the source throws.
   */
  async getAll(ids: readonly string[], signal: AbortSignal): Promise<readonly OpportunitySummary[]> {
    const unknown = ids.filter((id) => !this.find(id));
    const read: OpportunitySummary[] = [];
    for (let start = 0; start < unknown.length; start += limits.Identifier) {
      read.push(...(await this.readByIds(unknown.slice(start, start + limits.Identifier), signal)));
    }
    return ids.flatMap((id) => this.find(id) ?? read.find((item) => item.Id === id) ?? []);
  }

  private async readByIds(ids: readonly string[], signal: AbortSignal): Promise<readonly OpportunitySummary[]> {
    const { catalog, sort } = this.query;
    const request = toRequest({ catalog, sort, filter: { Identifier: ids }, pageSize: ids.length, now: this.now() });
    const { items } = await this.source.list(request, 'foreground', signal);
    return items.filter(({ Id: id }) => id !== undefined && ids.includes(id));
  }

  /** Everything loaded, stage by stage. */
  *loaded(): Generator<OpportunitySummary, void> {
    for (const feed of this.feeds.values()) yield* feed.items;
    yield* this.other;
  }

  /** Whether every list was read to its end and there was nothing. */
  get empty(): boolean {
    return (
      this.strays.length === 0 &&
      [...this.feeds.values()].every((feed) => feed.tail.kind === 'end' && feed.items.length === 0)
    );
  }

  /**
   * Reads every list that was read before anew, as many pages as it had. What is shown stays until the new list is
   * complete, and stays for good where that fails. Never rejects.
   */
  async refresh(): Promise<void> {
    await Promise.all(this.keys.map((key) => this.refreshFeed(key)));
  }

  /** Reads one list anew (see `refresh`); a call while one runs joins it. */
  refreshFeed(key: FeedKey): Promise<void> {
    const running = this.refreshes.get(key);
    if (running !== undefined) return running;
    const old = this.feeds.get(key);
    if (!old || old.tail.kind === 'unread') return Promise.resolve();
    if (old.pages === 0 && old.tail.kind === 'loading') return old.firstPage();
    const run = this.refill(old).finally(() => this.refreshes.delete(key));
    this.refreshes.set(key, run);
    return run;
  }

  /** Aborts everything under way. */
  dispose(): void {
    this.disposed = true;
    this.changes.dispose();
    for (const feed of [...this.feeds.values(), ...this.filling]) feed.dispose();
  }

  private newFeed(key: FeedKey): Feed {
    const { maxItems, startingToken } = this.query;
    const limits: FeedLimits = {
      ...(startingToken && { start: decodeStartingToken(startingToken) }),
      ...(maxItems && { maxItems }),
    };
    return new Feed(key, this.owner, key === 'All' ? limits : {});
  }

  private isLive(feed: Feed): boolean {
    return this.feeds.get(feed.key) === feed;
  }

  private async refill(old: Feed): Promise<void> {
    const fresh = this.newFeed(old.key);
    this.filling.add(fresh);
    await fresh.firstPage();
    // Counted anew at each step: the person may load more of the old list meanwhile.
    const wanted = () => old.pages + (old.tail.kind === 'loading' ? 1 : 0);
    const goesOn = () => fresh.tail.kind === 'more' || fresh.tail.kind === 'cut';
    while (goesOn() && fresh.pages < wanted()) await fresh.loadMore();
    this.filling.delete(fresh);
    if (this.disposed) return;
    if (fresh.tail.kind === 'failed' && old.pages > 0) this.refreshErrors.set(old.key, fresh.tail.error);
    else this.replace(old, fresh);
    this.changes.fire(old.key);
  }

  private replace(old: Feed, fresh: Feed): void {
    const { key } = old;
    old.dispose();
    this.refreshErrors.delete(key);
    this.feeds.set(key, fresh);
    const before = this.strays.length;
    this.strays = this.strays.filter((stray) => stray.from !== key);
    fresh.reclaim();
    if (before > 0) this.changes.fire('Other');
  }

  /**
   * Reads the page at a token of a list, or of the same in the opposite order; without a token, the first page.
   * @throws {SourceError} whatever the source throws.
   */
  read(
    { key }: Feed,
    { nextToken, reversed = false }: { readonly nextToken: string | undefined; readonly reversed?: boolean },
    priority: Priority,
    signal: AbortSignal,
  ): Promise<Page> {
    const { catalog, filter, pageSize } = this.query;
    const sort = reversed ? reverse(this.query.sort) : this.query.sort;
    const stage = key === 'All' ? undefined : key;
    const request = toRequest({ catalog, filter, sort, pageSize, ...(stage && { stage }), nextToken, now: this.now() });
    return this.source.list(request, priority, signal);
  }

  private claim(feed: Feed, items: readonly OpportunitySummary[]): readonly OpportunitySummary[] {
    const strays = this.strays.length;
    const claimed = items.filter((item) => this.belongs(feed, item));
    if (this.strays.length !== strays) this.changes.fire('Other');
    return claimed;
  }

  private belongs(feed: Feed, item: OpportunitySummary): boolean {
    const { Id: id } = item;
    if (id !== undefined) {
      for (const rival of this.feeds.values()) {
        const theirs = rival === feed ? undefined : rival.find(id);
        if (!theirs) continue;
        if (!isNewer(item, theirs)) return false;
        rival.drop(id);
      }
      const stray = this.strays.find((other) => other.item.Id === id);
      if (stray && !isNewer(item, stray.item)) return false;
      if (stray) this.strays = this.strays.filter((other) => other !== stray);
    }
    if (feed.key === 'All' || isStage(item.LifeCycle?.Stage)) return true;
    this.strays = [...this.strays, { item, from: feed.key }];
    return false;
  }
}

function reverse({ SortBy, SortOrder }: Sort): Sort {
  return { SortBy, SortOrder: SortOrder === 'DESCENDING' ? 'ASCENDING' : 'DESCENDING' };
}

function keysOf({ split, filter: { LifeCycleStage: asked } }: PipelineQuery): readonly FeedKey[] {
  if (split === 'whole') return ['All'];
  return asked?.length ? stages.filter((stage) => asked.includes(stage)) : stages;
}
