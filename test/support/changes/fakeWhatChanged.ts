import assert from 'node:assert/strict';
import type { OpportunityChange, Shown } from '../../../src/core/changes/opportunityChange';
import { Emitter } from '../../../src/core/runtime/emitter';
import type { WatchState, WhatChanged } from '../../../src/views/changes/whatChanged';

/** What is known of a change, where a test says no more. */
export function change(id: string, more: Partial<OpportunityChange> = {}): OpportunityChange {
  return { id, kind: 'changed', modified: undefined, item: undefined, before: undefined, fields: [], ...more };
}

export const watching = { kind: 'watching', since: undefined, isFirst: false, isWhole: true } as const;

/** Returns the versions of opportunities that are listed, which a person may mark as seen. */
export function shownOf(changes: Pick<WhatChanged, 'of'>, ...ids: readonly string[]): readonly Shown[] {
  return ids.flatMap((id) => changes.of(id) ?? []);
}

/** What changed, as a test says it. */
export class FakeWhatChanged implements WhatChanged {
  private readonly fired = new Emitter<void>();
  readonly onDidChange = this.fired.event;
  readonly askSince = undefined;
  state: WatchState = { kind: 'idle' };
  changes: readonly OpportunityChange[] = [];
  /** How often the watch was started, and what a start finds. */
  starts = 0;
  found: () => void = () => this.be(this.changes);

  /** Becomes these changes, and says so. */
  be(changes: readonly OpportunityChange[], state: WatchState = watching): void {
    this.state = state;
    this.changes = changes;
    this.fired.fire();
  }

  of(id: string): OpportunityChange | undefined {
    return this.changes.find((each) => each.id === id);
  }

  async start({ isAsked = false } = {}): Promise<void> {
    assert.ok(isAsked, 'whoever starts it here does so for the person');
    this.starts += 1;
    this.found();
  }

  refreshed(): void {}

  markSeen(shown: readonly Shown[]): void {
    this.be(
      this.changes.filter(({ id }) => !shown.some((one) => one.id === id)),
      this.state,
    );
  }

  markAllSeen(): void {
    this.be([]);
  }

  async forget(): Promise<void> {
    this.be([]);
  }
}
