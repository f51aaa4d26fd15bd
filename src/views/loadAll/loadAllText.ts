import { env, l10n } from 'vscode';
import type { ListKey } from '../../core/lists/listKeys';
import { costUpTo } from '../../core/lists/loadAll';
import type { Settings } from '../../core/query/settings';

/** Returns a number in the person's format. */
export function count(n: number): string {
  return n.toLocaleString(env.language);
}

/** Returns the names of the lists, for use in a sentence. */
export function listsText(keys: readonly ListKey[]): string {
  return keys.map((key) => (key === 'All' ? l10n.t('the list') : key)).join(', ');
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
      'one request for every {0}, at most {1} a second; AWS does not say how many there are',
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

function duration(seconds: number): string {
  return seconds < 120 ? l10n.t('{0} s', seconds) : l10n.t('{0} min', Math.round(seconds / 60));
}
