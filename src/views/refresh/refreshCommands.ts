import { inView } from '../../host/tell';
import type { CommandTable } from '../opportunities/onSelection';
import type { SidebarList } from '../opportunities/sidebarList';
import type { WindowParts } from '../windowParts';
import type { Reach } from './refreshing';

export type RefreshCommandDeps = Pick<WindowParts, 'current' | 'refresher'> & Pick<SidebarList, 'tree'>;

/** Returns the commands that bring the list up to date. */
export function refreshCommands({ current, refresher, tree }: RefreshCommandDeps) {
  const refresh = (reach: Exclude<Reach, 'quiet'>) => () => {
    tree.insist();
    // New lists are read as far as they are shown.
    return current.followSettings() ? undefined : inView(refresher().ask(reach));
  };
  return {
    'partnerCentral.refresh': refresh('changes'),
    'partnerCentral.refreshEverything': refresh('everything'),
  } satisfies Partial<CommandTable<'opportunities'>>;
}
