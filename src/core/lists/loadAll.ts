import { canRetry, type SourceError } from '../errors/sourceError';
import type { OpportunitySummary } from '../model/opportunity';
import type { Tail } from '../paging/pagedList';
import type { Priority } from '../paging/source';
import { isAllLoaded, knowsWithoutStage } from './completeness';
import type { ListKey, ReadKey } from './listKeys';
import { wasStopped } from './opportunityList';
import type { OpportunityLists } from './opportunityLists';
import { type CheckOutcome, ReadingCheck } from './readingCheck';

/**
 * How a Load All ended: with everything read, stopped by the person, at its limit, with lists that failed, with lists
 * that changed each time they were read, or without knowing whether they did.
 */
export type LoadAllOutcome =
  | { readonly kind: 'complete' | 'stopped' | 'limit' }
  | { readonly kind: 'failed' | 'changing'; readonly keys: readonly ReadKey[] }
  | { readonly kind: 'unchecked'; readonly error: SourceError };

/** Returns the number of loaded opportunities in all lists, or in some of them. */
export function loadedCount(lists: OpportunityLists, keys: readonly ReadKey[] = lists.keys): number {
  const others = keys.length >= lists.keys.length ? lists.other.length : 0;
  return keys.reduce((sum, key) => sum + (lists.listOf(key)?.items.length ?? 0), others);
}

/** True if `loadAll` has something to read. A list that stopped at the person's limit does not count. */
export function canLoadMore(lists: OpportunityLists, keys: readonly ReadKey[] = lists.keys): boolean {
  return keys.some((key) => !['end', 'cut'].includes(lists.listOf(key)?.tail.kind ?? 'end'));
}

/**
 * Returns the number at which a Load All stops that starts with this many loaded.
 * @param maxItems the setting: it stops at each multiple of this; 0: it never stops
 */
export function limitFrom(loaded: number, maxItems: number): number {
  return maxItems === 0 ? Number.POSITIVE_INFINITY : (Math.floor(loaded / maxItems) + 1) * maxItems;
}

/**
 * Returns the maximum cost of reading up to a limit. The real cost is unknown, because AWS does not say how many
 * opportunities there are.
 * @param lists the number of lists; the last page of each may be almost empty
 */
export function costUpTo(
  limit: number,
  { loaded, lists, pageSize, perSecond }: Readonly<Record<'loaded' | 'lists' | 'pageSize' | 'perSecond', number>>,
): { readonly requests: number; readonly seconds: number } {
  const requests = Math.ceil(Math.max(0, limit - loaded) / pageSize) + lists;
  return { requests, seconds: Math.ceil(requests / perSecond) };
}

/**
 * Continues all of the lists at once, page by page, until they end or `limit` opportunities of them are loaded; the
 * last page is kept whole. Then AWS is asked what changed in the meantime, and lists that may have lost something
 * because of it are read again, at most twice. When `signal` is aborted, the requests that this call made are
 * cancelled, and the lists keep their items and their positions. A list that failed before is tried once; its failure
 * becomes its tail and does not stop any other list. A list whose position AWS no longer knows is read again from its
 * beginning, once. A list that a person stops meanwhile stays where it is, and the others go on. Never rejects.
 */
export async function loadAll(
  lists: OpportunityLists,
  limit: number,
  signal: AbortSignal,
  keys: readonly ListKey[] = lists.keys,
): Promise<LoadAllOutcome> {
  if (isAllLoaded(lists, keys)) return { kind: 'complete' };
  return new LoadAllRun(lists, keys, limit, signal).run([]);
}

/**
 * Looks for opportunities without a known stage once the lists of all stages are loaded: they are in none of these
 * lists, and AWS has no request for them alone, so the single list under the filter is read to its end behind them. What
 * is found is in `OpportunityLists.other`; nothing else of it is kept. Then AWS is asked what changed since the first of
 * all these lists was begun, as in `loadAll`. When `signal` is aborted, it can go on where it was. Never rejects.
 */
