import { Disposable, EventEmitter } from 'vscode';
import type { OpportunityChange, Shown } from '../../core/changes/opportunityChange';
import type { Refreshed } from '../../core/lists/refreshed';
import type { Settings } from '../../core/query/settings';
import type { Clock } from '../../core/runtime/clock';
import type { CurrentSettings } from '../../host/currentSettings';
import type { WindowParts } from '../windowParts';
import { ConnectionWatch } from './connectionWatch';
import { KeptStore, type KeptStoreDeps } from './keptStore';
import type { WatchState, WhatChanged } from './whatChanged';

const idle: WatchState = { kind: 'idle' };
/** The connections that a person goes back and forth between, with the present one. */
const most = 3;

export interface WatchedChangesDeps extends Pick<WindowParts, 'current'>, Pick<KeptStoreDeps, 'context' | 'log'> {
  readonly settings: Pick<CurrentSettings, 'onDidChange'> & {
    readonly value: Pick<Settings, 'rememberChanges'>;
  };
  readonly clock: Clock;
}

/** Follows what changes for the current connection, from the first look on. Each connection waits for its own look. */
export class WatchedChanges implements WhatChanged, Disposable {
  private readonly fired = new EventEmitter<void>();
  private readonly store: KeptStore;
  /** By connection; the one that was current last comes last. */
  private readonly watches = new Map<string, ConnectionWatch>();
  private readonly subscription: Disposable;
  /** The connection that listeners were told about. */
  private key: string;

  readonly onDidChange = this.fired.event;

  constructor(private readonly deps: WatchedChangesDeps) {
    const { current, settings } = deps;
    this.store = new KeptStore({ ...deps, isOn: () => settings.value.rememberChanges });
    this.key = this.keyNow;
    this.subscription = Disposable.from(
      current.onDidRead((items) => this.watch?.take(items)),
      current.onDidLocate(() => (this.watch?.isOfOther ? this.replace() : this.watch?.identify())),
      current.onDidRecover(() => void (this.watch?.hasFailed && this.start())),
      current.onDidReplace(({ sameConnection }) => (sameConnection ? this.watch?.followLists() : this.replace())),
      settings.onDidChange((affects) => affects('rememberChanges') && this.watch?.save()),
      this.store.onDidLose(() => this.drop()),
    );
  }

  get state(): WatchState {
    return this.watch?.state ?? idle;
  }

  get changes(): readonly OpportunityChange[] {
    return this.watch?.changes ?? [];
  }

  get askSince(): string | undefined {
    return this.watch?.askSince;
  }

  of(id: string): OpportunityChange | undefined {
    return this.watch?.of(id);
  }

  start({ isAsked = false } = {}): Promise<void> {
    return (this.watch ?? this.begin()).start(isAsked);
  }

  refreshed(result: Refreshed): void {
    this.watch?.refreshed(result);
  }

  markSeen(shown: readonly Shown[]): void {
    this.watch?.markSeen(shown);
  }

  markAllSeen(): void {
    this.watch?.markAllSeen();
  }

  async forget(): Promise<void> {
    // Nothing that is known now may be kept after that.
    const forgotten = this.store.forget();
    this.end();
    this.fired.fire();
    await forgotten;
  }

  dispose(): void {
    for (const watch of this.watches.values()) watch.saveNow();
    this.end();
    this.subscription.dispose();
    this.store.dispose();
    this.fired.dispose();
  }

  private get keyNow(): string {
    return JSON.stringify(this.deps.current.connection);
  }

  private get watch(): ConnectionWatch | undefined {
    return this.watches.get(this.key);
  }

  private begin(): ConnectionWatch {
    const { current, log, clock } = this.deps;
    const { key, store } = this;
    const changed = () => {
      if (this.watch === watch) this.fired.fire();
    };
    const warn = (line: string) => log.warn(line);
    const isSample = current.connection.kind === 'sample';
    const watch = new ConnectionWatch(key, isSample, { ...{ current, store, warn, clock, changed } });
    this.watches.set(key, watch);
    for (const [old, left] of this.watches) {
      if (this.watches.size <= most) break;
      left.dispose();
      this.watches.delete(old);
    }
    return watch;
  }

  /** Goes on with another connection, or with another identity of the same one. */
  private replace(): void {
    const { watch, key } = this;
    watch?.leave();
    this.key = this.keyNow;
    // It may be somebody else who signs now.
    if (this.key === key) this.watches.delete(key);
    this.fired.fire();
  }

  /** Knows nothing any more, because another window deleted what is kept. */
  private drop(): void {
    this.end();
    this.fired.fire();
  }

  private end(): void {
    for (const watch of this.watches.values()) watch.dispose();
    this.watches.clear();
  }
}
