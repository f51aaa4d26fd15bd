import type { SourceError } from '../errors/sourceError';
import type { OpportunitySummary } from '../model/opportunity';
import type { Priority } from '../paging/source';
import type { FeedKey } from './opportunityList';
import type { Pipeline } from './pipeline';
import { isOneMoment, ReadingCheck } from './readingCheck';

/**
 * How a Load All ended: everything read, by the person, at its limit, with lists that failed, with lists that changed each
 * time they were read, or without knowing whether they did.
 */
export type LoadAllOutcome =
  | { readonly kind: 'complete' | 'stopped' | 'limit' }
  | { readonly kind: 'failed' | 'changing'; readonly keys: readonly FeedKey[] }
  | { readonly kind: 'unchecked'; readonly error: SourceError };

/** Opportunities loaded of a pipeline, or of some of its lists. */
export function loadedCount(pipeline: Pipeline, keys: readonly FeedKey[] = pipeline.keys): number {
  const others = keys.length === pipeline.keys.length ? pipeline.other.length : 0;
  return keys.reduce((sum, key) => sum + (pipeline.feed(key)?.items.length ?? 0), others);
}

/** Whether there may be more than what is loaded: a list that was never read, or that failed, counts too. */
export function moreExist(pipeline: Pipeline): boolean {
  return pipeline.keys.some((key) => pipeline.feed(key)?.tail.kind !== 'end');
}

/** Whether `loadAll` has anything to read: a list that stopped where the person asked it to stays as it is. */
export function canLoadMore(pipeline: Pipeline, keys: readonly FeedKey[] = pipeline.keys): boolean {
  return keys.some((key) => !['end', 'cut'].includes(pipeline.feed(key)?.tail.kind ?? 'end'));
}

/**
 * Whether everything was read of these lists, and nothing was lost on the way as far as AWS gives a sign of it. A list of
 * one page is one answer of AWS; several pages, or several lists, were looked at for what changed between them.
 */
export function isAllLoaded(pipeline: Pipeline, keys: readonly FeedKey[] = pipeline.keys): boolean {
  return isOneMoment(keys.map((key) => pipeline.feed(key)).filter((feed) => feed !== undefined));
}

/**
 * Where a Load All stops that starts with so many loaded.
 * @param maxItems the setting: stops at each multiple of it; 0: never
 */
export function limitFrom(loaded: number, maxItems: number): number {
  return maxItems === 0 ? Number.POSITIVE_INFINITY : (Math.floor(loaded / maxItems) + 1) * maxItems;
}

/**
 * What reading up to a limit takes at most. Nobody knows how much there is to read: AWS does not say it.
 * @param lists how many lists are read; the last page of each may be almost empty
 */
export function costUpTo(
  limit: number,
  { loaded, lists, pageSize, perSecond }: Readonly<Record<'loaded' | 'lists' | 'pageSize' | 'perSecond', number>>,
): { readonly requests: number; readonly seconds: number } {
  const requests = Math.ceil(Math.max(0, limit - loaded) / pageSize) + lists;
  return { requests, seconds: Math.ceil(requests / perSecond) };
}

/** How often lists are read again that changed while they were read. */
const mostRereads = 2;

/**
 * Reads on in all of the lists at a time, page by page, until they end or `limit` opportunities are loaded of them; the
 * last page is taken whole. Then AWS is asked what changed meanwhile, and lists that may have lost something by it are read
 * again, twice at most. Once `signal` is aborted, what this has begun is given up, the lists keep what they have and their
 * places. A list that failed before is tried once; its failure becomes its tail and keeps no other list from going on. A
 * list whose place AWS no longer knows is read again from its beginning, once. Never rejects.
 */
export async function loadAll(
  pipeline: Pipeline,
  limit: number,
  signal: AbortSignal,
  keys: readonly FeedKey[] = pipeline.keys,
): Promise<LoadAllOutcome> {
  return isAllLoaded(pipeline, keys) ? { kind: 'complete' } : readAndCheck(pipeline, limit, signal, keys, 'outdated');
}

/**
 * Reads again what was read before (see `Pipeline.refresh`). Lists that were known to be all there is are so afterwards too,
 * or say that they are not. Never rejects.
 */
export async function refreshAll(pipeline: Pipeline, signal: AbortSignal): Promise<void> {
  const { keys } = pipeline;
  const wasAllLoaded = isAllLoaded(pipeline);
  const isOneRequest = keys.length === 1 && keys.every((key) => (pipeline.feed(key)?.pages ?? 0) <= 1);
  if (wasAllLoaded && !isOneRequest) await readAndCheck(pipeline, Number.POSITIVE_INFINITY, signal, keys, 'all');
  else await pipeline.refresh();
  if (wasAllLoaded && isOneRequest) await loadAll(pipeline, Number.POSITIVE_INFINITY, signal);
}

