import { onSelection } from '../opportunities/onSelection';
import type { RunnableCommands } from '../registerCommands';
import { compareCommands } from './compareCommands';
import { detailCommands } from './detailCommands';
import { DetailPanels } from './detailPanels';
import { editorsKnown } from './frontEditors';
import { readKeptPanels } from './keptPanels';
import type { PanelDeps } from './panelDeps';

/** The panels and their commands. They are a bundle of their own, loaded when one of them is first needed. */
export class Details {
  readonly panels: DetailPanels;
  readonly commands: RunnableCommands<'details'>;

  constructor(private readonly deps: PanelDeps) {
    this.panels = new DetailPanels(deps);
    const table = { ...detailCommands(deps, this.panels), ...compareCommands(this.panels, deps) };
    this.commands = onSelection('details', table, deps);
  }

  /** Opens the panels of the window before, behind what VS Code itself has opened again. */
  async restore(): Promise<void> {
    // Read before, because a panel that is opened meanwhile is stored.
    const kept = readKeptPanels(this.deps.state);
    await editorsKnown();
    await this.panels.restore(kept);
  }
}
