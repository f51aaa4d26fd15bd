import type { TreeView } from 'vscode';
import { onSelection } from '../opportunities/onSelection';
import type { SidebarList } from '../opportunities/sidebarList';
import type { RunnableCommands } from '../registerCommands';
import { changeCommands } from './changeCommands';
import type { ChangesRow } from './changeRows';
import { ChangesView, type ChangesViewDeps } from './changesView';

export type ChangesDeps = ChangesViewDeps & Pick<SidebarList, 'view'>;

/** The view Changes with its commands. They are a bundle of their own, loaded when somebody looks at changes. */
export class ChangesFeature extends ChangesView {
  readonly commands: RunnableCommands<'changes'>;

  constructor(view: TreeView<ChangesRow>, deps: ChangesDeps, repaint: () => void) {
    super(view, deps, repaint);
    this.commands = onSelection('changes', changeCommands({ ...deps, view, ask: () => this.ask() }), deps);
  }
}
