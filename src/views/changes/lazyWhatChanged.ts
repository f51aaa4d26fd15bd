import { type Disposable, EventEmitter } from 'vscode';
import type { Shown } from '../../core/changes/opportunityChange';
import type { Refreshed } from '../../core/lists/refreshed';
import type { CurrentSettings } from '../../host/currentSettings';
import type { WatchState, WhatChanged } from './whatChanged';

const idle: WatchState = { kind: 'idle' };

/** What changed, as a bundle of its own, which is loaded when the person looks at changes or refreshes. */
export class LazyWhatChanged implements WhatChanged, Disposable {
  private readonly fired = new EventEmitter<void>();
  private inner: (WhatChanged & Disposable) | undefined;
  private loading: Promise<WhatChanged> | undefined;
  private disposed = false;
  private readonly subscription: Disposable;

  readonly onDidChange = this.fired.event;

  constructor(
    settings: CurrentSettings,
    private readonly load: () => Promise<WhatChanged & Disposable>,
  ) {
    this.subscription = settings.onDidChange((affects) => {
      if (affects('rememberChanges') && !settings.value.rememberChanges) void this.forget();
    });
  }

  get state(): WatchState {
    return this.inner?.state ?? idle;
  }

  get changes() {
    return this.inner?.changes ?? [];
  }

  get askSince(): string | undefined {
    return this.inner?.askSince;
  }

  of(id: string) {
    return this.inner?.of(id);
  }

  async start(options?: { readonly isAsked?: boolean }): Promise<void> {
    await (await this.open()).start(options);
  }

  refreshed(result: Refreshed): void {
    this.inner?.refreshed(result);
  }

  markSeen(shown: readonly Shown[]): void {
    this.inner?.markSeen(shown);
  }

  markAllSeen(): void {
    this.inner?.markAllSeen();
  }

  async forget(): Promise<void> {
    await (await this.open()).forget();
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
    this.inner?.dispose();
    this.fired.dispose();
  }

  private open(): Promise<WhatChanged> {
    this.loading ??= this.load().then((inner) => {
      if (this.disposed) inner.dispose();
      this.inner = inner;
      inner.onDidChange(() => this.fired.fire());
      return inner;
    });
    return this.loading;
  }
}