/** @param again the lists that are read from their beginning although they were read before */
async function readAndCheck(
  pipeline: Pipeline,
  limit: number,
  signal: AbortSignal,
  keys: readonly FeedKey[],
  again: 'outdated' | 'all',
): Promise<LoadAllOutcome> {
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener('abort', stop);
  try {
    return await readUntil(stopped, pipeline, limit, signal, keys, again);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function readUntil(
  stopped: Promise<void>,
  pipeline: Pipeline,
  limit: number,
  signal: AbortSignal,
  keys: readonly FeedKey[],
  again: 'outdated' | 'all',
): Promise<LoadAllOutcome> {
  const { maxItems, startingToken } = pipeline.query;
  const isPart = maxItems !== undefined || startingToken !== undefined;
  const check = new ReadingCheck(pipeline, keys, signal);
  const readAgain = (changed: readonly FeedKey[]) =>
    Promise.race([Promise.all(changed.map((key) => pipeline.refreshFeed(key))), stopped]);

  // What is a part of a list by the person's own wish claims nothing that would have to be checked.
  const isOpening = pipeline.startsWithNewest && keys.every((key) => isUnreadWhole(pipeline, key));
  const sample = isPart || isOpening ? [] : await check.open();
  if (again === 'all') await readAgain(keys);
  else if (!isPart) await readAgain(check.outdated);
  const order = longestFirst(keys, sample);
  for (let rereads = 0; ; rereads++) {
    await new Reading(pipeline, limit, signal, stopped, order).run();
    const outcome = outcomeOf(pipeline, signal, keys);
    if (outcome.kind !== 'complete' || isPart || isAllLoaded(pipeline, keys)) return outcome;
    const checked = await check.close();
    switch (checked.kind) {
      case 'unchanged':
        return { kind: 'complete' };
      case 'stopped':
        return { kind: 'stopped' };
      case 'failed':
        return { kind: 'unchecked', error: checked.error };
      case 'changed':
        if (rereads === mostRereads) {
          check.giveUp(checked.keys);
          return { kind: 'changing', keys: checked.keys };
        }
        await readAgain(checked.keys);
    }
  }
}

function isUnreadWhole(pipeline: Pipeline, key: FeedKey): boolean {
  return key === 'All' && pipeline.feed(key)?.pages === 0;
}

/**
 * The lists in the order in which their pages go first. A list is read page after page, so it is the longest that decides
 * when all are there, and a sample of the catalog tells which that may be; where it does not, an early stage.
 */
function longestFirst(keys: readonly FeedKey[], sample: readonly OpportunitySummary[]): readonly FeedKey[] {
  const size = (key: FeedKey) => sample.filter(({ LifeCycle }) => LifeCycle?.Stage === key).length;
  const sizes = new Map(keys.map((key) => [key, size(key)]));
  return keys.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
}

/** One way through lists to their ends, or up to a limit. */
class Reading {
  private readonly underWay = new Set<Promise<void>>();
  private readonly unended: Set<FeedKey>;

  constructor(
    private readonly pipeline: Pipeline,
    private readonly limit: number,
    private readonly signal: AbortSignal,
    private readonly stopped: Promise<void>,
    /** The list whose pages go first, and so on. */
    private readonly keys: readonly FeedKey[],
  ) {
    this.unended = new Set(keys);
  }

  async run(): Promise<void> {
    await Promise.all(this.keys.map((key) => this.readOn(key).finally(() => this.unended.delete(key))));
  }

  private async readOn(key: FeedKey): Promise<void> {
    const { pipeline, signal, underWay } = this;
    let begun = false;
    let reread = false;
    for (;;) {
      // A refresh may have put another feed in its place.
      const feed = pipeline.feed(key);
      const tail = feed?.tail;
      if (!feed || !tail || tail.kind === 'end' || tail.kind === 'cut' || signal.aborted) return;
      const expired: boolean =
        tail.kind === 'failed' && (begun ? isExpired(tail.error) && !reread : !canRetry(tail.error));
      if (tail.kind === 'failed' && begun && !expired) return;
      const room = this.limit - loadedCount(pipeline, this.keys);
      if (room <= 0) return;
      // What the others have under way counts too: they have begun it.
      if (room <= underWay.size * pipeline.query.pageSize) {
        await Promise.race([...underWay, this.stopped]);
        continue;
      }
      const page = expired ? pipeline.refreshFeed(key) : feed.loadMore(this.priorityOf(key), signal);
      begun = true;
      reread ||= expired;
      underWay.add(page);
      // What this has begun ends with the signal, and the list then knows its place.
      const own = !expired && tail.kind !== 'loading';
      await (own ? page : Promise.race([page, this.stopped]));
      underWay.delete(page);
      // Nothing came of it: the pipeline was disposed, or the list could not be read again.
      if (pipeline.feed(key) === feed && feed.tail === tail) return;
    }
  }

  /** The first list that has not ended goes first; the others must not keep waiting what is clicked meanwhile. */
  private priorityOf(key: FeedKey): Priority {
    return key === this.unended.values().next().value ? 'foreground' : 'background';
  }
}

/** Whether the list goes on once it is read from its beginning: not where it begins at a token of the person's. */
function isExpired({ code, remedies }: SourceError): boolean {
  return code === 'tokenRejected' && remedies.some(({ kind }) => kind === 'reload');
}

/** Whether the page that failed may be asked for once more; else only the list as a whole can. */
export function canRetry({ remedies }: SourceError): boolean {
  return remedies.some(({ kind }) => kind === 'retry');
}

function outcomeOf(pipeline: Pipeline, signal: AbortSignal, keys: readonly FeedKey[]): LoadAllOutcome {
  if (signal.aborted) return { kind: 'stopped' };
  const stale = keys.filter((key) => pipeline.refreshError(key));
  if (stale.length > 0) return { kind: 'failed', keys: stale };
  if (!canLoadMore(pipeline, keys)) return { kind: 'complete' };
  const failed = keys.filter((key) => pipeline.feed(key)?.tail.kind === 'failed');
  return failed.length > 0 ? { kind: 'failed', keys: failed } : { kind: 'limit' };
}
