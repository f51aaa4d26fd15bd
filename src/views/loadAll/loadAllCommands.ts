import { keysOf } from '../opportunities/rowCommands';
import { givenRows } from '../opportunities/selection';
import type { CommandTable } from '../registerCommands';
import type { LoadAllSession } from './loadAllSession';

/** Loads all of every list; with rows, of the lists that they stand for or belong to. */
export function loadAllCommands(loading: LoadAllSession) {
  return {
    'partnerCentral.loadAll': (row, rows) => {
      const given = givenRows(row, rows);
      return given.length > 0 ? loading.start(keysOf(given)) : loading.start();
    },
    'partnerCentral.loadAllLists': () => loading.start(),
    'partnerCentral.stopLoading': () => loading.stop(),
    'partnerCentral.continueLoading': () => loading.goOn(),
  } satisfies Partial<CommandTable>;
}
