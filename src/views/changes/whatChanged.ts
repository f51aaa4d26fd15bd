import type { Event } from 'vscode';
import type { OpportunityChange, Shown } from '../../core/changes/opportunityChange';
import type { SourceError } from '../../core/errors/sourceError';
import type { Refreshed } from '../../core/lists/refreshed';

/** How far the watch has come. */
export type WatchState =
  /** Nobody has looked at the changes of this connection in this window, so nothing was read. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'watching';
      /** Changes are listed since this moment, by AWS's clock: the first look, or when all were last marked as seen. */
      readonly since: string | undefined;
      /** True if this is the first look, from which on changes are listed. */
      readonly isFirst: boolean;
      /** True if AWS listed all modifications since then; false: changes are listed among what was loaded. */
      readonly isWhole: boolean;
      /** Why AWS could not be asked the last time. What is listed stays. */
      readonly error?: SourceError;
    };

/** What changed for the current connection since the person last looked. */
export interface WhatChanged {
  /** Fires after `state` or `changes` changed. */
  readonly onDidChange: Event<void>;
  readonly state: WatchState;
  /** What the person has not marked as seen, newest first. Empty while `idle`. */
  readonly changes: readonly OpportunityChange[];
  /** Returns the change of an opportunity that the person has not marked as seen. */
  of(id: string): OpportunityChange | undefined;
  /**
   * Reads what is kept, and asks AWS what was modified since. A call while it runs joins it. Never rejects.
   * @param options `isAsked`: the person asked for it, so that a question to them may come of it
   */
  start(options?: { readonly isAsked?: boolean }): Promise<void>;
  /** The moment since which the next refresh asks, by AWS's clock; undefined while `idle`. */
  readonly askSince: string | undefined;
  /** Takes the result of a refresh. The opportunities themselves come from `CurrentLists.onDidRead`. */
  refreshed(result: Refreshed): void;
  /** Marks versions that the person was shown. A newer one stays listed. */
  markSeen(shown: readonly Shown[]): void;
  markAllSeen(): void;
  /** Deletes what is kept of every connection, here and in other windows. The next look is a first one. */
  forget(): Promise<void>;
}
