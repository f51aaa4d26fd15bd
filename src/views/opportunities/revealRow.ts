import type { TreeView } from 'vscode';
import { clock } from '../../host/clock';
import { type Row, rowId } from './rows';

/** How often VS Code is asked, and the milliseconds that it may take to say that the row is selected. */
const attempts = 4;
const patienceMs = 500;
const pollMs = 20;

/**
 * Shows a row in the tree and selects it. VS Code refuses that, or forgets it, while it paints the tree again; so it is asked
 * again until the row is selected, a person selects another one, or some seconds have passed. Never rejects.
 * @param rowOf the row as it is now; undefined where there is none
 */
export async function revealRow(
  view: Pick<TreeView<Row>, 'reveal' | 'selection'>,
  rowOf: () => Row | undefined,
  focus: boolean,
): Promise<void> {
  const selected = () => view.selection.map(rowId).join('\n');
  const before = selected();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const row = rowOf();
    if (!row) return;
    await view.reveal(row, { select: true, focus, expand: false }).then(undefined, () => {});
    for (let waited = 0; waited < patienceMs; waited += pollMs) {
      const now = selected();
      if (now === rowId(row) || (now !== before && now !== '')) return;
      await new Promise<void>((resolve) => clock.schedule(pollMs, resolve));
    }
  }
}
