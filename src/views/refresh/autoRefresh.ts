import { Disposable, type Event, type TreeView, window } from 'vscode';
import type { Clock } from '../../core/runtime/clock';
import { clock as realClock } from '../../host/clock';
import type { WindowParts } from '../windowParts';

const minute = 60_000;
/** Milliseconds between two looks at the clock. A computer that was asleep asks soon after it wakes. */
const lookMs = minute;

/** The refreshes of the window, as far as one that nobody asks for depends on them. */
interface QuietRefreshing {
  /** True while a refresh of the current lists waits or runs. */
  readonly isRunning: boolean;
  /** True if the person stopped the last refresh of the current lists. */
  readonly wasStopped: boolean;
  /** Fires after a refresh of the current lists ended. */
  readonly onDidEnd: Event<unknown>;
  /** Asks what was modified, although the person asked for nothing. It does nothing while anything else is read. */
  askQuietly(): Promise<void>;
}

/** A view, as far as it matters whether a person can see it. */
export type SeenView = Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>;

export type AutoRefreshDeps = Pick<WindowParts, 'current' | 'settings' | 'whatChanged' | 'now'> & {
  readonly refresher: QuietRefreshing;
  /** The views of which a person has to see one. */
  readonly views: readonly SeenView[];
  readonly clock?: Clock;
};

/**
 * Asks AWS from time to time what was modified, as the setting `autoRefresh` says: only while the person can see the
 * view in the window that they use, and never at the cost of a question to them.
 */
export class AutoRefresh implements Disposable {
  private readonly subscriptions: Disposable;
  private readonly clock: Clock;
  private cancel = () => {};
  /** When AWS was last asked: by a clock that never runs backwards, and by one that goes on while the computer sleeps. */
  private asked: { readonly ms: number; readonly at: number };

  constructor(private readonly deps: AutoRefreshDeps) {
    const { current, settings, refresher, views, clock = realClock } = deps;
    this.clock = clock;
    this.asked = this.time();
    const look = () => this.look();
    const begin = () => this.begin();
    this.subscriptions = Disposable.from(
      ...[settings.onDidChange(look), window.onDidChangeWindowState(look)],
      // What was just read or refreshed is new.
      ...[current.onDidReplace(begin), refresher.onDidEnd(begin)],
      ...views.map((view) => view.onDidChangeVisibility(look)),
    );
    look();
  }

  dispose(): void {
    this.cancel();
    this.subscriptions.dispose();
  }

  /** Begins a new interval. */
  private begin(): void {
    this.asked = this.time();
    this.look();
  }

  private look(): void {
    this.cancel();
    const interval = this.deps.settings.value.autoRefresh * minute;
    if (interval === 0 || !this.isSeen()) return;
    const { ms, at } = this.time();
    const left = interval - Math.max(ms - this.asked.ms, at - this.asked.at);
    if (left <= 0 && this.mayAsk()) {
      // Whatever becomes of it, the next one is an interval later.
      this.asked = { ms, at };
      void this.deps.refresher.askQuietly();
    }
    const wait = left > 0 ? Math.min(left, lookMs) : lookMs;
    this.cancel = this.clock.schedule(wait, () => this.look());
  }

  private isSeen(): boolean {
    return window.state.focused && this.deps.views.some(({ visible }) => visible);
  }

  /** True if there is something to ask for, and nothing else is going on. */
  private mayAsk(): boolean {
    const { current, whatChanged, refresher } = this.deps;
    const { opened: lists } = current;
    if (!lists || lists.loading || refresher.isRunning || refresher.wasStopped) return false;
    // The view says that AWS cannot be asked.
    if (current.filterProblem || current.whereabouts.fault) return false;
    const isRead = lists.keys.some((key) => (lists.listOf(key)?.pages ?? 0) > 0);
    return isRead || whatChanged.state.kind === 'watching';
  }

  private time() {
    return { ms: this.clock.now(), at: this.deps.now().at.getTime() };
  }
}
