import type { OpportunityLists } from '../../core/lists/opportunityLists';

/**
 * How far a refresh goes:
 * - `quiet`: nobody asked for it, so it only asks what was modified.
 * - `changes`: it brings in what was modified.
 * - `everything`: it reads all pages again.
 */
export type Reach = 'quiet' | 'changes' | 'everything';

/** Every refresh of the window, whoever asks for it. One runs at a time. */
export interface Refreshing {
  /**
   * Refreshes the current lists, because the person asks for it. A call joins a refresh that runs and goes as far; one
   * that goes further runs after it. Calls that follow each other quickly after a refresh are one more.
   */
  ask(reach: Exclude<Reach, 'quiet'>): Promise<void>;
  /** Refreshes lists to which the person returns. */
  comeBack(lists: OpportunityLists): Promise<void>;
}
