import { commands, l10n, type Uri } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { tell, translated } from '../../host/tell';
import type { CommandTable } from '../opportunities/onSelection';
import type { WindowParts } from '../windowParts';
import type { DetailPanels } from './detailPanels';

/** More columns could not be read side by side. */
const mostInTable = 5;

/** Returns the commands that compare two opportunities, or a few, side by side. */
export function compareCommands({ documents }: Pick<WindowParts, 'documents'>, panels: Pick<DetailPanels, 'compare'>) {
  const compareTwo = (left: OpportunitySummary, right: OpportunitySummary) => {
    const [before, after] = [documents.uriOf(left), documents.uriOf(right)];
    const title = translated('{0} ↔ {1}', nameOf(before), nameOf(after));
    return commands.executeCommand('vscode.diff', before, after, title, { preview: true });
  };

  return {
    'partnerCentral.compare': ({ opportunities: items }) => {
      const [left, right] = items;
      if (items.length === 2 && left && right) return compareTwo(left, right);
      if (items.length > 2 && items.length <= mostInTable) return panels.compare(items);
      return void tell('info', advice(items.length));
    },
  } satisfies Partial<CommandTable<'details'>>;
}

/** Returns the id: the document's name without the ending that all of them share. */
function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.opportunity\.json$/, '');
}

function advice(count: number): string {
  return count < 2
    ? l10n.t('Select two to five opportunities (Ctrl or ⌘ and click).')
    : l10n.t('Up to {0} opportunities can be compared at once; {1} are selected.', mostInTable, count);
}
