import { asSourceError } from '../errors/sourceError';
import type { OpportunitySummary } from '../model/opportunity';
import { hiddenPatience } from '../paging/patience';
import { isWithinMargin } from '../time/indexDelay';
import { compareMoments } from '../time/moments';
import { isAllLoaded, knowsWithoutStage } from './completeness';
import { Difference, type Move, type Plan, readOf } from './difference/difference';
import type { ReadKey } from './listKeys';
import { LoadAllRun, loadAll } from './loadAll';
import { Modifications, mostPages } from './modifications';
import type { Closing, OpportunityList } from './opportunityList';
import type { Manner, OpportunityLists } from './opportunityLists';
import type { Refreshed, RefreshOptions } from './refreshed';
import { newestOf } from './watchedSource';

const unlimited = Number.POSITIVE_INFINITY;
/** Milliseconds after which all pages are read again: a difference does not show everything. */
const longest = 24 * 3_600_000;
/** How often AWS is asked again if something was modified while it was asked about what was modified before. */
const mostTries = 2;
/** The number of merged opportunities after which all pages are read again. */
const mostMerged = 1_000;

/**
 * Brings up to date what was read before. AWS is asked what was modified since, and that is merged into the lists; a list
 * that cannot take it is read again by itself. Afterwards the lists are as if they had been read again. Only what AWS does
 * not report as modified stays hidden: see `RefreshOptions.everything`. If a request fails, the lists stay as they are.
 * Never rejects.
 */
export async function refreshAll(
  lists: OpportunityLists,
  signal: AbortSignal,
  options: RefreshOptions = {},
): Promise<Refreshed> {
  const running = options.quiet ? 0 : 1;
  lists.memory.running += running;
  const refreshed = await new Refresh(lists, signal, options).run();
  lists.memory.running -= running;
  lists.noteRefresh(refreshed);
  return refreshed;
}

type Asked = NonNullable<Extract<Refreshed, { kind: 'difference' | 'everything' }>['asked']>;

class Refresh {
  private tries = 0;
  private readonly at: Date;
  private readonly manner: Manner;
  private asked: Asked | undefined;

  constructor(
    private readonly lists: OpportunityLists,
    private readonly signal: AbortSignal,
    private readonly options: RefreshOptions,
  ) {
    this.at = lists.now().at;
    this.manner = { patience: hiddenPatience, priority: options.quiet ? 'background' : 'foreground' };
  }

  async run(): Promise<Refreshed> {
    try {
      const refreshed = await this.refresh();
      return this.signal.aborted ? { kind: 'stopped' } : refreshed;
    } catch (thrown) {
      const error = asSourceError(thrown);
      return this.signal.aborted || error.code === 'aborted' ? { kind: 'stopped' } : { kind: 'failed', error };
    }
  }

