import { asSourceError, type SourceError } from '../errors/sourceError';
import type { OpportunitySummary } from '../model/opportunity';
import { compareMoments } from '../time/moments';
import { Modifications } from './modifications';
import type { Closing, ListKey, OpportunityList } from './opportunityList';
import type { OpportunityLists } from './opportunityLists';
import { newestOf } from './watchedSource';

/** How a look at what changed while lists were read ended. */
export type CheckOutcome =
  | { readonly kind: 'unchanged' | 'stopped' }
  /** These lists may lack something, or show something older than they should. */
  | { readonly kind: 'changed'; readonly keys: readonly ListKey[] }
  | { readonly kind: 'failed'; readonly error: SourceError };

/**
 * Tells whether lists that were read page by page hold all that they should. An opportunity that enters or leaves a list
 * while it is read shifts what lies behind it, so that others are skipped, and nothing in the pages shows it. So before
 * the reading begins AWS is asked for what was modified last, and when it has ended, for what was modified since.
 *
 * What AWS gives no sign of stays unseen: an opportunity that the account may no longer see, or one that changes without
 * a new `LastModifiedDate`.
 */
export class ReadingCheck {
  private readonly modifications: Modifications;

  constructor(
    private readonly lists: OpportunityLists,
    private readonly keys: readonly ListKey[],
    private readonly signal: AbortSignal,
  ) {
    this.modifications = new Modifications(lists, signal);
  }

  /** Asks for what was modified last (see `Modifications.open`). Never rejects. */
  open(): Promise<readonly OpportunitySummary[]> {
    return this.modifications.open();
  }

  /** The lists to read again from their beginning: what they go on with may not fit, or a refresh left them as they were. */
  get outdated(): readonly ListKey[] {
    const { newest } = this.lists;
    const changedSince = ({ pages, isOneMoment, reading }: OpportunityList) =>
      pages > 0 && !isOneMoment && compareMoments(newest, reading.since) > 0;
    return this.checked.filter((list) => changedSince(list) || this.lists.refreshError(list.key)).map(({ key }) => key);
  }

  /**
   * Asks for what was modified since the first of the lists was begun. Where nothing was, the lists are closed: together
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
    modifications.remember(modified ?? []);
    // The person may have refreshed a list meanwhile: it is not the one that was looked at.
    const same = checked.every((list) => lists.listOf(list.key) === list);
    const changed = modified && same ? checked.filter((list) => this.isChanged(list, modified)) : this.checked;
    if (!modified || changed.length > 0) return { kind: 'changed', keys: changed.map(({ key }) => key) };
    const closing: Closing = { at };
    for (const list of checked) {
      list.reading.confirm(newestOf(modified));
      list.close(closing);
    }
    return { kind: 'unchanged' };
  }

  /** Leaves the lists as they are, although they changed each time they were read; what is newer is shown. */
  giveUp(keys: readonly ListKey[]): void {
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
    // Between two pages even what is in another list now may have passed through this one.
    if (!list.isOneMoment) return touched.length > 0;
    return touched.some(
      ({ Id: id, LifeCycle }) =>
        list.key === 'All' || list.key === LifeCycle?.Stage || (id !== undefined && list.find(id) !== undefined),
    );
  }
}

/** When the first of the lists was begun, by AWS's clock; undefined where that is not known of all. */
function earliest(lists: readonly OpportunityList[]): string | undefined {
  const begun = lists.map(({ reading }) => reading.since);
  return begun.includes(undefined) ? undefined : begun.toSorted(compareMoments)[0];
}
