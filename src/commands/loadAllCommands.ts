import type { LoadAllSession } from '../views/loadAllSession';
import type { CommandTable } from './registerCommands';
import { keyOf } from './rowCommands';

/** Loads all of a list, or of all lists; with a row, of the list that it stands for or belongs to. */
export function loadAllCommands(loading: LoadAllSession) {
  return {
    'partnerCentral.loadAll': (row) => {
      const key = keyOf(row);
      return loading.start(key && [key]);
    },
    'partnerCentral.stopLoading': () => loading.stop(),
    'partnerCentral.continueLoading': () => loading.goOn(),
  } satisfies Partial<CommandTable>;
}
