import { env, l10n } from 'vscode';
import { isOfConnection } from '../core/errors/connectionFailures';
import type { SourceError } from '../core/errors/sourceError';
import { isAllLoaded, missingFromLoaded } from '../core/lists/completeness';
import { hasListBehind } from '../core/lists/listKeys';
import { loadedCount } from '../core/lists/loadAll';
import type { OpportunityLists } from '../core/lists/opportunityLists';
import { errorText } from './errorText';
import { refreshText } from './refresh/refreshText';

/** Returns what is new of what is loaded: when it was last refreshed, and why that or anything else failed. */
export function latestOf(lists: OpportunityLists, fault?: SourceError): string {
  return [refreshText(lists, fault !== undefined), failureOf(lists, fault)].filter(Boolean).join('\n');
}

/**
 * Returns the last failure in full, because its row is cut off in a narrow side bar.
 * @param fault what keeps the connection from working, although no list has met it yet
 */
function failureOf(lists: OpportunityLists, fault?: SourceError): string {
  for (const key of lists.keys) {
    const tail = lists.listOf(key)?.tail;
    const waiting = tail?.kind === 'loading' && tail.waiting;
    const error = tail?.kind === 'failed' ? tail.error : waiting || lists.refreshError(key);
    // A person knows what they stopped, and a row says it.
    if (!error || error.code === 'aborted') continue;
    const words = waiting ? l10n.t('{0} Trying again automatically.', errorText(error)) : errorText(error);
    // What fails for every stage alike belongs to none of them.
    return key === 'All' || isOfConnection(error.code) ? words : `${key}: ${words}`;
  }
  return fault ? l10n.t('{0} What is loaded stays.', errorText(fault)) : '';
}

/**
 * Returns how much of the single list is loaded. Each stage shows that itself; of all stages it says whether
 * opportunities without a stage are known too. How far the search for them is, Load All says.
 */
export function extentOf(lists: OpportunityLists): string {
  const list = lists.listOf('All');
  if (!list) return hasListBehind(lists.query) && isAllLoaded(lists) ? extentOfStages(lists) : '';
  const loaded = list.items.length;
  const count = loaded.toLocaleString(env.language);
  switch (list.tail.kind) {
    case 'more':
    case 'cut':
      return l10n.t('{0} loaded, more exist', count);
    case 'end':
      return loaded === 0 ? '' : extentToEnd(lists, count);
    default:
      return loaded > 0 ? l10n.t('{0} loaded', count) : '';
  }
}

/** Returns what is known of the single list that was read to its end. */
function extentToEnd(lists: OpportunityLists, count: string): string {
  const missing = missingFromLoaded(lists);
  if (missing.length === 0) return l10n.t('{0} loaded, complete', count);
  if (missing.includes('beforeStartingToken')) return l10n.t('{0} loaded, from a starting token to the end', count);
  return isAllLoaded(lists)
    ? l10n.t('{0} loaded', count)
    : l10n.t('{0} loaded; Load All checks whether any changed in the meantime', count);
}

function extentOfStages(lists: OpportunityLists): string {
  if (lists.empty) return '';
  const loaded = loadedCount(lists).toLocaleString(env.language);
  const [reason] = missingFromLoaded(lists);
  if (reason === undefined) return l10n.t('{0} loaded, complete', loaded);
  return reason === 'withoutStage' ? l10n.t('{0} loaded, all stages complete', loaded) : '';
}
