import { asSourceError, type SourceError } from '../errors/sourceError';
import type { MissingReason } from '../lists/completeness';
import type { ListReading } from '../lists/listReading';
import { Modifications } from '../lists/modifications';
import type { OpportunityLists } from '../lists/opportunityLists';
import type { OpportunitySummary, Stage } from '../model/opportunity';
import { startOf } from '../paging/pageCursor';
import { walkPages } from '../paging/pageWalk';
import { patiently, usualPatience } from '../paging/patience';
import { startingTokenAt } from '../paging/resumeToken';
import type { Page, Patience } from '../paging/source';
import type { Clock } from '../runtime/clock';
import { startOver, type TextPiece } from '../text/textPiece';
import { isWithinMargin } from '../time/indexDelay';
import type { Moment } from '../time/zone';
import { askedFacts, type ExportFacts, StageCounts } from './exportDocument';
import { type WholeFormat, wholeJson } from './wholeFormat';

/** What to do about a page that cannot be read: request it again, or end the document with what was read so far. */
export type AfterFailure = 'again' | 'end';

export interface WholeExportOptions {
  readonly clock: Clock;
  readonly now: Moment;
  /**
   * Called when a page still cannot be read after waiting out a temporary failure. What was written is kept meanwhile.
   * @param written The number of opportunities so far.
   * @param signal Cancels the question.
   */
  readonly onFailure: (error: SourceError, written: number, signal: AbortSignal) => Promise<AfterFailure>;
  /** JSON, if there is none. */
  readonly format?: WholeFormat;
  /** The stage whose list is written; the single list under the filter, if there is none. */
  readonly stage?: Stage;
}

/** How often the list is read again because it changed during reading. */
const mostRereads = 2;

/** Returns whether the filtered list can be written as a whole. It cannot when the person requested a part of it. */
export function canWriteWhole({ query }: OpportunityLists): boolean {
  return query.startingToken === undefined && query.maxItems === undefined;
}

/** What one pass through the list has written. */
class Pass {
  written = 0;
  skipped = 0;
  pages = 0;
  /** The place where it stopped, in the AWS CLI's own format. */
  nextToken: string | undefined;
  readonly ids = new Set<string>();
  readonly stages = new StageCounts();
  /** The newest written opportunities, to tell at the end whether they are still the same. */
  readonly newest = new Map<string, OpportunitySummary>();
  readonly missing = new Set<MissingReason>();

  constructor(readonly reading: ListReading) {}

  /** Counts a page and returns what was not written before: a list that changes during reading repeats items. */
  take(items: readonly OpportunitySummary[]): readonly OpportunitySummary[] {
    this.pages += 1;
    const fresh = items.filter(({ Id: id }) => id === undefined || !this.ids.has(id));
    for (const item of fresh) {
      const { Id: id, LastModifiedDate } = item;
      if (id !== undefined) this.ids.add(id);
      if (id !== undefined && isWithinMargin(LastModifiedDate, this.reading.since)) this.newest.set(id, item);
      this.stages.add(item);
    }
    return fresh;
  }
}

/**
 * The whole list under the filter, or that of one stage, written while it is read, regardless of what is loaded. Only ids
 * are kept in memory, and opportunities without a stage are included if no stage is asked for. It is complete when AWS says that nothing was modified meanwhile.
 */
export class WholeExport {
  private pass: Pass;
  private readonly format: WholeFormat;

  constructor(
    private readonly lists: OpportunityLists,
    private readonly options: WholeExportOptions,
  ) {
    this.pass = new Pass(lists.newReading(options.stage));
    this.format = options.format ?? wholeJson;
  }

  /** The number of opportunities written so far. */
  get count(): number {
    return this.pass.written;
  }

  /** The facts about the document, once it is written. */
  get facts(): ExportFacts {
    const { reading, written, skipped, stages } = this.pass;
    const missing = [...this.pass.missing, ...(skipped > 0 ? (['unreadableEntries'] as const) : [])];
    const complete = missing.length === 0;
    const { now, stage } = this.options;
    return {
      ...askedFacts(this.lists.query, now, reading, stage),
      complete,
      basis: stage ? 'oneStage' : 'wholeList',
      missing,
      count: written,
      stages: stages.listed(complete),
    };
  }

  /**
   * Yields the text of the document, one page at a time. It waits out temporary failures; the options decide on any
   * other. The text starts over when the list changed during reading, when AWS no longer knows the place in it, or when
   * the format has to.
   * @throws {SourceError} `unsendableFilter` before anything is requested; `aborted` once `signal` is aborted or the
   *   connection is left. The document is then worthless.
   */
  async *chunks(signal: AbortSignal): AsyncGenerator<TextPiece, void, void> {
    // A list that cannot be requested must not cause any other request either.
    void this.pass.reading.asked;
    const modifications = new Modifications(this.lists, signal);
    if (!this.lists.startsWithNewest) await modifications.open();
    for (let rereads = 0; ; ) {
      const ended = yield* this.list(rereads < mostRereads, signal);
      if (ended === 'end') await this.check(modifications);
      const changed = ended === 'placeLost' || this.pass.missing.has('changedWhileRead');
      if (ended !== 'formatLost' && (!changed || rereads === mostRereads)) break;
      if (changed) rereads += 1;
      yield startOver;
      this.pass = new Pass(this.lists.newReading(this.options.stage));
    }
    yield this.format.end(this.facts, this.pass.nextToken);
  }

  private async *list(
    mayStartOver: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<string, 'end' | 'placeLost' | 'formatLost' | 'failed', void> {
    const { pass, format } = this;
    yield format.begin();
    const read = (nextToken: string | undefined, ending: AbortSignal) => this.readPage(nextToken, ending);
    let cursor = startOf();
    for (;;) {
      try {
        for await (const { items, next } of walkPages(read, cursor, signal)) {
          if (next.kind !== 'end') cursor = next.cursor;
          const fresh = pass.take(items);
          const text = format.items(fresh, pass.written);
          if (text === startOver) return 'formatLost';
          pass.written += fresh.length;
          yield text;
        }
        return 'end';
      } catch (thrown) {
        const error = asSourceError(thrown);
        if (signal.aborted || error.code === 'aborted') throw error;
        if (error.code === 'tokenRejected' && mayStartOver) return 'placeLost';
        if ((await this.options.onFailure(error, pass.written, signal)) === 'again') continue;
        pass.missing.add('failedPage');
        pass.nextToken = startingTokenAt(cursor.at);
        return 'failed';
      }
    }
  }

  private async readPage(nextToken: string | undefined, signal: AbortSignal): Promise<Page<OpportunitySummary>> {
    const { reading } = this.pass;
    const patience: Patience = { most: usualPatience, waiting: () => {} };
    const read = () => reading.page(nextToken, 'background', signal, patience);
    const page = await patiently(read, this.options.clock, signal);
    this.pass.skipped += page.skipped;
    return page;
  }

  /** Asks AWS what was modified during reading. A list of one page comes from a single response. */
  private async check(modifications: Modifications): Promise<void> {
    const { pass } = this;
    if (pass.pages <= 1) return;
    const { since } = pass.reading;
    try {
      const modified = await modifications.since(since);
      const isTouched = (item: OpportunitySummary) => {
        const held = item.Id === undefined ? undefined : pass.newest.get(item.Id);
        return modifications.isTouched(item, since, held);
      };
      if (!modified || modified.some(isTouched)) pass.missing.add('changedWhileRead');
      modifications.remember(modified ?? []);
    } catch (thrown) {
      if (asSourceError(thrown).code === 'aborted') throw thrown;
      pass.missing.add('notChecked');
    }
  }
}
