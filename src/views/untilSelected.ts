import type { TreeView } from 'vscode';
import { clock } from '../host/clock';

const pollMs = 20;

/**
 * Waits until VS Code reports the selection of a view. If a person clicks a row that VS Code is repainting, VS Code says
 * that nothing is selected until it has asked for the row again.
 */
export async function untilSelected(view: Pick<TreeView<unknown>, 'selection'>, patienceMs = 5_000): Promise<void> {
  for (let waited = 0; view.selection.length === 0 && waited < patienceMs; waited += pollMs) {
    await new Promise<void>((resolve) => clock.schedule(pollMs, resolve));
  }
}
