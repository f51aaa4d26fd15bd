import { env, l10n } from 'vscode';
import type { SourceError } from '../../core/errors/sourceError';
import { isAllLoaded } from '../../core/lists/completeness';
import type { ListKey } from '../../core/lists/listKeys';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Refreshed } from '../../core/lists/refreshed';
import { timeText } from '../../core/text/calendar';
import { errorText } from '../errorText';
import { count, listsText } from '../loadAll/loadAllText';

/**
 * Returns when AWS was last asked for changes, with what it said, and which lists are behind it.
 * @param isFaulty true if nothing can be requested now, and another line says why
 */
export function refreshText(lists: OpportunityLists, isFaulty: boolean): string {
  const { lastRefresh, behind } = lists;
  return [
    lastRefresh && !(isFaulty && lastRefresh.kind === 'failed') && resultText(lastRefresh, lists),
    behind.length > 0 && l10n.t('AWS may have changes in {0} that Refresh brings in.', listsText(behind)),
  ]
    .filter(Boolean)
    .join('\n');
}

function resultText(result: Refreshed, lists: OpportunityLists): string {
  switch (result.kind) {
    case 'everything':
      return isAllLoaded(lists)
        ? l10n.t('Read everything again at {0}', time(result.at, lists))
        : l10n.t('Read loaded pages again at {0}', time(result.at, lists));
    case 'difference':
      return changesText(result.changed, time(result.at, lists));
    case 'failed': {
      const { error } = result;
      // The person knows what they stopped, and another line says what keeps a list from being read.
      if (error.code === 'aborted' || lists.keys.some((key) => failureOf(lists, key)?.code === error.code)) return '';
      return l10n.t('AWS could not be asked for changes: {0} What is loaded stays.', errorText(error));
    }
    default:
      return '';
  }
}

function failureOf(lists: OpportunityLists, key: ListKey): SourceError | undefined {
  const tail = lists.listOf(key)?.tail;
  return tail?.kind === 'failed' ? tail.error : lists.refreshError(key);
}

function changesText(changed: number | undefined, at: string): string {
  switch (changed) {
    case undefined:
      return l10n.t('Checked at {0}', at);
    case 0:
      return l10n.t('Checked at {0}: nothing new here', at);
    case 1:
      return l10n.t('Checked at {0}: 1 change here', at);
    default:
      return l10n.t('Checked at {0}: {1} changes here', at, count(changed));
  }
}

function time(at: Date, { now }: OpportunityLists): string {
  return timeText(at, now(), { locale: env.language });
}
