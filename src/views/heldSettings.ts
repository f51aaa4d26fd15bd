import { env, l10n } from 'vscode';
import { loadedCount } from '../core/lists/loadAll';
import type { OpportunityLists } from '../core/lists/opportunityLists';
import type { Settings } from '../core/query/settings';
import { tell } from '../host/tell';

/** Lists that stay as they are for now. */
interface Held {
  readonly opened: OpportunityLists | undefined;
  followSettings(): unknown;
}

/**
 * Says that the settings now ask for another order or page size, how long loading again takes, and lets the person decide
 * when.
 */
export async function tellHeld(
  current: Held,
  settings: Pick<Settings, 'pageSize' | 'requestsPerSecond'>,
): Promise<void> {
  const { opened: lists } = current;
  if (!lists) return;
  const loaded = loadedCount(lists);
  const { pageSize, requestsPerSecond } = settings;
  const pages = lists.keys.map((key) => Math.ceil((lists.listOf(key)?.items.length ?? 0) / pageSize));
  const seconds = Math.ceil(pages.reduce((sum, count) => sum + count, 0) / requestsPerSecond);
  const number = (count: number) => count.toLocaleString(env.language);
  const refresh = l10n.t('Refresh');
  const answer = await tell(
    'info',
    l10n.t(
      'The order or the page size in your settings changed. The {0} opportunities that are loaded stay as they are until you refresh. Then the stages that are open load their first page, and loading as many as now takes at least {1}.',
      number(loaded),
      seconds === 1 ? l10n.t('1 second') : l10n.t('{0} seconds', number(seconds)),
    ),
    refresh,
  );
  // Other lists may have replaced these in the meantime.
  if (answer === refresh && current.opened === lists) current.followSettings();
}
