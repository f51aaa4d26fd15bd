import type { OpportunitySummary, Sort } from '../../model/opportunity';
import { type KeyOf, nameKeyOf, nameOf, type SortKey, sortKeys } from './sortKeys';
import type { TieOrders } from './tieOrders';

/** What changes in a list. */
export interface ListChange {
  /** What the list shows, in AWS's order. */
  readonly rows: readonly OpportunitySummary[];
  /** The ids of everything that may have changed: it leaves its place, and comes back if it is among those to place. */
  readonly moved: ReadonlySet<string>;
  /** The newest versions of what belongs in the list now. */
  readonly toPlace: readonly OpportunitySummary[];
  /** The ids of rows that may be in the place of an older version, if they moved. */
  readonly displaced?: ReadonlySet<string>;
  /** False if the list continues behind its last row. */
  readonly isWhole: boolean;
}

/**
 * Returns what a list shows after a change, in the order in which AWS would list it. While the order of ties is not known,
 * the result is only what needs it.
 * @returns undefined if the order cannot be known without reading the list again
 */
export function placed(change: ListChange, sort: Sort, ties: TieOrders): readonly OpportunitySummary[] | undefined {
  const keys = sortKeys[sort.SortBy];
  const rows = keys ? placedByKeys(change, keys, sort, ties) : keptInPlace(change, ties);
  return rows && (change.isWhole ? rows : withinLoaded(rows, change));
}

/** Places by each way in which AWS may compare that fits the list; they have to agree. */
function placedByKeys(change: ListChange, keys: readonly KeyOf[], { SortOrder }: Sort, ties: TieOrders) {
  const sign = SortOrder === 'ASCENDING' ? 1 : -1;
  const results = keys.flatMap((keyOf) => {
    const placing = Placing.of(change, keyOf, sign, ties);
    return placing ? [placing.result] : [];
  });
  const [first, ...others] = results;
  return others.every((other) => isSame(first, other)) ? first : undefined;
}

function isSame(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  return a?.length === b?.length && (a ?? []).every((item, index) => item === b?.[index]);
}

/** The places of one change by one way to compare. */
class Placing {
  private constructor(
    private readonly change: ListChange,
    private readonly keyOf: KeyOf,
    private readonly sign: number,
    private readonly ties: TieOrders,
    /** The rows that stay, with a key and without. */
    private readonly keyed: readonly OpportunitySummary[],
    private readonly keys: readonly (number | string)[],
    private readonly keyless: readonly OpportunitySummary[],
    /** Where the list had those without a key: the indexes of the first and the last one, how many, and of how many. */
    private readonly had: Readonly<Record<'first' | 'last' | 'count' | 'of', number>>,
  ) {}

  /** Returns undefined if the rows that stay are not in this order. */
  static of(change: ListChange, keyOf: KeyOf, sign: number, ties: TieOrders): Placing | undefined {
    const keyed: OpportunitySummary[] = [];
    const keys: (number | string)[] = [];
    const keyless: OpportunitySummary[] = [];
    const had = { first: -1, last: -1, count: 0, of: 0 };
    for (const item of change.rows) {
      const key = keyOf(item);
      if (!isDisplaced(item, change)) {
        if (key === undefined) {
          had.count += 1;
          had.last = had.of;
          if (had.first < 0) had.first = had.of;
        }
        had.of += 1;
      }
      if (item.Id !== undefined && change.moved.has(item.Id)) continue;
      if (key === undefined) {
        keyless.push(item);
        continue;
      }
      const before = keys.at(-1);
      if (before !== undefined && compare(before, key, sign) > 0) return undefined;
      keyed.push(item);
      keys.push(key);
    }
    return new Placing(change, keyOf, sign, ties, keyed, keys, keyless, had);
  }

