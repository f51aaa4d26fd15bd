import { EventEmitter, l10n } from 'vscode';
import { isAllLoaded } from '../../core/lists/completeness';
import type { ListKey } from '../../core/lists/listKeys';
import { canLoadMore, type LoadAllOutcome, limitFrom, loadAll, loadedCount } from '../../core/lists/loadAll';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { setContextKey } from '../../host/contextKeys';
import { inView, tellBriefly } from '../../host/tell';
import { errorText } from '../errorText';
import type { ViewStatus } from '../opportunities/viewStatus';
import type { WindowParts } from '../windowParts';
import { costText, count, listsText } from './loadAllText';

export type LoadAllDeps = Pick<WindowParts, 'current' | 'settings'> & {
  readonly status: Pick<ViewStatus, 'say' | 'update'>;
};

/** One Load All, until another one of the same lists begins. */
interface Run {
  readonly lists: OpportunityLists;
  readonly keys: readonly ListKey[];
  readonly limit: number;
  readonly stop: AbortController;
  /** The number of requests for the lists before it began. */
  readonly requestsBefore: number;
  outcome?: LoadAllOutcome;
}

/**
 * Every Load All of the window, wherever it was started. The view shows their state in its own lines, and nowhere else.
 */
export class LoadAllSession {
  private runs: readonly Run[] = [];
  private state: 'running' | 'ended' | undefined;
  private readonly changes = new EventEmitter<void>();

  /** Fires after a Load All begins or ends. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly deps: LoadAllDeps) {
    deps.current.onDidReplace(() => {
      // Another grouping of the same list does not end the load.
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

  /** Loads these lists, or every list, up to the next multiple of the setting `maxItems`. Never rejects. */
  async start(wanted?: readonly ListKey[]): Promise<void> {
    const { current, settings } = this.deps;
    const lists = current.value;
    const underWay = this.runs.filter(({ outcome }) => !outcome).flatMap(({ keys }) => keys);
    const keys = (wanted ?? lists.keys).filter((key) => !underWay.includes(key));
    if (keys.length === 0) return;
    const limit = limitFrom(loadedCount(lists, keys), settings.value.maxItems);
    const run: Run = { lists, keys, limit, stop: new AbortController(), requestsBefore: lists.requests };
    this.runs = [...this.runs.filter((old) => !old.outcome || !old.keys.some((key) => keys.includes(key))), run];
    this.changed();
    const work = loadAll(lists, limit, run.stop.signal, keys);
    const outcome = await inView(work);
    run.outcome = outcome;
    this.runs = this.runs.filter((other) => other !== run || outcome.kind !== 'complete');
    if (outcome.kind === 'complete' && lists === current.value) {
      const requests = lists.requests - run.requestsBefore;
      const loaded = count(loadedCount(lists, keys));
      tellBriefly(l10n.t('{0} loaded, {1} requests.', loaded, count(requests)), 10);
    }
    this.changed();
  }

  /** Stops all loads, and keeps what is loaded. */
  stop(): void {
    for (const { stop } of this.runs) stop.abort();
  }

  /** True if a list was being loaded to its end when it was stopped. */
  wasStopped(key: ListKey): boolean {
    return this.unfinished().some(({ outcome, keys }) => outcome?.kind === 'stopped' && keys.includes(key));
  }

  /** Continues everything that was stopped, reached its limit, or failed. */
  async goOn(): Promise<void> {
    await Promise.all(this.unfinished().map(({ keys }) => this.start(keys)));
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
      return outcome.kind === 'limit' ? canLoadMore(lists, keys) : !isAllLoaded(lists, keys);
    });
  }

  private words(): string {
    const running = this.runs.filter(({ outcome }) => !outcome);
    return [...this.unfinished().map(endedText), ...running.map((run) => this.runningText(run))]
      .filter(Boolean)
      .join('\n');
  }

  private runningText({ lists, keys, limit, requestsBefore }: Run): string {
    const settings = this.deps.settings.value;
    const loaded = loadedCount(lists, keys);
    const requests = count(lists.requests - requestsBefore);
    const progress =
      keys.length === lists.keys.length
        ? l10n.t('Loading all: {0} loaded, {1} requests.', count(loaded), requests)
        : l10n.t('Loading all of {0}: {1} loaded, {2} requests.', listsText(keys), count(loaded), requests);
    const unended = keys.filter((key) => canLoadMore(lists, [key])).length;
    if (unended === 0) return `${progress}\n${l10n.t('Checking what changed in the meantime.')}`;
    return `${progress}\n${l10n.t('Remaining: {0}.', costText(limit, loaded, unended, settings))}`;
  }
}

function endedText({ lists, keys, limit, outcome }: Run): string {
  const loaded = count(loadedCount(lists, keys));
  switch (outcome?.kind) {
    case 'stopped':
      return l10n.t('Loading stopped. {0} loaded, more exist.', loaded);
    case 'limit':
      return l10n.t(
        'Load All stopped at {0} because of partnerCentral.maxItems ({1}). More exist.',
        loaded,
        count(limit),
      );
    case 'failed': {
      const failed = outcome.keys.filter((key) => lists.listOf(key)?.tail.kind === 'failed');
      return failed.length > 0 ? l10n.t('Not fully loaded: {0}. What is loaded stays.', listsText(failed)) : '';
    }
    case 'changing':
      return l10n.t(
        '{0} loaded, but some may be missing: opportunities changed each time they were read ({1}). Load All reads them again.',
        loaded,
        listsText(outcome.keys),
      );
    case 'unchecked':
      return l10n.t(
        '{0} loaded, but it is not known whether any changed in the meantime: {1} Load All asks again.',
        loaded,
        errorText(outcome.error),
      );
    default:
      return '';
  }
}
