import type { OpportunitySummary, Sort } from '../model/opportunity';
import { startOf } from '../paging/pageCursor';
import type { Tail } from '../paging/pagedList';
import { usualPatience } from '../paging/patience';
import type { Priority } from '../paging/source';
import type { Filter } from '../query/filter';
import { pageSizes } from '../query/request';
import { ListReading } from './listReading';
import { limitFrom } from './loadAll';
import { OpportunityList } from './opportunityList';
import type { OpportunityLists } from './opportunityLists';
import { WatchedSource } from './watchedSource';

/** What is asked for: the criteria of the request, and which of the listed opportunities are meant. */
export interface Question {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly matches: (item: OpportunitySummary) => boolean;
}

/**
 * The answer of AWS to a question about the whole catalog, read page by page. It has nothing to do with the lists of
 * the window, except that it is read from the same source: it changes none of them, and none of their counts.
 */
export class Answer {
  private readonly list: OpportunityList;
  private listed = 0;

  /**
   * @param changed Is called after each page, and when a failure begins to be waited for.
   * @param patience Milliseconds for which it waits until a failure is over.
   */
  constructor(
    lists: Pick<OpportunityLists, 'source' | 'query' | 'now' | 'clock'>,
    { filter, sort, matches }: Question,
    changed: () => void,
    patience = usualPatience,
  ) {
    const { source, query, now, clock } = lists;
    const asked = { catalog: query.catalog, filter, sort, pageSize: pageSizes.max, split: 'whole' } as const;
    const reading = new ListReading(new WatchedSource(source), asked, undefined, now);
    this.list = new OpportunityList('All', reading, startOf(), {
      priority: (priority) => priority,
      admit: (items) => {
        this.listed += items.length;
        return items.filter(matches);
      },
      changed,
      patience: () => (clock ? patience : 0),
    });
  }

  /** What was asked for, as far as AWS has listed it. */
  get items(): readonly OpportunitySummary[] {
    return this.list.items;
  }

  get tail(): Tail {
    return this.list.tail;
  }

  /** The number of opportunities that AWS has listed, whether they were asked for or not. */
  get read(): number {
    return this.listed;
  }

  /** The number of entries that cannot be read. */
  get skipped(): number {
    return this.list.notices.skipped;
  }

  /** True if this is all that AWS has: it was one page, so nothing can have moved while it was read. */
  get isWhole(): boolean {
    return this.list.tail.kind === 'end' && this.list.pages <= 1 && this.skipped === 0;
  }

  /** Reads the next page, or the failed one again. Never rejects: a failure becomes the tail. */
  readPage(priority: Priority = 'foreground'): Promise<void> {
    return this.list.loadMore(priority);
  }

  /** Reads page by page until the list ends, fails, is stopped, or reaches the next multiple of a maximum (0: none). */
  async readRest(maxItems: number): Promise<void> {
    const limit = limitFrom(this.read, maxItems);
    do await this.list.loadMore();
    while (this.tail.kind === 'more' && !this.tail.stopped && this.read < limit);
  }

  /** Stops the page that is being read. What was read stays. */
  stop(): void {
    this.list.stop();
  }

  /** Stops it for good. */
  dispose(): void {
    this.list.dispose();
  }
}
