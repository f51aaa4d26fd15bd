import { type Disposable, EventEmitter } from 'vscode';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import type { WindowParts } from '../windowParts';
import type { WatchState, WhatChanged } from './whatChanged';

/** Follows what changes for the current connection, from the first look on. */
export class WatchedChanges implements WhatChanged, Disposable {
  private readonly fired = new EventEmitter<void>();
  readonly onDidChange = this.fired.event;
  readonly state: WatchState = { kind: 'idle' };
  readonly changes: readonly OpportunityChange[] = [];
  readonly askSince = undefined;

  constructor(_parts: Pick<WindowParts, 'current'>) {}

  of(): OpportunityChange | undefined {
    return undefined;
  }
  start(): Promise<void> {
    return Promise.resolve();
  }
  refreshed(): void {}
  markSeen(): void {}
  markAllSeen(): void {}
  forget(): Promise<void> {
    return Promise.resolve();
  }
  dispose(): void {
    this.fired.dispose();
  }
}
