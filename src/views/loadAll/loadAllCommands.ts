import type { CurrentLists } from '../currentLists';
import type { CommandTable } from '../opportunities/onSelection';
import { keysOf } from '../opportunities/rows';
import type { LoadAllSession } from './loadAllSession';

/**
 * Returns the commands that load everything, with rows only the lists that the rows stand for or belong to; and the one
 * that stops whatever is being loaded.
 */
export function loadAllCommands(
  loading: Pick<LoadAllSession, 'start' | 'stop' | 'goOn'>,
  current: Pick<CurrentLists, 'opened'>,
) {
  return {
    'partnerCentral.loadAll': ({ rows }) => (rows.length > 0 ? loading.start(keysOf(rows)) : loading.start()),
    'partnerCentral.loadAllLists': () => loading.start(),
    'partnerCentral.stopLoading': () => {
      loading.stop();
      current.opened?.stop();
    },
    'partnerCentral.continueLoading': () => loading.goOn(),
  } satisfies Partial<CommandTable<'opportunities'>>;
}
