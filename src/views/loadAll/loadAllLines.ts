import { l10n } from 'vscode';
import type { ReadKey } from '../../core/lists/listKeys';
import { canLoadMore, costUpTo, type LoadAllOutcome, loadedCount } from '../../core/lists/loadAll';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Settings } from '../../core/query/settings';
import { errorText } from '../errorText';
import { count, duration, leftText, listsText } from './loadAllText';

/** What is loaded to its end, or was. */
interface Load {
  readonly lists: OpportunityLists;
  readonly keys: readonly ReadKey[];
  readonly limit: number;
  readonly outcome?: LoadAllOutcome;
}

/** Returns how far a Load All is, in the lines of the view. */
export function runningText({ lists, keys, limit }: Load, settings: Settings): string {
  if (keys.includes('Other')) return searchText(lists, settings);
  const unended = keys.filter((key) => canLoadMore(lists, [key]));
  // Why it waits replaces how far it is: another line of the view says that.
  if (unended.length > 0 && unended.every((key) => waitsFor(lists, key))) return '';
  const loaded = loadedCount(lists, keys);
  const progress =
    keys.length === lists.keys.length
      ? l10n.t('Loading all: {0} loaded.', count(loaded))
      : l10n.t('Loading all of {0}: {1} loaded.', listsText(keys), count(loaded));
  const more =
    unended.length === 0
      ? l10n.t('Checking what changed in the meantime.')
      : leftText(limit, loaded, unended.length, settings);
  return [progress, more].join('\n');
}

/** Returns how far the search for opportunities without a stage is: the list has at least what is loaded. */
function searchText(lists: OpportunityLists, { pageSize, requestsPerSecond: perSecond }: Settings): string {
  const waiting = waitsFor(lists, 'Other');
  if (waiting)
    return l10n.t('Looking for opportunities without a stage: {0} Trying again automatically.', errorText(waiting));
  const { tail, pages = 0 } = lists.listOf('Other') ?? {};
  const found = count(lists.other.length);
  if (tail?.kind === 'end') {
    return l10n.t(
      'Looking for opportunities without a stage: {0} found. Checking what changed in the meantime.',
      found,
    );
  }
  const { seconds } = costUpTo(loadedCount(lists), { loaded: pages * pageSize, lists: 1, pageSize, perSecond });
  return l10n.t('Looking for opportunities without a stage: {0} found, about {1} more.', found, duration(seconds));
}

function waitsFor(lists: OpportunityLists, key: ReadKey) {
  const tail = lists.listOf(key)?.tail;
  return tail?.kind === 'loading' ? tail.waiting : undefined;
}

/** Returns how a Load All ended that could not load everything. */
export function endedText({ lists, keys, limit, outcome }: Load): string {
  const isSearch = keys.includes('Other');
  const loaded = count(isSearch ? loadedCount(lists) : loadedCount(lists, keys));
  switch (outcome?.kind) {
    case 'stopped':
      return isSearch
        ? l10n.t('The search for opportunities without a stage was stopped. Continue Loading goes on with it.')
        : stoppedText(lists, keys, loaded);
    case 'limit':
      return l10n.t(
        'Load All stopped at {0} because of partnerCentral.maxItems ({1}). More exist.',
        loaded,
        count(limit),
      );
    case 'failed': {
      const isFailed = (key: ReadKey) => lists.listOf(key)?.tail.kind === 'failed';
      const tail = lists.listOf('Other')?.tail;
      if (isSearch && tail?.kind === 'failed') {
        return l10n.t('Opportunities without a stage are not all known: {0}', errorText(tail.error));
      }
      const failed = outcome.keys.filter(isFailed);
      // The view names the only one that failed together with why, and a failure of all of them belongs to none.
      const isSaid = failed.length <= 1 || failed.length === lists.keys.length;
      return isSaid ? '' : l10n.t('Not fully loaded: {0}. What is loaded stays.', listsText(failed));
    }
    case 'changing':
      return l10n.t(
        '{0} loaded, but some may be missing: opportunities changed each time they were read ({1}). Load All reads them again.',
        loaded,
        listsText(outcome.keys),
      );
    case 'unchecked':
      return l10n.t(
        '{0} loaded, but it is not known whether any changed in the meantime: {1} Load All asks again.',
        loaded,
        errorText(outcome.error),
      );
    default:
      return '';
  }
}

function stoppedText(lists: OpportunityLists, keys: readonly ReadKey[], loaded: string): string {
  const left = keys.filter((key) => canLoadMore(lists, [key]));
  if (left.length === 0) {
    return l10n.t('Loading stopped. {0} loaded; Continue Loading checks whether any changed in the meantime.', loaded);
  }
  return left.length < keys.length
    ? l10n.t('Loading of {0} stopped. {1} loaded, more exist.', listsText(left), loaded)
    : l10n.t('Loading stopped. {0} loaded, more exist.', loaded);
}
