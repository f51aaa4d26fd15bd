import { SourceError } from '../../../../src/core/errors/sourceError';
import type { ListRequest, OpportunitySummary } from '../../../../src/core/model/opportunity';
import { compareMoments } from '../../../../src/core/time/moments';
import { FakeSource, page } from '../../../support/fakeSource';

/** A catalog whose opportunities change, as AWS would list them. */
export class ChangingCatalog {
  private readonly items = new Map<string, OpportunitySummary>();
  /** The requests so far. */
  readonly requests: ListRequest[] = [];
  /** True if every request fails. */
  fails = false;
  /** True if every request for opportunities by their ids fails. */
  failsById = false;
  /** True if requests wait for a test to answer them. */
  holds = false;
  pageSize = 100;
  readonly sources: FakeSource[] = [];

  put(...items: readonly OpportunitySummary[]): void {
    for (const item of items) this.items.set(item.Id ?? '', item);
  }

  /** Opens a source on this catalog. */
  readonly open = (): FakeSource => {
    const source = new FakeSource((request) => {
      this.requests.push(request);
      if (this.fails || (this.failsById && request.Identifier))
        return new SourceError('offline', { args: ['the host'] });
      return this.holds ? undefined : this.answer(request);
    });
    this.sources.push(source);
    return source;
  };

  answer(request: ListRequest) {
    const since = request.LastModifiedDate?.AfterLastModifiedDate;
    const [stage] = request.LifeCycleStage ?? [];
    const all = [...this.items.values()]
      .filter((item) => stage === undefined || item.LifeCycle?.Stage === stage)
      .filter(({ Id: id = '' }) => request.Identifier?.includes(id) ?? true)
      .filter(({ LastModifiedDate: date }) => since === undefined || compareMoments(date, since) >= 0)
      .sort((a, b) => compareMoments(b.LastModifiedDate, a.LastModifiedDate));
    const start = Number(request.NextToken ?? 0);
    const end = start + this.pageSize;
    return page(all.slice(start, end), end < all.length ? String(end) : undefined);
  }

  /** How often AWS was asked for what was modified, and since when. */
  get asked(): readonly (string | undefined)[] {
    return this.requests
      .filter(({ LifeCycleStage: stages, Identifier: ids }) => !stages && !ids)
      .map(({ LastModifiedDate: range }) => range?.AfterLastModifiedDate);
  }
}
