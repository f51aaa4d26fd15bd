import { EventEmitter } from 'vscode';
import { isAllLoaded, knowsWithoutStage } from '../../core/lists/completeness';
import type { ListKey, ReadKey } from '../../core/lists/listKeys';
import {
  canLoadMore,
  findWithoutStage,
  type LoadAllOutcome,
  limitFrom,
  loadAll,
  loadedCount,
} from '../../core/lists/loadAll';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { setContextKey } from '../../host/contextKeys';
import { inView, tellBriefly } from '../../host/tell';
import type { ViewStatus } from '../opportunities/viewStatus';
import type { WindowParts } from '../windowParts';
import { endedText, runningText } from './loadAllLines';
import { allLoadedText, loadedText } from './loadAllText';

export type LoadAllDeps = Pick<WindowParts, 'current' | 'settings'> & {
  readonly status: Pick<ViewStatus, 'say' | 'update'>;
};

/**
 * One Load All, until another one of the same lists begins; or the search for opportunities without a stage that follows
 * it, whose only key is `Other`.
 */
interface Run {
  readonly lists: OpportunityLists;
  readonly keys: readonly ReadKey[];
  readonly limit: number;
  readonly stop: AbortController;
  /** Those who want it: it ends early only if none of them does any more. */
  readonly askers: Set<object>;
  outcome?: LoadAllOutcome;
}

/**
 * Every Load All of the window, wherever it was started. The view shows their state in its own lines, and nowhere else.
 */
export class LoadAllSession {
  private runs: readonly Run[] = [];
  /** Everything that was begun and has not ended, each search that follows it included. */
  private readonly begun = new Set<Promise<void>>();
  private state: 'running' | 'ended' | undefined;
  private readonly changes = new EventEmitter<void>();

  /** Fires after a Load All begins or ends. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly deps: LoadAllDeps) {
    deps.current.onDidReplace(() => {
      // Another grouping of the same list does not end the load. Lists that are set aside would be read on.
      for (const { lists, stop } of this.runs) if (lists !== deps.current.value) stop.abort();
      this.runs = this.runs.filter(({ lists }) => lists === deps.current.value);
      this.changed();
    });
    // The rest may have been loaded in another way.
    deps.current.onDidChange(() => this.showState());
    deps.status.say(() => this.words());
  }

  /** True if something is being loaded. */
  get running(): boolean {
    return this.runs.some(({ outcome }) => !outcome);
  }

  /**
   * Loads these lists, or every list, up to the next multiple of the setting `maxItems`. Once all stages are loaded, it
   * goes on behind them to look for opportunities without a stage, which nobody has to wait for. Never rejects.
   * @param asker may later `leave` what it asked for; by default the window, which never does
   */
  start(wanted?: readonly ListKey[], asker: object = this): Promise<void> {
    return this.begin(this.load(wanted, asker));
  }

  /**
   * Loads every list as `start` does, and also waits for the search that follows it, and for what was begun before. Ends
   * early when the person stops it, or when other lists are shown. Never rejects.
   */
  async startToEnd(): Promise<void> {
    const { current } = this.deps;
    const lists = current.value;
    await this.start();
    while (this.begun.size > 0 && lists === current.value) await Promise.all(this.begun);
  }

  /** Stops all loads, or the loading of some lists, and keeps what is loaded. */
  stop(some?: readonly ListKey[]): void {
    const isMeant = (key: ReadKey) => !some || some.some((one) => one === key);
    for (const { stop, keys } of this.runs) if (keys.every(isMeant)) stop.abort();
  }

  /** Stops the loads that nobody but this asker wants. */
  leave(asker: object): void {
    for (const { askers, stop } of this.runs) if (askers.delete(asker) && askers.size === 0) stop.abort();
  }

  /** True if a list was being loaded to its end when it was stopped. */
  wasStopped(key: ListKey): boolean {
    const unfinished = this.unfinished();
    const wasStopped = (run: Run) => (run.outcome ? run.outcome.kind === 'stopped' && unfinished.includes(run) : true);
    return this.runs.some((run) => run.keys.includes(key) && wasStopped(run));
  }

