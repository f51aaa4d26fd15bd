import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { pickOne } from '../../host/tell';
import type { CsvForm, FormPartItem } from './csvForm';

/** Where an export goes. `whole`: to a file, and read from AWS instead of taken from what is loaded. */
export type ExportDestination = 'file' | 'lines' | 'untitled' | 'whole';

/** VS Code is slow to open a document with more opportunities than this, and may refuse it. */
const mostInDocument = 20_000;

/**
 * Asks where an export should go. Undefined if the person cancels.
 * @param extent a description of how much it contains
 * @param form can be changed before the export, as often as the person likes
 */
export async function pickDestination(
  title: string,
  extent: string,
  count: number,
  destinations: readonly ExportDestination[],
  form?: CsvForm,
): Promise<ExportDestination | undefined> {
  const offered = destinations.filter((destination) => destination !== 'untitled' || count <= mostInDocument);
  for (;;) {
    const items: readonly (DestinationItem | FormPartItem)[] = [
      ...offered.map(destinationItem),
      ...(form?.items() ?? []),
    ];
    const chosen = await pickOne(items, { title, placeHolder: extent });
    if (!chosen || 'destination' in chosen) return chosen?.destination;
    await form?.change(chosen);
  }
}

type DestinationItem = QuickPickItem & { readonly destination: ExportDestination };

function destinationItem(destination: ExportDestination): DestinationItem {
  switch (destination) {
    case 'file':
      return { destination, label: l10n.t('Save to a File…'), iconPath: new ThemeIcon('save') };
    case 'lines':
      return {
        destination,
        label: l10n.t('Save to a File as JSON Lines…'),
        description: l10n.t('one opportunity per line, nothing else'),
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
        description: l10n.t('everything AWS lists under the filter, page by page, loaded or not'),
        iconPath: new ThemeIcon('cloud-download'),
      };
  }
}
