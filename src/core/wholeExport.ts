import { askedFacts, documentEnd, documentItems, documentStart, type ExportFacts } from './exportDocument';
import { asSourceError } from './feed';
import { toRequest } from './filter';
import type { ListRequest } from './opportunity';
import { isStage, type Stage, stages } from './opportunity';
import { walkPages } from './pageWalk';
import { pauseAfter } from './patience';
import type { Pipeline } from './pipeline';
import type { Clock } from './rateLimiter';
import type { Page } from './source';
import { SourceError } from './sourceError';
import type { Moment } from './zone';

/** Whether the list under the filter can be written as a whole: not where the person asked for a part of it. */
export function canWriteWhole({ query }: Pipeline): boolean {
  return query.startingToken === undefined && query.maxItems === undefined;
}

/**
 * The one list under the filter, written while it is read, whatever is loaded. Nothing is held but ids, and it is complete
 * in a way that lists by stage cannot be: opportunities without a stage are in it too.
 */
export class WholeExport {
  private written = 0;
  private skipped = 0;
  private readonly ids = new Set<string>();
  private readonly counts = new Map<Stage | null, number>();

  constructor(
    private readonly pipeline: Pipeline,
    private readonly clock: Clock,
    private readonly now: Moment,
  ) {}

  /** Opportunities written so far. */
  get count(): number {
    return this.written;
  }

  /** Of the document, once it is written. */
  get facts(): ExportFacts {
    const readable = this.skipped === 0;
    return {
      ...askedFacts(this.pipeline.query, this.now),
      complete: readable,
      basis: 'wholeList',
      missing: readable ? [] : ['unreadableEntries'],
      count: this.written,
      stages: [...stages, null].flatMap((stage) => {
        const count = this.counts.get(stage);
        return count === undefined ? [] : [{ stage, count, complete: readable }];
      }),
    };
  }

  /**
   * The text of the document, a page at a time. Waits for what passes by itself, as a list in the tree does.
   * @throws {SourceError} for a page that cannot be read; the document is then worth nothing
   */
  async *chunks(signal: AbortSignal): AsyncGenerator<string, void, void> {
    const { catalog, filter, sort, pageSize } = this.pipeline.query;
    const request = toRequest({ catalog, filter, sort, pageSize, now: this.now });
    const read = (nextToken: string | undefined, ending: AbortSignal) =>
      this.readPage(nextToken === undefined ? request : { ...request, NextToken: nextToken }, ending);
    yield documentStart;
    for await (const { items } of walkPages(read, {}, signal)) {
      // A list that changes while it is read sends an opportunity again.
      const fresh = items.filter(({ Id: id }) => id === undefined || !this.ids.has(id));
      for (const { Id: id, LifeCycle } of fresh) {
        if (id !== undefined) this.ids.add(id);
        const stage = isStage(LifeCycle?.Stage) ? LifeCycle.Stage : null;
        this.counts.set(stage, (this.counts.get(stage) ?? 0) + 1);
      }
      const text = documentItems(fresh, this.written);
      this.written += fresh.length;
      yield text;
    }
    yield documentEnd(this.facts);
  }

  private async readPage(request: ListRequest, signal: AbortSignal): Promise<Page> {
    for (let failures = 1; ; failures++) {
      try {
        const page = await this.pipeline.source.list(request, 'background', signal);
        this.skipped += page.skipped;
        return page;
      } catch (thrown) {
        const error = asSourceError(thrown);
        const passing = signal.aborted ? undefined : pauseAfter(error, failures, this.clock, signal);
        if (!passing) throw error;
        await passing;
        if (signal.aborted) throw new SourceError('aborted');
      }
    }
  }
}
