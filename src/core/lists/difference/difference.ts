import { isNewer, isStage, type OpportunitySummary } from '../../model/opportunity';
import { criteria } from '../../query/criteria';
import { compareMoments } from '../../time/moments';
import { hasListBehind, type ReadKey } from '../listKeys';
import type { Modifications } from '../modifications';
import type { OpportunityList } from '../opportunityList';
import type { Manner, OpportunityLists } from '../opportunityLists';
import { newestOf } from '../watchedSource';
import { placed } from './placing';
import { TieOrders } from './tieOrders';

/** What a difference changes in the lists. */
export interface Plan {
  /** What the lists show that change. */
  readonly arranged: ReadonlyMap<ReadKey, readonly OpportunitySummary[]>;
  /** The lists that are up to date afterwards. */
  readonly upToDate: readonly ReadKey[];
  /** The lists that have to be read again: they cannot take the difference. */
  readonly again: ReadonlySet<ReadKey>;
  /** What moves from one list into another that has to be read again, by id. */
  readonly moves: ReadonlyMap<string, Move>;
}

/** The list where an opportunity was, and the one where it belongs now. */
export interface Move {
  readonly from: ReadKey;
  readonly into: ReadKey;
}

const { most } = criteria.Identifier;

/**
 * What was modified since lists were read, and what AWS says about it: which of it matches the filter, and how ties are
 * ordered. It changes nothing itself.
 */
export class Difference {
  /** The newest version of each opportunity that may have changed, by its id. */
  private readonly newest = new Map<string, OpportunitySummary>();
  /** The ids of those that match the filter; undefined if every opportunity does. */
  private readonly matching: Set<string> | undefined;
  private readonly ties = new TieOrders();
  private overtaken = false;
  /** What may have changed since a list was begun, by when that was. */
  private readonly touched = new Map<string | undefined, readonly OpportunitySummary[]>();
  /** The ids of those without a known stage. */
  private others: ReadonlySet<string | undefined> = new Set();

  constructor(
    private readonly lists: OpportunityLists,
    private readonly modifications: Modifications,
    /** What AWS says was modified. */
    private readonly modified: readonly OpportunitySummary[],
    private readonly signal: AbortSignal,
    private readonly manner: Manner,
  ) {
    this.matching = Object.keys(lists.query.filter).length > 0 ? new Set() : undefined;
    const touched = new Set(readOf(this.lists).flatMap((list) => this.touchedSince(list)));
    for (const item of modified) if (touched.has(item)) this.learn(item);
  }

  /** The number of opportunities that may have changed. */
  get size(): number {
    return this.newest.size;
  }

  /** Returns what the lists show now of those that may have changed. */
  shown(): ReadonlyMap<string, OpportunitySummary | undefined> {
    return new Map(Array.from(this.newest.keys(), (id) => [id, this.lists.find(id)]));
  }

  /** True if AWS's later answers have something that was modified after it said what was. */
  get isOvertaken(): boolean {
    return this.overtaken;
  }

  /** The number of requests that it takes to learn which of them match the filter. */
  get membershipRequests(): number {
    return this.matching ? Math.ceil(this.questioned.length / most) : 0;
  }

  /**
   * Asks AWS what has to be known.
   * @param mostRequests the maximum number of requests about ties: with more, lists are read again instead
   * @throws {SourceError} any error of the source
   */
  async ask(mostRequests: number): Promise<void> {
    if (this.matching) {
      const { questioned } = this;
      for (let start = 0; start < questioned.length; start += most) {
        await this.askFor(questioned.slice(start, start + most), this.matching);
      }
    }
    let requests = 0;
    for (;;) {
      this.attempt();
      const asks = this.ties.take();
      requests += asks.length;
      if (asks.length === 0 || requests > mostRequests) return;
      for (const ids of asks) await this.askFor(ids);
    }
  }

  /** Returns what the difference changes in the lists as they are now. */
  plan(): Plan {
    const plan = this.attempt();
    // The lists changed after AWS was asked about ties: their order stays unknown.
    return this.ties.take().length === 0 ? plan : this.plan();
  }

