import { env, l10n } from 'vscode';
import { missingFromLoaded } from '../../core/lists/completeness';
import type { ReadKey } from '../../core/lists/listKeys';
import { costUpTo, loadedCount } from '../../core/lists/loadAll';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Settings } from '../../core/query/settings';

/** Returns a number in the person's format. */
export function count(n: number): string {
  return n.toLocaleString(env.language);
}

/** Returns the names of the lists, for use in a sentence. */
export function listsText(keys: readonly ReadKey[]): string {
  const names = { All: l10n.t('the list'), Other: l10n.t('those without a stage') };
  return keys.map((key) => (key === 'All' || key === 'Other' ? names[key] : key)).join(', ');
}

/** Returns how long a Load All up to `limit` still takes at most. What that costs is in the tooltips of its rows. */
export function leftText(
  limit: number,
  loaded: number,
  lists: number,
  { pageSize, requestsPerSecond: perSecond }: Pick<Settings, 'pageSize' | 'requestsPerSecond'>,
): string {
  if (limit === Number.POSITIVE_INFINITY) return l10n.t('How many there are is known only at the end.');
  const { seconds } = costUpTo(limit, { loaded, lists, pageSize, perSecond });
  return l10n.t('At most about {0} more, for up to {1}.', duration(seconds), count(limit));
}

/** Returns the estimated cost of a Load All up to `limit`. AWS does not say how many opportunities there are. */
export function costText(
  limit: number,
  loaded: number,
  lists: number,
  { pageSize, requestsPerSecond }: Settings,
): string {
  const rate = requestsPerSecond.toLocaleString(env.language);
  if (limit === Number.POSITIVE_INFINITY) {
    return l10n.t(
      'one request for every {0}, at most {1} a second; how many there are is known only at the end',
      count(pageSize),
      rate,
    );
  }
  const { requests, seconds } = costUpTo(limit, { loaded, lists, pageSize, perSecond: requestsPerSecond });
  return l10n.t(
    'up to {0} requests, at most {1} a second: about {2} for {3} in all, less if there are fewer',
    count(requests),
    rate,
    duration(seconds),
    count(limit),
  );
}

/** Returns a time in words: seconds below two minutes, and minutes from there on. */
export function duration(seconds: number): string {
  if (seconds === 1) return l10n.t('1 second');
  return seconds < 120 ? l10n.t('{0} seconds', seconds) : l10n.t('{0} minutes', count(Math.round(seconds / 60)));
}

/** Returns how many opportunities a Load All has loaded. */
export function loadedText(n: number): string {
  return n === 1 ? l10n.t('1 opportunity loaded.') : l10n.t('{0} opportunities loaded.', count(n));
}

/** Returns how many opportunities there are, of all stages and without one, under the filter of the window. */
export function allLoadedText(lists: OpportunityLists): string {
  const n = loadedCount(lists);
  // Some entries could not be read.
  if (missingFromLoaded(lists).length > 0) return loadedText(n);
  const isFiltered = Object.keys(lists.query.filter).length > 0;
  const loaded = isFiltered
    ? l10n.t('Everything under your filter is loaded: {0}.', count(n))
    : l10n.t('Everything is loaded: {0}.', count(n));
  return `${loaded} ${withoutStageText(lists.other.length)}`;
}

function withoutStageText(n: number): string {
  if (n === 0) return l10n.t('None is without a stage.');
  return n === 1
    ? l10n.t('One is without a stage, under Other.')
    : l10n.t('{0} are without a stage, under Other.', count(n));
}
