import type { TreeView } from 'vscode';
import { clock } from '../../host/clock';
import { type Row, rowId } from './rows';

/** How often VS Code is asked, and how many milliseconds it has to report that the row is selected. */
const attempts = 4;
const patienceMs = 500;
const pollMs = 20;

/**
 * Shows a row in the tree and selects it. VS Code refuses to do that, or forgets it, while it repaints the tree. So it
 * is asked again until the row is selected, the person selects another one, or some seconds have passed. Never rejects.
 * @param rowOf returns the current row; undefined if there is none
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
