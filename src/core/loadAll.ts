import { BothEnds } from './farEnd';
import type { FeedKey } from './feed';
import type { Pipeline } from './pipeline';
import type { SourceError } from './sourceError';

/** How a Load All ended: everything read, by the person, at its limit, or with lists that failed. */
export type LoadAllOutcome =
  | { readonly kind: 'complete' | 'stopped' | 'limit' }
  | { readonly kind: 'failed'; readonly keys: readonly FeedKey[] };

/** Opportunities loaded of a pipeline, or of some of its lists. */
export function loadedCount(pipeline: Pipeline, keys: readonly FeedKey[] = pipeline.keys): number {
  const others = keys.length === pipeline.keys.length ? pipeline.other.length : 0;
  return keys.reduce((sum, key) => sum + (pipeline.feed(key)?.items.length ?? 0), others);
}

/** Pages read of a pipeline, or of some of its lists; each was a request. */
export function pagesRead(pipeline: Pipeline, keys: readonly FeedKey[] = pipeline.keys): number {
  return keys.reduce((sum, key) => {
    const feed = pipeline.feed(key);
    return sum + (feed ? feed.pages + (feed.farEnd?.pages ?? 0) : 0);
  }, 0);
}

/** Opportunities that were read from the ends of lists and show once both ends meet. */
export function heldCount(pipeline: Pipeline, keys: readonly FeedKey[] = pipeline.keys): number {
  return keys.reduce((sum, key) => sum + (pipeline.feed(key)?.farEnd?.held ?? 0), 0);
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

/** Pages after which a list is taken for a long one. What both of its ends read twice is a page or two. */
const longList = 8;

/**
 * Reads on in all of the lists at a time, page by page, until they end or `limit` opportunities are loaded of them; the
 * last page is taken whole. A long list that all wait for is read from both ends where there are others to vouch for it.
 * Once `signal` is aborted, what this has begun is given up, the lists keep what they have and their places. A list that
 * failed before is tried once; its failure becomes its tail and keeps no other list from going on. A list whose place AWS
 * no longer knows is read anew, once. Never rejects.
 */
export async function loadAll(
  pipeline: Pipeline,
  limit: number,
  signal: AbortSignal,
  keys: readonly FeedKey[] = pipeline.keys,
): Promise<LoadAllOutcome> {
  const { pageSize } = pipeline.query;
  const underWay = new Set<Promise<void>>();
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener('abort', stop);
  // A list is read page after page, so it is the longest that decides when all are there, and in a pipeline that is an
  // early stage: the first that has not ended goes first. The others must not keep waiting what is clicked meanwhile.
  const unended = new Set(keys);
  const priorityOf = (key: FeedKey) => (key === unended.values().next().value ? 'foreground' : 'background');

  const ends = new BothEnds(pipeline);
  const farEnds = new Map<FeedKey, AbortController>();
  const readFarEnd = async (key: FeedKey): Promise<void> => {
    const ending = new AbortController();
    const end = () => ending.abort();
    signal.addEventListener('abort', end);
    farEnds.set(key, ending);
    const feed = pipeline.feed(key);
    // What is held is no use to anybody where the limit comes before the ends meet.
    const hasRoom = () => loadedCount(pipeline, keys) + heldCount(pipeline, keys) + underWay.size * pageSize < limit;
    while (feed && pipeline.feed(key) === feed && hasRoom() && ends.canRead(feed) && !ending.signal.aborted) {
      await ends.read(feed, priorityOf(key), ending.signal);
    }
    signal.removeEventListener('abort', end);
  };

  const readOn = async (key: FeedKey): Promise<void> => {
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
      const room = limit - loadedCount(pipeline, keys);
      if (room <= 0) return;
      const held = heldCount(pipeline, [key]);
      // What the others have under way counts too: they have begun it.
      if (tail.kind === 'more' && held <= room - underWay.size * pageSize && ends.meet(feed)) {
        if (ends.allSeemDated(held)) {
          ends.join(feed);
          return;
        }
        // The others may yet vouch for it, and go first now; what lies beyond is there already.
        if (underWay.size > 0 && ends.allSeemDated(0)) {
          unended.delete(key);
          unended.add(key);
          await Promise.race([...underWay, stopped]);
          continue;
        }
      }
      if (feed.pages >= longList && priorityOf(key) === 'foreground' && !farEnds.has(key)) {
        void readFarEnd(key);
      }
      if (room <= underWay.size * pageSize) {
        await Promise.race([...underWay, stopped]);
        continue;
      }
      const page = expired ? pipeline.refreshFeed(key) : feed.loadMore(priorityOf(key), signal);
      begun = true;
      reread ||= expired;
      underWay.add(page);
      // What this has begun ends with the signal, and the list then knows its place.
      const own = !expired && tail.kind !== 'loading';
      await (own ? page : Promise.race([page, stopped]));
      underWay.delete(page);
      // Nothing came of it: the pipeline was disposed, or the list could not be read anew.
      if (pipeline.feed(key) === feed && feed.tail === tail) return;
    }
  };
  const ended = (key: FeedKey): void => {
    unended.delete(key);
    farEnds.get(key)?.abort();
  };
  await Promise.all(keys.map((key) => readOn(key).finally(() => ended(key))));
  signal.removeEventListener('abort', stop);
  return outcomeOf(pipeline, signal, keys);
}

function isExpired({ code }: SourceError): boolean {
  return code === 'tokenRejected';
}

/** Whether the page that failed may be asked for once more; else only the list as a whole can. */
export function canRetry({ remedies }: SourceError): boolean {
  return remedies.some(({ kind }) => kind === 'retry');
}

function outcomeOf(pipeline: Pipeline, signal: AbortSignal, keys: readonly FeedKey[]): LoadAllOutcome {
  if (!canLoadMore(pipeline, keys)) return { kind: 'complete' };
  if (signal.aborted) return { kind: 'stopped' };
  const failed = keys.filter((key) => pipeline.feed(key)?.tail.kind === 'failed');
  return failed.length > 0 ? { kind: 'failed', keys: failed } : { kind: 'limit' };
}
