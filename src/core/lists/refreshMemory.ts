import type { OpportunitySummary } from '../model/opportunity';
import type { ReadKey } from './listKeys';
import type { Refreshed } from './refreshed';

/** What the refreshes of some lists did so far. */
export class RefreshMemory {
  /** How the last one ended; undefined before the first one. */
  last: Refreshed | undefined;
  /** The number of refreshes that run and that somebody asked for. */
  running = 0;
  /** The lists that the last quiet refresh could not bring up to date; empty after any other one. */
  behind: readonly ReadKey[] = [];
  /** Since when too much was modified for the last quiet refresh, and how that ended: the next ones need not ask again. */
  tooMuch: { readonly from: string; readonly refreshed: Refreshed } | undefined;
  /** The number of modified opportunities that were merged since all pages were read. */
  merged = 0;
  /** The newest versions that AWS sent last, if all lists that were read took them. */
  newest: readonly OpportunitySummary[] = [];
  /** The ids of those that got a newer version in the place of the old one since the lists were brought up to date. */
  readonly renewed = new Set<string>();

  /** Forgets what no longer matters once the lists are as AWS has them. */
  begin(newest: readonly OpportunitySummary[]): void {
    this.newest = newest;
    this.renewed.clear();
  }
}
