import { l10n, type TreeView } from 'vscode';
import { consolePage } from '../../host/consolePage';
import { openAddress } from '../../host/openAddress';
import { tell } from '../../host/tell';
import type { CurrentPipeline } from '../currentPipeline';
import type { Row } from '../opportunities/rows';
import { Selection } from '../opportunities/selection';
import type { CommandTable } from '../registerCommands';
import type { DetailPanels } from './detailPanels';

export interface DetailCommandDeps {
  readonly current: CurrentPipeline;
  readonly view: TreeView<Row>;
  readonly panels: () => Promise<DetailPanels>;
}

/** What a person does with one opportunity beyond its row. */
export function detailCommands({ current, view, panels }: DetailCommandDeps) {
  const selection = new Selection(view, current);

  return {
    'partnerCentral.openDetails': async (row, rows) => {
      const item = selection.opportunity(row, rows);
      // A click leaves the keyboard in the tree, as with files.
      if (item) (await panels()).open(item, row !== undefined);
    },
    'partnerCentral.openInConsole': async (row, rows) => {
      const item = selection.opportunity(row, rows);
      if (!item) return;
      const address = consolePage(item, current.connection);
      if (address !== undefined) await openAddress(address);
      else void tell('warning', noPage(current));
    },
  } satisfies Partial<CommandTable>;
}

function noPage({ connection: { kind, catalog } }: CurrentPipeline): string {
  if (kind === 'sample') return l10n.t('Sample data has no pages in Partner Central.');
  if (catalog !== 'AWS') return l10n.t('Only opportunities of the AWS catalog have pages in Partner Central.');
  return l10n.t('The setting partnerCentral.consoleUrl must be an https address.');
}
