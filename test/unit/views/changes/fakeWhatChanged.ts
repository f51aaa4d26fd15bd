import type { OpportunityChange, Shown } from '../../../../src/core/changes/opportunityChange';
import { Emitter } from '../../../../src/core/runtime/emitter';
import type { WatchState, WhatChanged } from '../../../../src/views/changes/whatChanged';

/** What changed, as a test says. It notes what it is asked to do. */
export class FakeWhatChanged implements WhatChanged {
  private readonly fired = new Emitter<void>();
  readonly onDidChange = this.fired.event;
  state: WatchState = { kind: 'idle' };
  changes: readonly OpportunityChange[] = [];
  readonly askSince = undefined;
  readonly done: string[] = [];

  /** Becomes something else, and says so. */
  become(state: WatchState, changes: readonly OpportunityChange[] = []): void {
    this.state = state;
    this.changes = changes;
    this.fired.fire();
  }

  of(id: string): OpportunityChange | undefined {
    return this.changes.find((change) => change.id === id);
  }

  async start({ isAsked = false } = {}): Promise<void> {
    this.done.push(isAsked ? 'start, as asked' : 'start');
  }

  refreshed(): void {
    this.done.push('refreshed');
  }

  markSeen(shown: readonly Shown[]): void {
    const ids = shown.map(({ id }) => id);
    this.done.push(`seen ${[...new Set(ids)].join(' ')}`);
    this.become(
      this.state,
      this.changes.filter(({ id }) => !ids.includes(id)),
    );
  }

  markAllSeen(): void {
    this.done.push('all seen');
    this.become(this.state);
  }

  async forget(): Promise<void> {
    this.done.push('forget');
  }
}