  /** Returns the same; while the order of ties is wanted, it is only what needs it. */
  private attempt(): Plan {
    const { lists } = this;
    this.touched.clear();
    this.others = new Set(lists.other.map(({ Id: id }) => id));
    const planned = new Map<ReadKey, readonly OpportunitySummary[]>();
    const again = new Set<ReadKey>();
    const upToDate: ReadKey[] = [];
    for (const list of readOf(lists)) {
      const touched = this.touchedSince(list);
      if (this.isOutdated(list)) again.add(list.key);
      else if (touched.length === 0) {
        // What is being read now is as old as its request.
        if (list.tail.kind !== 'loading') upToDate.push(list.key);
      } else {
        const rows = this.canTake(list, touched) ? this.rowsOf(list, new Set(touched)) : undefined;
        if (!rows) again.add(list.key);
        else if (rows !== this.shownBy(list.key)) planned.set(list.key, rows);
        if (rows) upToDate.push(list.key);
      }
    }
    const arranged = new Map(planned);
    const moves = this.settle(arranged, again);
    if (!lists.listOf('Other')?.pages) this.settleStrays(arranged);
    return { arranged, upToDate, again, moves };
  }

  /** The ids of which AWS has to say whether they match. */
  private get questioned(): readonly string[] {
    const { Identifier: asked } = this.lists.query.filter;
    return [...this.newest.keys()].filter((id) => !asked?.length || asked.includes(id));
  }

  private learn(item: OpportunitySummary): void {
    if (item.Id !== undefined && isNewer(item, this.newest.get(item.Id))) this.newest.set(item.Id, item);
  }

  /** Asks which of some opportunities match the filter, in the order of the sort. */
  private async askFor(ids: readonly string[], matching?: Set<string>): Promise<void> {
    const { lists, signal, manner } = this;
    const { query } = lists;
    const asked = { ...query, filter: { ...query.filter, Identifier: ids }, pageSize: most };
    const reading = lists.newReading(undefined, asked);
    const order: string[] = [];
    const newest = newestOf(this.modified);
    for await (const { items } of lists.walkBy((...page) => reading.page(...page), signal, manner)) {
      for (const item of items) {
        const { Id: id } = item;
        if (id === undefined || !ids.includes(id)) continue;
        order.push(id);
        this.overtaken ||= compareMoments(item.LastModifiedDate, newest) > 0;
        matching?.add(id);
        if (this.newest.has(id)) this.learn(item);
      }
    }
    this.ties.learn(order);
  }

  /** Returns what may have changed since a list was begun. */
  private touchedSince({ reading: { since } }: OpportunityList): readonly OpportunitySummary[] {
    const known = this.touched.get(since);
    if (known) return known;
    const touched = this.modified.filter((item) => {
      // One that was renewed may be in an old place.
      const isKnown = item.Id !== undefined && !this.lists.memory.renewed.has(item.Id);
      const held = isKnown ? this.lists.find(item.Id) : undefined;
      return this.modifications.isTouched(item, since, held);
    });
    this.touched.set(since, touched);
    return touched;
  }

  /** True if a list has to be read again whatever was modified. */
  private isOutdated({ key, pages, tail, closing, reading, isAltered }: OpportunityList): boolean {
    const { lists } = this;
    if (isAltered && tail.kind !== 'end') return true;
    if (pages === 0 || tail.kind === 'failed' || closing === 'changing' || lists.refreshError(key)) return true;
    // A relative date has moved on.
    const today = lists.newReading(isStage(key) ? key : undefined).asked;
    return reading.since === undefined || JSON.stringify(reading.asked) !== JSON.stringify(today);
  }

  /** True if what was modified can be merged into a list, as far as that is known of the list alone. */
  private canTake(list: OpportunityList, touched: readonly OpportunitySummary[]): boolean {
    const { key, pages, tail, isOneMoment, notices, reading, sent, items } = list;
    const { maxItems, startingToken } = this.lists.query;
    const isWhole = tail.kind === 'end';
    if (tail.kind === 'loading' || (pages > 1 && !isOneMoment)) return false;
    if (maxItems !== undefined || startingToken !== undefined) return false;
    if (touched.some(({ Id: id }) => id === undefined)) return false;
    // Its token may count opportunities that it does not show.
    if (!isWhole && (sent !== items.length || reading.sentCloseDates)) return false;
    return notices.skipped + notices.unreadable === 0 || !this.concerns(key);
  }

