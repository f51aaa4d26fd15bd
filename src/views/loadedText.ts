import { l10n } from 'vscode';
import { isOfConnection } from '../core/errors/connectionFailures';
import type { SourceError } from '../core/errors/sourceError';
import { isAllLoaded, missingFromLoaded } from '../core/lists/completeness';
import type { OpportunityLists } from '../core/lists/opportunityLists';
import { errorText } from './errorText';

/**
 * Returns the last failure in full, because its row is cut off in a narrow side bar.
 * @param fault what keeps the connection from working, although no list has met it yet
 */
export function failureOf(lists: OpportunityLists, fault?: SourceError): string {
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
 * Returns how much of the single list is loaded. Each stage shows that itself, but opportunities without a stage have
 * no such row.
 */
export function extentOf(lists: OpportunityLists): string {
  const list = lists.listOf('All');
  if (!list && isAllLoaded(lists) && missingFromLoaded(lists)[0] === 'withoutStage') {
    return l10n.t(
      'All stages are loaded completely. Opportunities without a stage are not in any stage’s list: Group By… reads a single list that includes them.',
    );
  }
  const count = list?.items.length ?? 0;
  switch (list?.tail.kind) {
    case 'more':
    case 'cut':
      return l10n.t('{0} loaded, more exist', count);
    case 'end':
      if (count === 0) return '';
      return isAllLoaded(lists)
        ? l10n.t('{0} loaded, complete', count)
        : l10n.t('{0} loaded; Load All checks whether any changed in the meantime', count);
    default:
      return count > 0 ? l10n.t('{0} loaded', count) : '';
  }
}
