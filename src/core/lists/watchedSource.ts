import type { ListRequest, OpportunitySummary } from '../model/opportunity';
import type { Page, Patience, Priority } from '../paging/source';
import { Emitter } from '../runtime/emitter';
import { compareMoments } from '../time/moments';
import type { OpportunitySource } from '../wire/operations';

/** Reads pages of a source, counts the requests, and remembers the newest modification that AWS reported in them. */
export class WatchedSource {
  private asked = 0;
  private latest: string | undefined;
  private readonly asking = new Emitter<Priority>();
  private readonly reading = new Emitter<readonly OpportunitySummary[]>();

  /** Fires whenever a page is requested, with the priority of the request. */
  readonly onDidAsk = this.asking.event;
  /** Fires with the opportunities of each page, before anybody else gets them. */
  readonly onDidRead = this.reading.event;

  constructor(private readonly source: OpportunitySource) {}

  /** The number of requests for a page so far, including those that failed. */
  get requests(): number {
    return this.asked;
  }

  /**
   * The newest `LastModifiedDate` of all pages so far. It comes from AWS, so it is no later than AWS's clock at the
   * moment when the last of those pages was made, whatever this computer's clock says.
   */
  get newest(): string | undefined {
    return this.latest;
  }

  /**
   * Reads one page.
   * @throws {SourceError} any error of the source
   */
  async list(
    request: ListRequest,
    priority: Priority,
    signal: AbortSignal,
    patience?: Patience,
  ): Promise<Page<OpportunitySummary>> {
    this.asked += 1;
    this.asking.fire(priority);
    const page = await this.source.run({ name: 'ListOpportunities', input: request }, priority, signal, patience);
    this.latest = later(this.latest, newestOf(page.items));
    this.reading.fire(page.items);
    return page;
  }
}

/** Returns the newest `LastModifiedDate` of some opportunities; undefined if none has one. */
export function newestOf(items: readonly OpportunitySummary[]): string | undefined {
  let newest: string | undefined;
  for (const { LastModifiedDate: date } of items) newest = later(newest, date);
  return newest;
}

/** Returns the later of two moments. */
export function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareMoments(a, b) >= 0 ? a : b;
}