export async function findWithoutStage(lists: OpportunityLists, signal: AbortSignal): Promise<LoadAllOutcome> {
  if (knowsWithoutStage(lists)) return { kind: 'complete' };
  return new LoadAllRun(lists, [...lists.keys, 'Other'], Number.POSITIVE_INFINITY, signal).run([]);
}

/** How often lists are read again if they changed while they were read. */
const mostRereads = 2;

/** One Load All: reads lists to their ends, or up to a limit, and checks that nothing was lost in the process. */
export class LoadAllRun {
  private readonly check: ReadingCheck;
  private readonly stopped: Promise<void>;
  private stop = () => {};

  constructor(
    private readonly lists: OpportunityLists,
    private readonly keys: readonly ReadKey[],
    private readonly limit: number,
    private readonly signal: AbortSignal,
  ) {
    this.check = new ReadingCheck(lists, keys, signal);
    this.stopped = new Promise((resolve) => {
      this.stop = resolve;
    });
  }

  /**
   * Never rejects.
   * @param again the lists to read again from their beginning in any case; others are if they are outdated
   */
  async run(again: readonly ReadKey[]): Promise<LoadAllOutcome> {
    const { signal, stop } = this;
    signal.addEventListener('abort', stop);
    try {
      const newest = this.needsLook ? await this.check.open() : [];
      if (again.length > 0) await this.readAgain(again);
      else if (!this.isPart) await this.readAgain(this.check.outdated);
      return await this.readAndCheck(longestFirst(this.keys, newest));
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async readAndCheck(order: readonly ReadKey[]): Promise<LoadAllOutcome> {
    for (let rereads = 0; ; rereads++) {
      const pass = new Pass(this.lists, this.limit, this.signal, this.stopped, order);
      await pass.run();
      const read = this.outcomeOf(pass);
      if (read.kind !== 'complete' || this.isPart || isAllLoaded(this.lists, this.keys)) return read;
      const checked = await this.check.close();
      if (checked.kind !== 'changed') return outcomeOfCheck(checked);
      if (rereads === mostRereads) {
        this.check.giveUp(checked.keys);
        return { kind: 'changing', keys: checked.keys };
      }
      await this.readAgain(checked.keys);
    }
  }

  /** True if the person asked for only a part of the list: it makes no claim that would have to be checked. */
  private get isPart(): boolean {
    const { maxItems, startingToken } = this.lists.query;
    return maxItems !== undefined || startingToken !== undefined;
  }

  /** True if AWS has to be asked what was modified last, because the first page of the single list does not show it. */
  private get needsLook(): boolean {
    const { lists, keys } = this;
    // Those of the stages were closed just now, and no page of the list behind them has come.
    if (keys.includes('Other') && lists.listOf('Other')?.pages === 0) return false;
    const isUnreadWhole = (key: ReadKey) => key === 'All' && lists.listOf(key)?.pages === 0;
    return !this.isPart && !(lists.startsWithNewest && keys.every(isUnreadWhole));
  }

  private async readAgain(keys: readonly ReadKey[]): Promise<void> {
    await Promise.race([Promise.all(keys.map((key) => this.lists.refreshList(key))), this.stopped]);
  }

  private outcomeOf({ stoppedAlone }: Pass): LoadAllOutcome {
    const { lists, keys } = this;
    if (this.signal.aborted) return { kind: 'stopped' };
    const stale = keys.filter((key) => lists.refreshError(key));
    if (stale.length > 0) return { kind: 'failed', keys: stale };
    if (!canLoadMore(lists, keys)) return { kind: 'complete' };
    const failed = keys.filter((key) => lists.listOf(key)?.tail.kind === 'failed');
    if (failed.length > 0) return { kind: 'failed', keys: failed };
    return stoppedAlone ? { kind: 'stopped' } : { kind: 'limit' };
  }
}

function outcomeOfCheck(checked: Exclude<CheckOutcome, { readonly kind: 'changed' }>): LoadAllOutcome {
  switch (checked.kind) {
    case 'unchanged':
      return { kind: 'complete' };
    case 'stopped':
      return { kind: 'stopped' };
    case 'failed':
      return { kind: 'unchecked', error: checked.error };
  }
}

/**
 * Returns the lists in the order in which their pages are requested. The pages of a list are read one after the other,
 * so the longest list determines when everything is loaded. A sample of the catalog suggests which one that may be;
 * without it, an early stage comes first.
 */
function longestFirst(keys: readonly ReadKey[], sample: readonly OpportunitySummary[]): readonly ReadKey[] {
  const size = (key: ReadKey) => sample.filter(({ LifeCycle }) => LifeCycle?.Stage === key).length;
  const sizes = new Map(keys.map((key) => [key, size(key)]));
  return keys.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
}

/** Reads lists once to their ends, or up to a limit. */
class Pass {
  private readonly underWay = new Set<Promise<void>>();
  private readonly unended: Set<ReadKey>;
  /** True if a person stopped one of the lists, and not the others. */
  stoppedAlone = false;

  constructor(
    private readonly lists: OpportunityLists,
    private readonly limit: number,
    private readonly signal: AbortSignal,
    private readonly stopped: Promise<void>,
    /** The lists in the order of their priority. */
    private readonly keys: readonly ReadKey[],
  ) {
    this.unended = new Set(keys);
  }

  async run(): Promise<void> {
    await Promise.all(this.keys.map((key) => this.readOn(key).finally(() => this.unended.delete(key))));
  }

  private async readOn(key: ReadKey): Promise<void> {
    const { lists, signal, underWay } = this;
    let begun = false;
    let reread = false;
    for (;;) {
      // A refresh may have replaced the list.
      const list = lists.listOf(key);
      if (!list || signal.aborted) return;
      const { tail } = list;
      if (begun && wasStopped(list)) {
        this.stoppedAlone = true;
        return;
      }
      const step = nextStep(tail, begun, reread);
      const room = this.limit - loadedCount(lists, this.keys);
      if (step === 'none' || room <= 0) return;
      // Pages that other lists are reading count too, because they have already begun.
      if (room <= underWay.size * lists.query.pageSize) {
        await Promise.race([...underWay, this.stopped]);
        continue;
      }
      const page = step === 'again' ? lists.refreshList(key) : list.loadMore(this.priorityOf(key), signal);
      begun = true;
      reread ||= step === 'again';
      underWay.add(page);
      // A request that this call made ends with the signal, and the list then keeps its position.
      const own = step === 'page' && tail.kind !== 'loading';
      await (own ? page : Promise.race([page, this.stopped]));
      underWay.delete(page);
      // Nothing changed: the lists were disposed, or the list could not be read again.
      if (lists.listOf(key) === list && list.tail === tail) return;
    }
  }

  /**
   * Returns the priority of a list. Only the first list that has not ended is in the foreground, so that the others do
   * not delay what a person clicks in the meantime.
   */
  private priorityOf(key: ReadKey): Priority {
    return key !== 'Other' && key === this.unended.values().next().value ? 'foreground' : 'background';
  }
}

/**
 * Returns the next step for a list: its next page, its beginning again, or nothing.
 * @param begun whether this pass has requested a page of it
 * @param reread whether this pass has read it again from its beginning
 */
function nextStep(tail: Tail, begun: boolean, reread: boolean): 'page' | 'again' | 'none' {
  switch (tail.kind) {
    case 'end':
    case 'cut':
      return 'none';
    case 'failed':
      // A list that failed before is tried once.
      if (!begun) return canRetry(tail.error) ? 'page' : 'again';
      return isExpired(tail.error) && !reread ? 'again' : 'none';
    default:
      return 'page';
  }
}

/** True if the list continues once it is read from its beginning; false if it begins at the person's starting token. */
function isExpired({ code, remedies }: SourceError): boolean {
  return code === 'tokenRejected' && remedies.some(({ kind }) => kind === 'reload');
}
