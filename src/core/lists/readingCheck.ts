import { asSourceError, type SourceError } from '../errors/sourceError';
import { isStage, type OpportunitySummary } from '../model/opportunity';
import { compareMoments } from '../time/moments';
import type { ReadKey } from './listKeys';
import { Modifications } from './modifications';
import type { Closing, OpportunityList } from './opportunityList';
import type { OpportunityLists } from './opportunityLists';
import { newestOf } from './watchedSource';

/** The result of a check of what changed while lists were read. */
export type CheckOutcome =
  | { readonly kind: 'unchanged' | 'stopped' }
  /** These lists may lack something, or show something that is out of date. */
  | { readonly kind: 'changed'; readonly keys: readonly ReadKey[] }
  | { readonly kind: 'failed'; readonly error: SourceError };

/**
 * Checks whether lists that were read page by page contain everything they should. An opportunity that enters or leaves
 * a list while it is being read moves those after it, so that some are skipped, and the pages do not show that. So AWS
 * is asked what was modified last before the reading begins, and what was modified since when it has ended.
 *
 * Changes that AWS does not report stay hidden: an opportunity that the account may no longer see, or one that changes
 * without a new `LastModifiedDate`.
 */
export class ReadingCheck {
  private readonly modifications: Modifications;

  constructor(
    private readonly lists: OpportunityLists,
    private readonly keys: readonly ReadKey[],
    private readonly signal: AbortSignal,
  ) {
    this.modifications = new Modifications(lists, signal);
  }

  /** Asks for what was modified last (see `Modifications.open`). Never rejects. */
  open(): Promise<readonly OpportunitySummary[]> {
    return this.modifications.open();
  }

  /** The lists to read again from their beginning: their next pages may not fit, or a refresh could not update them. */
  get outdated(): readonly ReadKey[] {
    const { newest } = this.lists;
    const changedSince = ({ pages, isOneMoment, reading }: OpportunityList) =>
      pages > 0 && !isOneMoment && compareMoments(newest, reading.since) > 0;
    return this.checked.filter((list) => changedSince(list) || this.lists.refreshError(list.key)).map(({ key }) => key);
  }

  /**
   * Asks for what was modified since the first of the lists was begun. If nothing was, the lists are closed: together
   * they are what AWS listed at one moment. Never rejects.
   */
  async close(): Promise<CheckOutcome> {
    const { checked, lists, modifications } = this;
    const { at } = lists.now();
    let modified: readonly OpportunitySummary[] | undefined;
    try {
      modified = await modifications.since(earliest(checked));
    } catch (thrown) {
      return this.signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error: asSourceError(thrown) };
    }
    // The person may have refreshed a list in the meantime, so that it is not the one that was checked.
    const same = checked.every((list) => lists.listOf(list.key) === list);
    const changed = modified && same ? checked.filter((list) => this.isChanged(list, modified)) : this.checked;
    // Only the next reading may take these for what was there before it.
    modifications.remember(modified ?? []);
    if (!modified || changed.length > 0) return { kind: 'changed', keys: changed.map(({ key }) => key) };
    const closing: Closing = { at };
    for (const list of checked) {
      list.reading.confirm(newestOf(modified));
      list.close(closing);
    }
    return { kind: 'unchanged' };
  }

  /** Leaves the lists as they are, although they changed each time they were read; shows newer versions. */
  giveUp(keys: readonly ReadKey[]): void {
    for (const key of keys) this.lists.listOf(key)?.close('changing');
    for (const item of this.modifications.versions) this.lists.renew(item);
  }

  private get checked(): readonly OpportunityList[] {
    return this.keys.map((key) => this.lists.listOf(key)).filter((list) => list !== undefined);
  }

  private isChanged(list: OpportunityList, modified: readonly OpportunitySummary[]): boolean {
    const touched = modified.filter((item) => {
      const held = item.Id === undefined ? undefined : this.lists.find(item.Id);
      return this.modifications.isTouched(item, list.reading.since, held);
    });
    // Between two pages, even an opportunity that is now in another list may have passed through this one.
    if (!list.isOneMoment) return touched.length > 0;
    const holds = (id: string): boolean =>
      list.key === 'Other' ? this.lists.other.some(({ Id }) => Id === id) : list.find(id) !== undefined;
    return touched.some(({ Id: id, LifeCycle }) => {
      const place = isStage(LifeCycle?.Stage) ? LifeCycle.Stage : 'Other';
      return list.key === 'All' || list.key === place || (id !== undefined && holds(id));
    });
  }
}

/** Returns when the first of the lists was begun, by AWS's clock; undefined if that is not known for all of them. */
function earliest(lists: readonly OpportunityList[]): string | undefined {
  const begun = lists.map(({ reading }) => reading.since);
  return begun.includes(undefined) ? undefined : begun.toSorted(compareMoments)[0];
}
