import { Disposable, EventEmitter } from 'vscode';
import type { IsMended } from '../../core/errors/connectionFailures';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { refreshAll } from '../../core/lists/refreshAll';
import type { Refreshed } from '../../core/lists/refreshed';
import { clock } from '../../host/clock';
import type { SidebarList } from '../opportunities/sidebarList';
import type { AutoRefresh, AutoRefreshDeps, SeenView } from './autoRefresh';
import type { Reach, Refreshing } from './refreshing';

/** A further one covers those before it. */
const reaches: readonly Reach[] = ['quiet', 'changes', 'everything'];

interface Run {
  readonly of: OpportunityLists;
  readonly reach: Reach;
  /** Is aborted when the person stops it. */
  readonly stopping: AbortSignal;
  readonly done: Promise<void>;
}

export type RefresherDeps = Omit<AutoRefreshDeps, 'refresher' | 'views'> & {
  /** The list. */
  readonly view: SeenView;
  /** The other views that show what a refresh brings. */
  readonly otherViews?: readonly SeenView[];
  readonly status: Pick<SidebarList['status'], 'countAgain' | 'update'>;
  /** What ends with the window. */
  readonly subscriptions: Pick<Disposable[], 'push'>;
  /** Milliseconds without a further call after which a refresh that followed another is run. */
  readonly calmMs?: number;
};

/** Every refresh of the window, whoever asks for it: one runs at a time. */
export class Refresher implements Refreshing, Disposable {
  /** The last one that was asked for, while it waits or runs. */
  private last: Run | undefined;
  private asked: { readonly at: number; readonly reach: Reach } | undefined;
  /** Ends the quiet refresh, because a person asks for more. */
  private giveWay = new AbortController();
  private stopped: OpportunityLists | undefined;
  private readonly ends = new EventEmitter<Refreshed>();

  /** Fires after a refresh of the current lists ended. */
  readonly onDidEnd = this.ends.event;

  private auto: AutoRefresh | undefined;
  private readonly following: Disposable;
  private disposed = false;

  constructor(private readonly deps: RefresherDeps) {
    const { current, settings, subscriptions } = deps;
    const follow = () => void (settings.value.autoRefresh > 0 && this.refreshByItself());
    this.following = Disposable.from(
      settings.onDidChange(follow),
      current.onDidRecover((isMended) => this.recover(isMended)),
    );
    follow();
    subscriptions.push(this);
  }

  /** True while a refresh of the current lists waits or runs. */
  get isRunning(): boolean {
    return this.last !== undefined && this.last.of === this.deps.current.opened;
  }

  /** True if the person stopped the last refresh of the current lists. */
  get wasStopped(): boolean {
    return this.stopped !== undefined && this.stopped === this.deps.current.opened;
  }

  ask(reach: Exclude<Reach, 'quiet'>): Promise<void> {
    const { current, calmMs = 1000 } = this.deps;
    const { asked } = this;
    const at = clock.now();
    const isRepeated = asked !== undefined && at - asked.at < calmMs && goesAsFar(asked.reach, reach);
    this.asked = { at, reach };
    current.unasked.asked();
    this.giveWay.abort();
    return this.add(current.value, reach, async (lists) => {
      if (isRepeated) await this.calm(calmMs);
      return () => this.beginLooking(lists);
    });
  }

  comeBack(lists: OpportunityLists): Promise<void> {
    return this.add(lists, 'changes');
  }

  /** Asks what was modified, although the person asked for nothing. It does nothing while anything else is read. */
  async askQuietly(): Promise<void> {
    const { current } = this.deps;
    const { opened: lists } = current;
    if (!lists || lists.loading || this.isRunning) return;
    await current.unasked.read(() => this.add(lists, 'quiet'));
  }

  /** Asks again for what could not be asked of AWS, once that is mended. */
  private recover(isMended: IsMended | undefined): void {
    const { opened: lists } = this.deps.current;
    const { lastRefresh } = lists ?? {};
    if (lists && lastRefresh?.kind === 'failed' && isMended?.(lastRefresh.error.code)) void this.comeBack(lists);
  }

  dispose(): void {
    this.disposed = true;
    this.following.dispose();
    this.auto?.dispose();
    this.giveWay.abort();
    this.ends.dispose();
  }

  /** @param ready Waits until the refresh may begin, and returns what is to be done then. */
  private add(
    of: OpportunityLists,
    reach: Reach,
    ready?: (lists: OpportunityLists) => Promise<() => void>,
  ): Promise<void> {
    const before = this.last?.of === of ? this.last : undefined;
    if (before && !before.stopping.aborted && goesAsFar(before.reach, reach)) return before.done;
    const { stopping } = of;
    const begin = async (): Promise<void> => {
      await before?.done.catch(() => {});
      const started = await ready?.(of);
      if (stopping.aborted || this.deps.current.opened !== of) return;
      started?.();
      await this.run(of, reach, stopping);
    };
    const done = begin().finally(() => {
      if (this.last === run) this.last = undefined;
    });
    const run: Run = { of, reach, stopping, done };
    this.last = run;
    return done;
  }

  private async run(lists: OpportunityLists, reach: Reach, stopping: AbortSignal): Promise<void> {
    const { current, whatChanged, status } = this.deps;
    const isQuiet = reach === 'quiet';
    this.giveWay = new AbortController();
    const { signal: gaveWay } = this.giveWay;
    const result = await refreshAll(lists, isQuiet ? AbortSignal.any([stopping, gaveWay]) : stopping, {
      ...{ everything: reach === 'everything', quiet: isQuiet, since: whatChanged.askSince },
    });
    // Other lists may have replaced these in the meantime.
    if (current.opened !== lists) return;
    this.stopped = result.kind === 'stopped' && !(isQuiet && gaveWay.aborted) ? lists : undefined;
    whatChanged.refreshed(result);
    // Pages that were read again do not say what changed in what is not loaded.
    if (result.kind === 'everything' && !result.asked && whatChanged.state.kind === 'watching') {
      void whatChanged.start().catch(() => {});
    }
    status.update();
    this.ends.fire(result);
  }

  /**
   * The person looks at what there is: what needs action is counted again, and changes are followed from now on. The
   * first time, that asks AWS what changed since the last window, so the refresh need not go back so far.
   */
  private beginLooking(lists: OpportunityLists): void {
    const { current, whatChanged, status } = this.deps;
    status.countAgain();
    const isRead = lists.keys.some((key) => (lists.listOf(key)?.pages ?? 0) > 0);
    if (!isRead || current.filterProblem || whatChanged.state.kind !== 'idle') return;
    // A refresh works without it.
    void whatChanged.start().catch(() => {});
  }

  /** Keeps the lists up to date. A bundle of its own, for people who set that. */
  private async refreshByItself(): Promise<void> {
    const { AutoRefresh: Auto } = await import('./autoRefresh');
    const { view, otherViews = [] } = this.deps;
    if (!this.disposed) this.auto ??= new Auto({ ...this.deps, refresher: this, views: [view, ...otherViews] });
  }

  /** Waits until nobody has asked for a refresh for a moment. */
  private async calm(ms: number): Promise<void> {
    for (let last: unknown; last !== this.asked; ) {
      last = this.asked;
      await new Promise<void>((resolve) => clock.schedule(ms, resolve));
    }
  }
}

function goesAsFar(one: Reach, other: Reach): boolean {
  return reaches.indexOf(one) >= reaches.indexOf(other);
}
