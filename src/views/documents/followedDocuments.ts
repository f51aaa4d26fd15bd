import { newestVersion } from '../../core/lists/newestVersion';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { inSlices } from '../../core/runtime/inSlices';
import { clock } from '../../host/clock';
import { isSelection, type Shown } from './documentText';

const itemsAtOnce = 50;

/**
 * Keeps what open documents show at the newest version that the lists have. Small documents are followed at once. With large
 * ones, other work has its turn in between, and changes that come meanwhile are followed together.
 */
export class FollowedDocuments {
  private running: AbortController | undefined;
  private isOutdated = false;

  /**
   * @param opened What open documents show, by their URIs.
   * @param changed Called with the URIs of documents that show something else from now on.
   */
  constructor(
    private readonly opened: Map<string, Shown>,
    private readonly changed: (keys: readonly string[]) => void,
  ) {}

  follow(lists: OpportunityLists): void {
    this.isOutdated = true;
    if (!this.running) void this.run(lists);
  }

  /** Ends following: the lists are no longer those of the documents. */
  stop(): void {
    this.running?.abort();
    this.running = undefined;
    this.isOutdated = false;
  }

  private async run(lists: OpportunityLists): Promise<void> {
    const stop = new AbortController();
    this.running = stop;
    while (this.isOutdated && !stop.signal.aborted) {
      this.isOutdated = false;
      const changed: string[] = [];
      await inSlices(this.renewAll(lists, changed), clock, stop.signal);
      if (changed.length > 0 && !stop.signal.aborted) this.changed(changed);
    }
    if (this.running === stop) this.running = undefined;
  }

  private *renewAll(lists: OpportunityLists, changed: string[]): Generator<void, void> {
    for (const [key, shown] of [...this.opened]) {
      const { newest, differs } = isSelection(shown) ? yield* renewItems(shown, lists) : renew(shown, lists);
      // It may have been closed, or read again, in the meantime.
      if (newest === shown || this.opened.get(key) !== shown) continue;
      this.opened.set(key, newest);
      if (differs) changed.push(key);
    }
  }
}

interface Renewed<T extends Shown> {
  /** The same object if the lists have no other version. */
  readonly newest: T;
  /** True if it reads differently. */
  readonly differs: boolean;
}

function renew(item: OpportunitySummary, lists: OpportunityLists): Renewed<OpportunitySummary> {
  const newest = newestVersion(lists, item);
  return { newest, differs: newest !== item && JSON.stringify(newest) !== JSON.stringify(item) };
}

function* renewItems(
  items: readonly OpportunitySummary[],
  lists: OpportunityLists,
): Generator<void, Renewed<readonly OpportunitySummary[]>> {
  let newest: OpportunitySummary[] | undefined;
  let differs = false;
  for (const [index, item] of items.entries()) {
    const renewed = renew(item, lists);
    if (renewed.newest !== item) {
      newest ??= [...items];
      newest[index] = renewed.newest;
      differs ||= renewed.differs;
    }
    if (index % itemsAtOnce === itemsAtOnce - 1) yield;
  }
  return { newest: newest ?? items, differs };
}
