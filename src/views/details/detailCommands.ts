import { l10n } from 'vscode';
import { consolePage } from '../../host/consolePage';
import { openAddress } from '../../host/openAddress';
import { tell } from '../../host/tell';
import type { CommandTable } from '../opportunities/onSelection';
import type { WindowParts } from '../windowParts';
import type { DetailPanels } from './detailPanels';

/** Returns the commands for a single opportunity. */
export function detailCommands({ current }: Pick<WindowParts, 'current'>, panels: Pick<DetailPanels, 'open' | 'keep'>) {
  return {
    'partnerCentral.openDetails': (selection) => {
      const item = selection.one();
      // What is found or gone to may be followed by the next, as what is clicked once.
      if (item) panels.open(item, { preserveFocus: false, keep: selection.rows.length > 0 });
    },
    'partnerCentral.previewDetails': (selection) => {
      const item = selection.one();
      // After a click the keyboard focus stays in the tree, as it does with files.
      if (item) panels.open(item, { preserveFocus: true, keep: false });
    },
    'partnerCentral.keepPanel': () => panels.keep(),
    'partnerCentral.openInConsole': async (selection) => {
      const item = selection.one();
      if (!item) return;
      const address = consolePage(item, current.connection);
      if (address !== undefined) await openAddress(address);
      else void tell('warning', noPage(current));
    },
  } satisfies Partial<CommandTable<'details'>>;
}

function noPage({ connection: { kind, catalog } }: WindowParts['current']): string {
  if (kind === 'sample') return l10n.t('Sample data has no pages in Partner Central.');
  if (catalog !== 'AWS') return l10n.t('Only opportunities of the AWS catalog have pages in Partner Central.');
  return l10n.t('The setting partnerCentral.consoleUrl must be an https address.');
}
