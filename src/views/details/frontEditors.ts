import { commands, Uri, window } from 'vscode';
import { comparisonScheme, documentScheme } from '../../contributions';

interface Front {
  readonly uri: Uri;
  readonly preview: boolean;
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
