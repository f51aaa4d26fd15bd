import { commands, Uri, window } from 'vscode';
import { comparisonScheme, documentScheme } from '../../contributions';
import { clock } from '../../host/clock';

interface Front {
  readonly uri: Uri;
  readonly preview: boolean;
}

/** Milliseconds that a window that starts has to tell of its editors. It may have none. */
const patienceMs = 1_000;

/**
 * Waits until extensions are told of the editors that are open: a window that starts may do so only a moment after it has
 * started them.
 */
export async function editorsKnown(): Promise<void> {
  if (window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      cancel();
      told.dispose();
      resolve();
    };
    const cancel = clock.schedule(patienceMs, end);
    const told = window.tabGroups.onDidChangeTabs(end);
  });
}

/** The files that are in front in the groups of editors, so that they can be again after something opened before them. */
export class FrontEditors {
  private readonly fronts = new Map<number, Front>();

  constructor() {
    for (const { viewColumn, activeTab } of window.tabGroups.all) {
      const input = activeTab?.input;
      const uri: unknown = typeof input === 'object' && input !== null && 'uri' in input ? input.uri : undefined;
      // Our own documents close with their window, and would be read again.
      const isOther = uri instanceof Uri && uri.scheme !== documentScheme && uri.scheme !== comparisonScheme;
      if (activeTab && isOther) this.fronts.set(viewColumn, { uri, preview: activeTab.isPreview });
    }
  }

  /** Brings the file of a group to its front again. The keyboard stays where it is. */
  async bringBack(column: number): Promise<void> {
    const front = this.fronts.get(column);
    if (!front) return;
    const where = { viewColumn: column, preserveFocus: true, preview: front.preview };
    // A file may be gone meanwhile.
    await commands.executeCommand('vscode.open', front.uri, where).then(undefined, () => {});
  }
}
