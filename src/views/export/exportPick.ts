import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { pickOne } from '../../host/tell';
import type { CsvForm, FormPartItem } from './csvForm';

/** Where an export goes. `lines` and `excel` are files too, each in a form of its own. */
export type ExportDestination = 'file' | 'lines' | 'excel' | 'untitled';

/** VS Code is slow to open a document with more opportunities than this, and may refuse it. */
export const mostInDocument = 20_000;

/**
 * Asks where an export should go. Undefined if the person cancels.
 * @param title says what is exported
 * @param extent a description of how much it contains
 * @param form can be changed before the export, as often as the person likes
 */
export async function pickDestination(
  title: string,
  extent: string,
  destinations: readonly ExportDestination[],
  form?: CsvForm,
): Promise<ExportDestination | undefined> {
  for (;;) {
    const items: readonly (DestinationItem | FormPartItem)[] = [
      ...destinations
        .filter((destination) => destination !== 'excel' || form?.isForReadersInExcel === false)
        .map(destinationItem),
      ...(form?.items() ?? []),
    ];
    const chosen = await pickOne(items, { title, placeHolder: extent });
    if (chosen && 'choices' in chosen) {
      await form?.change(chosen);
      continue;
    }
    if (chosen?.destination === 'excel') await form?.takeForReadersInExcel();
    return chosen?.destination;
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
    case 'excel':
      return {
        destination,
        label: l10n.t('Save for Excel…'),
        description: l10n.t('readable headings, made for Excel; remembered for the next export'),
        iconPath: new ThemeIcon('table'),
      };
    case 'untitled':
      return {
        destination,
        label: l10n.t('Open as an Untitled Document'),
        description: l10n.t('VS Code keeps a backup of it on disk until you close it'),
        iconPath: new ThemeIcon('new-file'),
      };
  }
}