  private async refresh(): Promise<Refreshed> {
    const { lists, options, read } = this;
    if (read.length === 0 && options.since === undefined) return { kind: 'nothing' };
    const { tooMuch } = lists.memory;
    if (!options.quiet) lists.memory.tooMuch = undefined;
    else if (tooMuch && tooMuch.from === this.from) return tooMuch.refreshed;
    const isWanted = read.length > 0 && !options.quiet;
    if (isWanted && (options.everything || this.isDue)) return this.everything();
    const { from } = this;
    // AWS cannot be asked for changes since nothing.
    if (from === undefined) return isWanted ? this.everything() : { kind: 'nothing' };
    const modifications = new Modifications(lists, this.signal);
    modifications.remember(lists.memory.newest);
    const modified = await modifications.since(from, { ...this.manner, most: this.mostPages(from) });
    if (!modified) return isWanted ? this.everything() : this.leaveBehind(from);
    const upTo = newestOf(modified);
    const isReadable = modifications.unreadable === 0;
    this.asked = { since: from, upTo, isWhole: isReadable };
    const difference = new Difference(lists, modifications, modified, this.signal, this.manner);
    if (read.length === 0) return this.difference();
    const isCheaper = difference.membershipRequests <= Math.max(1, this.pages);
    if (!isReadable || !isCheaper) {
      if (isWanted) return this.everything();
      if (!isCheaper) return this.leaveBehind(from);
    }
    await difference.ask(Math.max(1, this.pages));
    // All of it has to be of one moment.
    if (difference.isOvertaken && this.tries < mostTries) {
      this.tries += 1;
      return this.refresh();
    }
    // From here to the end of the merging, nothing else runs.
    const wasComplete = isAllLoaded(lists);
    const knewOthers = wasComplete && lists.listOf('Other') !== undefined && knowsWithoutStage(lists);
    const plan = difference.plan();
    const shown = difference.shown();
    if (this.signal.aborted) return { kind: 'stopped' };
    const isCurrent = isReadable && !difference.isOvertaken;
    this.merge(plan, upTo, isCurrent);
    lists.memory.merged += difference.size;
    const newest = modified.filter(({ LastModifiedDate: date }) => isWithinMargin(date, upTo));
    lists.memory.newest = [];
    if (isCurrent && plan.again.size === 0) lists.memory.begin(newest);
    if (options.quiet) {
      lists.memory.behind = isReadable
        ? [...plan.again].filter((key) => lists.listOf(key)?.pages)
        : read.map(({ key }) => key);
    } else {
      lists.memory.behind = [];
      const isRead = await this.readAgain(plan, wasComplete, knewOthers);
      // What was read again is newer than the answer.
      if (isCurrent && isRead) lists.memory.newest = newest;
    }
    const changed = countChanges(shown, difference.shown());
    // Pages that were read again may show what no difference does.
    const isKnown = lists.memory.behind.length === 0 && (changed > 0 || plan.again.size === 0);
    return this.difference(isKnown ? changed : undefined);
  }

  private difference(changed?: number): Refreshed {
    const { at, asked } = this;
    return { kind: 'difference', at, ...(asked && { asked }), ...(changed !== undefined && { changed }) };
  }

  /** Leaves all lists as they are, because they would have to be read again. */
  private leaveBehind(from: string): Refreshed {
    const { memory } = this.lists;
    const refreshed = this.difference();
    memory.behind = this.read.map(({ key }) => key);
    if (this.options.quiet) memory.tooMuch = { from, refreshed };
    return refreshed;
  }

  private get read(): readonly OpportunityList[] {
    return readOf(this.lists);
  }

  private get pages(): number {
    return this.read.reduce((sum, { pages }) => sum + pages, 0);
  }

  /** The moment since which AWS is asked what was modified, by its own clock. */
  private get from(): string | undefined {
    const begun = [...this.read.map(({ reading }) => reading.since), this.options.since];
    return begun.filter((since) => since !== undefined).toSorted(compareMoments)[0];
  }

  /** Returns how many pages of what was modified cost no more than reading the lists again. */
  private mostPages(from: string): number {
    // The person is to be shown more than what changed in the lists.
    if (this.options.since !== undefined && compareMoments(this.options.since, from) === 0) return mostPages;
    return Math.min(mostPages, Math.max(1, this.pages));
  }

  /** True if it is time to read everything again. A clock that was set only makes that happen once. */
  private get isDue(): boolean {
    const { at, lists } = this;
    const isOld = ({ reading }: OpportunityList) =>
      reading.begunAt !== undefined && Math.abs(at.getTime() - reading.begunAt.getTime()) > longest;
    return lists.memory.merged >= mostMerged || this.read.some(isOld);
  }