  /** Returns undefined if a place cannot be known. */
  get result(): readonly OpportunitySummary[] | undefined {
    const groups = new Map<SortKey, OpportunitySummary[]>();
    for (const item of this.change.toPlace) {
      const key = this.keyOf(item);
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    const keylessToPlace = groups.get(undefined) ?? [];
    groups.delete(undefined);
    const end = this.keylessEnd(keylessToPlace.length > 0, groups.size > 0 || this.keyed.length > 0);
    if (end === undefined) return undefined;
    const keyed = this.merged(groups);
    const keyless = this.ordered(this.keyless, keylessToPlace, undefined);
    if (!keyed || !keyless) return undefined;
    return end === 'start' ? [...keyless, ...keyed] : [...keyed, ...keyless];
  }

  /**
   * Returns at which end of the list AWS has those without a key, as far as that matters.
   * @param comes whether one without a key is to be placed
   * @param hasKeyed whether the list will have any with a key
   */
  private keylessEnd(comes: boolean, hasKeyed: boolean): 'start' | 'end' | undefined {
    const { first, last, count, of: length } = this.had;
    if (count === 0) return comes && hasKeyed ? undefined : 'end';
    if (count === length) return hasKeyed && (comes || this.keyless.length > 0) ? undefined : 'end';
    if (last - first + 1 !== count) return undefined;
    if (first === 0) return 'start';
    return last === length - 1 ? 'end' : undefined;
  }

  private merged(groups: ReadonlyMap<SortKey, readonly OpportunitySummary[]>) {
    const { keyed, sign } = this;
    const inOrder = [...groups].sort(([a], [b]) => compare(a, b, sign));
    const pieces: (readonly OpportunitySummary[])[] = [];
    let taken = 0;
    for (const [key, items] of inOrder) {
      const [start, end] = [this.indexOf(key, 0), this.indexOf(key, 1)];
      const group = this.ordered(keyed.slice(start, end), items, key);
      if (!group) return undefined;
      pieces.push(keyed.slice(taken, start), group);
      taken = end;
    }
    const none: readonly OpportunitySummary[] = [];
    return none.concat(...pieces, keyed.slice(taken));
  }

  /**
   * Returns the index of the first row that does not come before a key.
   * @param after 1: of the first row that comes after it
   */
  private indexOf(key: SortKey, after: 0 | 1): number {
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.keys[middle], key, this.sign) < after) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Returns those with one key in AWS's order: rows that stay, which are in order, and others. */
  private ordered(run: readonly OpportunitySummary[], items: readonly OpportunitySummary[], key: SortKey) {
    if (items.length === 0 || run.length + items.length === 1) return [...run, ...items];
    return this.asBefore(items, key) ?? inOrder(run, items, this.ties);
  }

  /** Returns the run as it was, if all of these were in it and AWS confirms their places; that needs few ids. */
  private asBefore(items: readonly OpportunitySummary[], key: SortKey) {
    const { change, keyOf, ties } = this;
    const newest = new Map(items.map((item) => [item.Id, item]));
    const stays = ({ Id: id }: OpportunitySummary) => id === undefined || !change.moved.has(id) || newest.has(id);
    const run = change.rows.filter((item) => keyOf(item) === key && stays(item) && !isDisplaced(item, change));
    const ids = new Set(run.map(({ Id: id }) => id));
    if (!items.every(({ Id: id }) => ids.has(id))) return undefined;
    const now = run.map((item) => (item.Id === undefined ? item : (newest.get(item.Id) ?? item)));
    return isConfirmed(now, newest, ties) ? now : undefined;
  }
}

function isDisplaced({ Id: id }: OpportunitySummary, { moved, displaced }: ListChange): boolean {
  return id !== undefined && moved.has(id) && displaced?.has(id) === true;
}

function compare(a: SortKey, b: SortKey, sign: number): number {
  if (a === b || a === undefined || b === undefined) return 0;
  return a < b ? -sign : sign;
}

