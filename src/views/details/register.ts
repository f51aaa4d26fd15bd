import { Disposable, window } from 'vscode';
import { detailPanelType } from '../../contributions';
import { lazily } from '../../core/runtime/lazily';
import { registerCommands } from '../registerCommands';
import type { PanelDeps } from './panelDeps';

/** Registers the panels of opportunities, and the comparison of the selected ones. */
export function registerDetails(deps: PanelDeps): Disposable {
  const details = lazily(async () => new (await import('./details')).Details(deps));
  return Disposable.from(
    window.registerWebviewPanelSerializer(detailPanelType, {
      deserializeWebviewPanel: async (panel, kept) => (await details()).panels.restore(panel, kept),
    }),
    registerCommands('details', async () => (await details()).commands),
  );
}