  /** Shows what changed, and notes up to which moment the lists are correct. */
  private merge({ arranged, upToDate }: Plan, upTo: string | undefined, isCurrent: boolean): void {
    const { lists, at } = this;
    lists.arrange(arranged);
    if (!isCurrent) return;
    const { maxItems, startingToken } = lists.query;
    const isPart = maxItems !== undefined || startingToken !== undefined;
    // One answer of AWS was merged into all of them, so they show the same moment.
    const closing: Closing = { at };
    for (const key of upToDate) {
      const list = lists.listOf(key);
      list?.reading.confirm(upTo, at);
      if (list?.tail.kind === 'end' && !isPart) list.close(closing);
    }
  }

  /**
   * Reads the lists again that could not take the difference.
   * @returns true if all of them were
   */
  private async readAgain({ again, moves }: Plan, wasComplete: boolean, knewOthers: boolean): Promise<boolean> {
    const { lists, signal } = this;
    if (again.size === 0) return true;
    const before = new Map(Array.from(again, (key) => [key, lists.listOf(key)]));
    await this.reread([...again], wasComplete, knewOthers);
    // AWS may list an opportunity that moved under its old stage for a while.
    const isLost = (id: string, { into }: Move) => {
      const list = lists.listOf(into);
      return list !== before.get(into) && list?.tail.kind === 'end' && lists.find(id) === undefined;
    };
    const lost = [...moves].filter(([id, move]) => isLost(id, move));
    const sources = new Set(signal.aborted ? [] : lost.map(([, { from }]) => from));
    await Promise.all(Array.from(sources, (key) => lists.refreshList(key)));
    return [...before].every(([key, list]) => lists.listOf(key) !== list && !lists.refreshError(key));
  }

  /** Reads lists again. If all were known to be complete, they are afterwards, or say that they are not. */
  private async reread(again: readonly ReadKey[], wasComplete: boolean, knewOthers: boolean): Promise<void> {
    const { lists, signal } = this;
    const { keys } = lists;
    const isOneRequest = keys.length === 1 && keys.every((key) => (lists.listOf(key)?.pages ?? 0) <= 1);
    if (!wasComplete || isOneRequest) {
      await Promise.all(again.map((key) => lists.refreshList(key)));
      if (wasComplete) await loadAll(lists, unlimited, signal);
      return;
    }
    const checked: readonly ReadKey[] = knewOthers ? [...keys, 'Other'] : keys;
    const [own, others] = [again.filter((key) => checked.includes(key)), again.filter((key) => !checked.includes(key))];
    if (own.length > 0) await new LoadAllRun(lists, checked, unlimited, signal).run(own);
    await Promise.all(others.map((key) => lists.refreshList(key)));
  }

  /** Reads everything again that was read before. */
  private async everything(): Promise<Refreshed> {
    const { lists, signal, at, asked, read } = this;
    const knewOthers = lists.listOf('Other')?.tail.kind === 'end';
    const wasComplete = isAllLoaded(lists);
    lists.memory.merged = 0;
    lists.memory.begin([]);
    lists.memory.behind = [];
    const { keys } = lists;
    if (!wasComplete || (keys.length === 1 && (lists.listOf(keys[0] ?? 'All')?.pages ?? 0) <= 1)) {
      await lists.refresh();
      if (wasComplete) await loadAll(lists, unlimited, signal);
    } else {
      const outcome = await new LoadAllRun(lists, keys, unlimited, signal).run(keys);
      if (knewOthers && outcome.kind === 'complete') {
        await new LoadAllRun(lists, [...keys, 'Other'], unlimited, signal).run(['Other']);
      }
    }
    const errors = read.map(({ key }) => lists.refreshError(key));
    const [error] = errors;
    if (error && errors.every((each) => each)) return { kind: 'failed', error };
    return { kind: 'everything', at, ...(asked && { asked }) };
  }
}

type Shown = ReturnType<Difference['shown']>;

function countChanges(before: Shown, after: Shown): number {
  const hasChanged = ([id, item]: [string, OpportunitySummary | undefined]) => {
    const now = after.get(id);
    return item !== now && JSON.stringify(item) !== JSON.stringify(now);
  };
  return [...before].filter(hasChanged).length;
}
