import { l10n } from 'vscode';
import { isSourceError } from '../../core/errors/sourceError';
import { filterCommands } from '../filterPick/filterCommands';
import { findCommands } from '../find/findCommands';
import { copyLinks } from '../links/copyLinks';
import { loadAllCommands } from '../loadAll/loadAllCommands';
import { LoadAllSession } from '../loadAll/loadAllSession';
import { refreshCommands } from '../refresh/refreshCommands';
import type { RunnableCommands } from '../registerCommands';
import { reportFailure } from '../reportFailure';
import type { WindowParts } from '../windowParts';
import { copyCommands } from './copyCommands';
import { listCommands } from './listCommands';
import { type CommandTable, onSelection } from './onSelection';
import { rowCommands } from './rowCommands';
import type { SidebarList } from './sidebarList';

/** Returns the commands of the list. They are a bundle of their own, loaded when one of them first runs. */
export function opportunityCommands(deps: WindowParts & SidebarList): RunnableCommands<'opportunities'> {
  const loading = new LoadAllSession(deps);
  const table: CommandTable<'opportunities'> = {
    ...rowCommands({ ...deps, wasLoadingAll: (key) => loading.wasStopped(key) }),
    ...refreshCommands(deps),
    ...filterCommands(deps),
    ...findCommands({ ...deps, loading }),
    ...listCommands(deps),
    ...copyCommands(deps),
    'partnerCentral.copyLink': (selection) => copyLinks(selection, deps.current),
    ...loadAllCommands(loading, deps.current),
  };
  return tellingOfFilters(onSelection('opportunities', table, deps));
}

type Command = (...args: readonly unknown[]) => unknown;

/** Returns the commands, with a message for the person when one of them fails because of the filter. */
function tellingOfFilters(table: RunnableCommands<'opportunities'>): RunnableCommands<'opportunities'> {
  const told = Object.entries(table as Readonly<Record<string, Command>>).map(([id, run]): [string, Command] => [
    id,
    async (...args) => {
      try {
        return await run(...args);
      } catch (thrown) {
        if (!isSourceError(thrown) || thrown.code !== 'unsendableFilter') throw thrown;
        return reportFailure(l10n.t('Filter'), thrown, () => run(...args));
      }
    },
  ]);
  return Object.fromEntries(told) as RunnableCommands<'opportunities'>;
}
