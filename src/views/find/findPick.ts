import { env } from 'vscode';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { SearchIndex } from '../../core/lists/search';
import { triageDay } from '../../core/model/triage';
import { type FindPickDeps, FindSession, type FindStart } from './findSession';

/** Finds opportunities among what is loaded, and loads more while the pick stays open; or asks AWS a triage. */
export class FindPick {
  /** The indexes exist as long as their lists, so that the next search can use them too. */
  private readonly indexes = new WeakMap<OpportunityLists, SearchIndex>();

  constructor(private readonly deps: FindPickDeps) {}

  show(start: FindStart): void {
    new FindSession(this.deps, start, (lists) => this.indexOf(lists)).show();
  }

  private indexOf(lists: OpportunityLists): SearchIndex {
    const { today, now } = this.deps;
    const day = triageDay(today(), now().zone);
    const kept = this.indexes.get(lists);
    if (kept?.day.today === day.today && kept.day.stalledBefore === day.stalledBefore) return kept;
    const index = new SearchIndex(day, env.language);
    this.indexes.set(lists, index);
    return index;
  }
}
