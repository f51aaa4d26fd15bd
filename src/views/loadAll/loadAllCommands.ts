import type { ListKey } from '../../core/lists/listKeys';
import type { CurrentLists } from '../currentLists';
import type { CommandTable } from '../opportunities/onSelection';
import { keysOf } from '../opportunities/rows';
import type { LoadAllSession } from './loadAllSession';

/**
 * Returns the commands that load everything and stop it, with rows only the lists that the rows stand for or belong to.
 */
export function loadAllCommands(
  loading: Pick<LoadAllSession, 'start' | 'startToEnd' | 'stop' | 'goOn'>,
  current: Pick<CurrentLists, 'opened'>,
) {
  const stop = (keys?: readonly ListKey[]): void => {
    loading.stop(keys);
    current.opened?.stop(keys);
  };
  return {
    'partnerCentral.loadAll': ({ rows }) => (rows.length > 0 ? loading.start(keysOf(rows)) : loading.start()),
    // Whoever goes on with everything, such as a comparison, waits for what has no stage, too.
    'partnerCentral.loadAllLists': () => loading.startToEnd(),
    'partnerCentral.stopLoading': ({ rows }) => (rows.length > 0 ? stop(keysOf(rows)) : stop()),
    'partnerCentral.stopLoadingLists': () => stop(),
    'partnerCentral.continueLoading': () => loading.goOn(),
  } satisfies Partial<CommandTable<'opportunities'>>;
}
