import type { ListRequest, OpportunitySummary, Stage } from '../model/opportunity';
import type { Page, Patience, Priority } from '../paging/source';
import type { ListsQuery } from '../query/listsQuery';
import { toRequest } from '../query/request';
import { shiftDay } from '../time/dates';
import type { Moment } from '../time/zone';
import { later, newestOf, type WatchedSource } from './watchedSource';

interface Begun {
  readonly at: Date;
  /** What the person asks for. */
  readonly asked: ListRequest;
  /** What AWS is sent for it. */
  readonly sent: ListRequest;
}

type CloseDates = NonNullable<ListRequest['TargetCloseDate']>;

/**
 * One reading of one list, from its first page to its last. The request stays the same even if a new day begins in the
 * meantime: a page token belongs to the request that returned it.
 */
export class ListReading {
  private begun: Begun | undefined;
  private firstPageCame = false;
  private newestBefore: string | undefined;
  private confirmedAt: Date | undefined;

  constructor(
    private readonly source: WatchedSource,
    private readonly query: ListsQuery,
    /** The stage of the list; undefined for the single list under the filter. */
    private readonly stage: Stage | undefined,
    private readonly now: () => Moment,
  ) {}

  /** The request without a token, as it was when the first page was requested; before that, as it would be now. */
  get asked(): ListRequest {
    return (this.begun ?? this.begin()).asked;
  }

  /** The close dates that AWS was sent in place of those in the filter, with an extra day at each end. */
  get sentCloseDates(): CloseDates | undefined {
    const { asked, sent } = this.begun ?? {};
    return asked === sent ? undefined : sent?.TargetCloseDate;
  }

  /** When the first page was requested, by this computer's clock. */
  get begunAt(): Date | undefined {
    return this.firstPageCame ? this.begun?.at : undefined;
  }

  /** The moment that the list shows, by this computer's clock: when it was begun, or brought up to date since. */
  get readAt(): Date | undefined {
    return this.confirmedAt ?? this.begunAt;
  }

  /**
   * A moment by AWS's own clock; the reading did not begin before it. Whatever was modified after the reading began has
   * this date or a later one. Undefined if AWS has not sent a date.
   */
  get since(): string | undefined {
    return this.newestBefore;
  }

  /**
   * Notes that the list is correct at a later moment, by AWS's own clock.
   * @param at when the list was brought up to date, by this computer's clock; undefined: it was only checked
   */
  confirm(moment: string | undefined, at?: Date): void {
    this.newestBefore = later(this.newestBefore, moment);
    this.confirmedAt = at ?? this.confirmedAt;
  }

  /**
   * Reads the page at a token; without a token, the first page.
   * @throws {SourceError} any error of the source
   */
  async page(
    nextToken: string | undefined,
    priority: Priority,
    signal: AbortSignal,
    patience?: Patience,
  ): Promise<Page<OpportunitySummary>> {
    if (!this.begun || !this.firstPageCame) this.begun = this.begin();
    const { asked, sent } = this.begun;
    const before = this.source.newest;
    const page = await this.source.list(
      nextToken === undefined ? sent : { ...sent, NextToken: nextToken },
      priority,
      signal,
      patience,
    );
    if (!this.firstPageCame) {
      this.firstPageCame = true;
      this.newestBefore = later(before, newestOf(page.items));
    }
    return asked.TargetCloseDate && asked !== sent ? within(page, asked.TargetCloseDate) : page;
  }

  private begin(): Begun {
    const { catalog, filter, sort, pageSize, maxItems, startingToken } = this.query;
    const now = this.now();
    const stage = this.stage && { stage: this.stage };
    const asked = toRequest({ catalog, filter, sort, pageSize, now, ...stage });
    const { TargetCloseDate: closes } = asked;
    // A part of a list is counted in rows, as the AWS CLI counts them, so the range is sent unchanged.
    const isPart = maxItems !== undefined || startingToken !== undefined;
    return { at: now.at, asked, sent: closes && !isPart ? { ...asked, TargetCloseDate: widened(closes) } : asked };
  }
}

/**
 * Returns the range with an extra day at each end. AWS's model does not say whether "after" and "before" include the
 * day itself, so the adjacent days are requested too, and everything outside the range is removed here.
 */
function widened({ AfterTargetCloseDate: after, BeforeTargetCloseDate: before }: CloseDates): CloseDates {
  return {
    ...(after !== undefined && { AfterTargetCloseDate: shiftDay(after, -1) }),
    ...(before !== undefined && { BeforeTargetCloseDate: shiftDay(before, 1) }),
  };
}

function within(
  page: Page<OpportunitySummary>,
  { AfterTargetCloseDate: after, BeforeTargetCloseDate: before }: CloseDates,
): Page<OpportunitySummary> {
  const isWithin = ({ LifeCycle }: OpportunitySummary): boolean => {
    const closes = LifeCycle?.TargetCloseDate;
    // AWS itself decided to list an opportunity without a date.
    if (closes === undefined) return true;
    return (after === undefined || closes >= after) && (before === undefined || closes <= before);
  };
  const items = page.items.filter(isWithin);
  return items.length === page.items.length ? page : { ...page, items, outside: page.items.length - items.length };
}