  /** True if what may have changed was in a list, or is in it now. */
  private concerns(key: ReadKey): boolean {
    return [...this.newest].some(([id, item]) => this.targetOf(item) === key || this.holds(key, id));
  }

  /**
   * Returns what a list shows with what was modified; the same array if that changes nothing.
   * @param touched what may have changed since the list was begun
   */
  private rowsOf({ key, tail }: OpportunityList, touched: ReadonlySet<OpportunitySummary>) {
    const rows = this.shownBy(key);
    const touchedIds = new Set(Array.from(touched, ({ Id: id }) => id));
    const moved = new Set<string>();
    const toPlace: OpportunitySummary[] = [];
    for (const [id, item] of this.newest) {
      const belongs = this.targetOf(item) === key;
      const held = this.holds(key, id) ? this.lists.find(id) : undefined;
      if (!belongs && !held) continue;
      if (belongs && held && !touchedIds.has(id) && JSON.stringify(held) === JSON.stringify(item)) continue;
      moved.add(id);
      if (belongs) toPlace.push(item);
    }
    if (moved.size === 0) return rows;
    const { query, memory } = this.lists;
    const change = { rows, moved, toPlace, displaced: memory.renewed, isWhole: tail.kind === 'end' };
    return placed(change, query.sort, this.ties);
  }

  private shownBy(key: ReadKey): readonly OpportunitySummary[] {
    return key === 'Other' ? this.lists.other : (this.lists.listOf(key)?.items ?? []);
  }

  private holds(key: ReadKey, id: string): boolean {
    if (key === 'Other') return this.others.has(id);
    return this.lists.listOf(key)?.find(id) !== undefined;
  }

  /** Returns the list in which an opportunity belongs; undefined if it is in none of the query. */
  private targetOf(item: OpportunitySummary): ReadKey | undefined {
    const { keys, query } = this.lists;
    if (this.matching && !(item.Id !== undefined && this.matching.has(item.Id))) return undefined;
    if (query.split === 'whole') return 'All';
    const stage = item.LifeCycle?.Stage;
    if (!isStage(stage)) return hasListBehind(query) ? 'Other' : undefined;
    return keys.includes(stage) ? stage : undefined;
  }

  /**
   * Shows what moved between a list that takes the difference and one that does not in the second one until that is read
   * again, so that nothing is shown twice or not at all.
   */
  private settle(
    arranged: Map<ReadKey, readonly OpportunitySummary[]>,
    again: ReadonlySet<ReadKey>,
  ): ReadonlyMap<string, Move> {
    const moves = new Map<string, Move>();
    for (const [id, item] of this.newest) {
      const target = this.targetOf(item);
      const before = readOf(this.lists).find(({ key }) => key !== target && this.holds(key, id))?.key;
      if (target === undefined || before === undefined) continue;
      const isRead = (this.lists.listOf(target)?.pages ?? 0) > 0;
      if (again.has(before) && !again.has(target) && isRead) {
        arranged.set(
          before,
          (arranged.get(before) ?? this.shownBy(before)).filter((other) => other.Id !== id),
        );
      } else if (again.has(target) && !again.has(before) && isRead) {
        arranged.set(target, [...(arranged.get(target) ?? this.shownBy(target)), item]);
        moves.set(id, { from: before, into: target });
      }
    }
    return moves;
  }

  /** Brings those up to date that came without a known stage although the list of all was not read. */
  private settleStrays(arranged: Map<ReadKey, readonly OpportunitySummary[]>): void {
    const { other } = this.lists;
    const strays = other.flatMap((item) => {
      const now = item.Id === undefined ? undefined : this.newest.get(item.Id);
      if (!now) return item;
      return this.targetOf(now) === 'Other' ? now : [];
    });
    if (strays.some((item, index) => item !== other[index]) || strays.length < other.length)
      arranged.set('Other', strays);
  }
}

/** Returns the lists that were read, or are to be read again because that failed. */
export function readOf(lists: OpportunityLists): readonly OpportunityList[] {
  const known = [...lists.keys, 'Other' as const].map((key) => lists.listOf(key));
  return known.filter((list) => list !== undefined).filter(({ tail }) => tail.kind !== 'unread');
}
