import type { ListRequest, OpportunitySummary, Stage } from '../model/opportunity';
import type { Page, Priority } from '../paging/source';
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
 * One reading of one list, from its first page to its last. What is asked for stays the same whatever day it becomes
 * meanwhile: a page token belongs to the request that gave it.
 */
export class ListReading {
  private begun: Begun | undefined;
  private firstPageCame = false;
  private newestBefore: string | undefined;

  constructor(
    private readonly source: WatchedSource,
    private readonly query: ListsQuery,
    /** The stage whose list it is; undefined for the one list under the filter. */
    private readonly stage: Stage | undefined,
    private readonly now: () => Moment,
  ) {}

  /** What is asked for, without a token: as it was when the first page was asked for; before that, as it would be now. */
  get asked(): ListRequest {
    return (this.begun ?? this.begin()).asked;
  }

  /** The close dates that AWS was sent in place of those asked for: a day more at each end. */
  get sentCloseDates(): CloseDates | undefined {
    const { asked, sent } = this.begun ?? {};
    return asked === sent ? undefined : sent?.TargetCloseDate;
  }

  /** When the first page was asked for, by this computer's clock. */
  get readAt(): Date | undefined {
    return this.firstPageCame ? this.begun?.at : undefined;
  }

  /**
   * A moment by AWS's own clock before which the reading did not begin: whatever was modified since carries this date or a
   * later one. Undefined where AWS has named none.
   */
  get since(): string | undefined {
    return this.newestBefore;
  }

  /** Takes note that the list is as it was at a later moment, by AWS's own clock. */
  confirm(moment: string | undefined): void {
    this.newestBefore = later(this.newestBefore, moment);
  }

  /**
   * Reads the page at a token; without one, the first page.
   * @throws {SourceError} whatever the source throws.
   */
  async page(
    nextToken: string | undefined,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<Page<OpportunitySummary>> {
    if (!this.begun || !this.firstPageCame) this.begun = this.begin();
    const { asked, sent } = this.begun;
    const before = this.source.newest;
    const page = await this.source.list(
      nextToken === undefined ? sent : { ...sent, NextToken: nextToken },
      priority,
      signal,
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
    // A part of a list is counted in rows, as the AWS CLI counts them: it takes the range as it is.
    const isPart = maxItems !== undefined || startingToken !== undefined;
    return { at: now.at, asked, sent: closes && !isPart ? { ...asked, TargetCloseDate: widened(closes) } : asked };
  }
}

/**
 * The range with a day more at each end. AWS's model does not say whether "after" and "before" include the day itself; so
 * the days around are asked for too, and what lies outside is left out here.
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
    // What AWS lists without a date is AWS's own answer.
    if (closes === undefined) return true;
    return (after === undefined || closes >= after) && (before === undefined || closes <= before);
  };
  const items = page.items.filter(isWithin);
  return items.length === page.items.length ? page : { ...page, items, outside: page.items.length - items.length };
}
