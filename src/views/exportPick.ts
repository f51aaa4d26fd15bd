import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { pickOne } from '../host/tell';

/** Where an export goes; `whole`: to a file, and from AWS rather than from what is loaded. */
export type ExportDestination = 'file' | 'lines' | 'untitled' | 'whole';

/** More than so many make a document that VS Code is slow to open, and may refuse. */
const mostInDocument = 20_000;

/**
 * Asks where an export is to go; undefined when the person leaves it at that.
 * @param extent how much it holds, in words
 */
export async function pickDestination(
  title: string,
  extent: string,
  count: number,
  destinations: readonly ExportDestination[],
): Promise<ExportDestination | undefined> {
  const offered = destinations.filter((destination) => destination !== 'untitled' || count <= mostInDocument);
  const chosen = await pickOne(offered.map(destinationItem), { title, placeHolder: extent });
  return chosen?.destination;
}

function destinationItem(destination: ExportDestination): QuickPickItem & { readonly destination: ExportDestination } {
  switch (destination) {
    case 'file':
      return { destination, label: l10n.t('Save to a File…'), iconPath: new ThemeIcon('save') };
    case 'lines':
      return {
        destination,
        label: l10n.t('Save to a File as JSON Lines…'),
        description: l10n.t('one opportunity a line, nothing else'),
        iconPath: new ThemeIcon('list-flat'),
      };
    case 'untitled':
      return {
        destination,
        label: l10n.t('Open as an Untitled Document'),
        description: l10n.t('VS Code keeps a backup of it on disk until you close it'),
        iconPath: new ThemeIcon('new-file'),
      };
    case 'whole':
      return {
        destination,
        label: l10n.t('Read Everything to a File…'),
        description: l10n.t('all that AWS lists under the filter, page by page, loaded or not'),
        iconPath: new ThemeIcon('cloud-download'),
      };
  }
}