  /** Continues everything that was stopped, reached its limit, or failed. */
  async goOn(): Promise<void> {
    const lists = this.unfinished().map(({ keys }) => keys.filter((key) => key !== 'Other'));
    // The search for those without a stage follows when all stages are loaded, as they may be already.
    await Promise.all(lists.map((keys) => (keys.length > 0 ? this.start(keys) : this.start())));
  }

  private async load(wanted: readonly ListKey[] | undefined, asker: object): Promise<void> {
    const { current, settings } = this.deps;
    const lists = current.value;
    const running = this.runs.filter(({ outcome }) => !outcome);
    for (const { keys, askers } of running) {
      if (keys.some((key) => wanted?.some((one) => one === key) ?? true)) askers.add(asker);
    }
    const underWay = running.flatMap(({ keys }) => keys);
    const keys = (wanted ?? lists.keys).filter((key) => !underWay.includes(key) || isStopped(lists, key));
    if (keys.length === 0) return;
    const limit = limitFrom(loadedCount(lists, keys), settings.value.maxItems);
    const askers = new Set([asker]);
    const isComplete = await this.run({ lists, keys, limit, askers }, (signal) => loadAll(lists, limit, signal, keys));
    if (!isComplete || lists !== current.value) return;
    tellBriefly(loadedText(loadedCount(lists, keys)), 10);
    if (isAllLoaded(lists) && !knowsWithoutStage(lists)) void this.begin(this.findWithoutStage(lists, askers));
  }

  private begin(work: Promise<void>): Promise<void> {
    const ending = work.finally(() => this.begun.delete(ending));
    this.begun.add(ending);
    return ending;
  }

  private async findWithoutStage(lists: OpportunityLists, askers: Set<object>): Promise<void> {
    if (this.runs.some(({ keys, outcome }) => !outcome && keys.includes('Other'))) return;
    const part = { lists, keys: ['Other'] as const, limit: Number.POSITIVE_INFINITY, askers };
    const isComplete = await this.run(part, (signal) => findWithoutStage(lists, signal));
    if (isComplete && lists === this.deps.current.value) tellBriefly(allLoadedText(lists), 10);
  }

  /**
   * Shows in the view that something is being loaded, until it has ended.
   * @returns true if it ended with everything read
   */
  private async run(
    part: Omit<Run, 'stop' | 'outcome'>,
    work: (signal: AbortSignal) => Promise<LoadAllOutcome>,
  ): Promise<boolean> {
    const run: Run = { ...part, stop: new AbortController() };
    const { keys } = run;
    this.runs = [...this.runs.filter((old) => !old.outcome || !old.keys.some((key) => keys.includes(key))), run];
    this.changed();
    const outcome = await inView(work(run.stop.signal));
    run.outcome = outcome;
    this.runs = this.runs.filter((other) => other !== run || outcome.kind !== 'complete');
    this.changed();
    return outcome.kind === 'complete';
  }

  private changed(): void {
    this.showState();
    this.deps.status.update();
    this.changes.fire();
  }

  private showState(): void {
    const state = this.running ? 'running' : this.unfinished().length > 0 ? 'ended' : undefined;
    if (state === this.state) return;
    this.state = state;
    setContextKey('partnerCentral.loadAll', state);
  }

  /**
   * Returns what ended before everything was loaded, and is still incomplete: a person may have loaded the rest in
   * another way.
   */
  private unfinished(): readonly Run[] {
    return this.runs.filter(({ outcome, lists, keys }) => {
      if (!outcome) return false;
      if (keys.includes('Other')) return !knowsWithoutStage(lists);
      return outcome.kind === 'limit' ? canLoadMore(lists, keys) : !isAllLoaded(lists, keys);
    });
  }

  private words(): string {
    const running = this.runs.filter(({ outcome }) => !outcome);
    const settings = this.deps.settings.value;
    return [...this.unfinished().map(endedText), ...running.map((run) => runningText(run, settings))]
      .filter(Boolean)
      .join('\n');
  }
}

/** True if a person stopped one list of a Load All that goes on with the others. */
function isStopped(lists: OpportunityLists, key: ListKey): boolean {
  const tail = lists.listOf(key)?.tail;
  return tail?.kind === 'more' && tail.stopped === true;
}
