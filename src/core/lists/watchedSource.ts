import type { ListRequest, OpportunitySummary } from '../model/opportunity';
import type { Page, Priority } from '../paging/source';
import { compareMoments } from '../time/moments';
import type { OpportunitySource } from '../wire/operations';

/** Reads pages of a source, counts them, and remembers the newest modification that AWS named in them. */
export class WatchedSource {
  private asked = 0;
  private latest: string | undefined;

  constructor(private readonly source: OpportunitySource) {}

  /** Requests for a page so far, those that failed included. */
  get requests(): number {
    return this.asked;
  }

  /**
   * The newest `LastModifiedDate` of all pages so far. It is AWS's own, so it is no later than AWS's clock was when the
   * last of those pages was made, whatever this computer's clock says.
   */
  get newest(): string | undefined {
    return this.latest;
  }

  /**
   * Reads one page.
   * @throws {SourceError} whatever the source throws.
   */
  async list(request: ListRequest, priority: Priority, signal: AbortSignal): Promise<Page<OpportunitySummary>> {
    this.asked += 1;
    const page = await this.source.run({ name: 'ListOpportunities', input: request }, priority, signal);
    this.latest = later(this.latest, newestOf(page.items));
    return page;
  }
}

/** The newest `LastModifiedDate` of some opportunities; undefined where none has one. */
export function newestOf(items: readonly OpportunitySummary[]): string | undefined {
  let newest: string | undefined;
  for (const { LastModifiedDate: date } of items) newest = later(newest, date);
  return newest;
}

/** The later of two moments. */
export function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareMoments(a, b) >= 0 ? a : b;
}