/** Returns tied opportunities in AWS's order; undefined if that is not known, or is not the order of those that stay. */
function inOrder(
  run: readonly OpportunitySummary[],
  items: readonly OpportunitySummary[],
  ties: TieOrders,
): readonly OpportunitySummary[] | undefined {
  const all = [...run, ...items];
  const ids = all.flatMap(({ Id: id }) => id ?? []);
  const order = ids.length === all.length ? ties.of(ids) : undefined;
  if (!order) return undefined;
  const place = new Map(order.map((id, index) => [id, index]));
  const placeOf = ({ Id: id = '' }: OpportunitySummary) => place.get(id) ?? 0;
  const stays = run.every((item, index) => index === 0 || placeOf(run[index - 1] ?? item) < placeOf(item));
  return stays ? all.sort((a, b) => placeOf(a) - placeOf(b)) : undefined;
}

/** True if AWS lists tied opportunities in this order, as far as the changed ones are concerned. */
function isConfirmed(
  run: readonly OpportunitySummary[],
  changed: ReadonlyMap<string | undefined, unknown>,
  ties: TieOrders,
): boolean {
  if (run.length === 1) return true;
  const isChanged = (item: OpportunitySummary | undefined) => item?.Id !== undefined && changed.has(item.Id);
  for (let index = 0; index < run.length; index++) {
    if (!isChanged(run[index]) || isChanged(run[index - 1])) continue;
    // A changed one with its neighbours, and with the changed ones that follow it.
    let end = index + 1;
    while (isChanged(run[end])) end += 1;
    const part = run.slice(Math.max(0, index - 1), end + 1);
    const ids = part.flatMap(({ Id: id }) => id ?? []);
    if (ids.length < part.length || ties.of(ids)?.join() !== ids.join()) return false;
  }
  return true;
}

/** Returns a list whose order only AWS knows, if nothing in it moves. */
function keptInPlace(change: ListChange, ties: TieOrders): readonly OpportunitySummary[] | undefined {
  const { rows, moved, toPlace } = change;
  const newest = new Map(toPlace.map((item) => [item.Id, item]));
  const kept: OpportunitySummary[] = [];
  const changed = new Map<string | undefined, number>();
  for (const item of rows) {
    const isMoved = item.Id !== undefined && moved.has(item.Id);
    const now = isMoved ? newest.get(item.Id) : item;
    if (now && isMoved) {
      if (nameOf(now) !== nameOf(item) || isDisplaced(item, change)) return undefined;
      changed.set(item.Id, kept.length);
    }
    if (now) kept.push(now);
  }
  if (changed.size < toPlace.length) return undefined;
  let result = kept;
  for (const at of changed.values()) {
    const keyAt = (index: number) => {
      const item = kept[index];
      return item && nameKeyOf(item);
    };
    const isTied = (index: number) => index >= 0 && index < kept.length && keyAt(index) === keyAt(at);
    let [start, end] = [at, at + 1];
    while (isTied(start - 1)) start -= 1;
    while (isTied(end)) end += 1;
    const run = kept.slice(start, end);
    if (isConfirmed(run, changed, ties)) continue;
    const isChanged = ({ Id: id }: OpportunitySummary) => id !== undefined && changed.has(id);
    const group = inOrder(
      run.filter((item) => !isChanged(item)),
      run.filter(isChanged),
      ties,
    );
    if (!group) return undefined;
    result = [...result.slice(0, start), ...group, ...result.slice(end)];
  }
  return result;
}

/**
 * Returns the loaded part of a list that continues, if it has the same opportunities as before: its token may count them.
 * What comes certainly behind it is not loaded.
 */
function withinLoaded(placed: readonly OpportunitySummary[], { rows, moved, toPlace }: ListChange) {
  const last = rows.at(-1);
  if (!last) return undefined;
  const held = new Set(rows.map((item) => item.Id ?? item));
  const isMoved = ({ Id: id }: OpportunitySummary) => id !== undefined && moved.has(id);
  const lastFixed = placed.findLastIndex((item) => !isMoved(item));
  const newcomers = toPlace.filter((item) => !held.has(item.Id ?? item));
  const within = placed.slice(0, lastFixed + 1);
  if (within.length !== rows.length || within.some((item) => newcomers.includes(item))) return undefined;
  // What comes behind the loaded part does so only if it comes behind the last row, which may have moved.
  return newcomers.length > 0 && isMoved(last) ? undefined : within;
}
