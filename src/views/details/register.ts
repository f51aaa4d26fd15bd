import { Disposable } from 'vscode';
import { lazily } from '../../core/runtime/lazily';
import { registerCommands } from '../registerCommands';
import type { PanelDeps } from './panelDeps';

/** Registers the panels of opportunities, and the comparison of the selected ones. */
export function registerDetails(deps: PanelDeps): Disposable {
  let made: import('./details').Details | undefined;
  const details = lazily(async () => {
    const { Details } = await import('./details');
    made = new Details(deps);
    return made;
  });
  // VS Code itself brings no panel back, because it would store the titles, which name customers. The key is that of
  // `keptPanels.ts`, which is not needed where there are none.
  if (deps.state.get('panels')) void details().then((made) => made.restore());
  return Disposable.from(
    registerCommands('details', async () => (await details()).commands),
    new Disposable(() => made?.panels.dispose()),
  );
}
