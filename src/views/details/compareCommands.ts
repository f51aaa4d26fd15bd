import { commands, l10n, type TreeView, type Uri } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { inWords, tell } from '../../host/tell';
import type { CurrentPipeline } from '../currentPipeline';
import type { JsonDocuments } from '../documents/jsonDocuments';
import type { Row } from '../opportunities/rows';
import { Selection } from '../opportunities/selection';
import type { CommandTable } from '../registerCommands';

export interface CompareCommandDeps {
  readonly current: CurrentPipeline;
  readonly view: Pick<TreeView<Row>, 'selection'>;
  readonly documents: JsonDocuments;
  /** Shows three to five opportunities side by side, in the order in which they were selected. */
  readonly compareTable?: (items: readonly OpportunitySummary[]) => unknown;
}

/** As many as stand side by side and can still be read. */
const mostInTable = 5;

/** Two opportunities side by side, or a few. */
export function compareCommands({ current, view, documents, compareTable }: CompareCommandDeps) {
  const selection = new Selection(view, current);

  const compareTwo = (left: OpportunitySummary, right: OpportunitySummary) => {
    const [before, after] = [documents.uriOf(left), documents.uriOf(right)];
    const title = inWords('{0} ↔ {1}', nameOf(before), nameOf(after));
    return commands.executeCommand('vscode.diff', before, after, title, { preview: true });
  };

  return {
    'partnerCentral.compare': (row, rows) => {
      const items = selection.opportunities(row, rows);
      const [left, right] = items;
      if (items.length === 2 && left && right) return compareTwo(left, right);
      if (items.length > 2 && items.length <= mostInTable && compareTable) return compareTable(items);
      return void tell('info', advice(items.length, compareTable !== undefined));
    },
  } satisfies Partial<CommandTable>;
}

/** The document's name without what all of them end in: the id. */
function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.opportunity\.json$/, '');
}

function advice(count: number, hasTable: boolean): string {
  if (count < 2) {
    return hasTable
      ? l10n.t('Select two to five opportunities (Ctrl or ⌘ and click).')
      : l10n.t('Select two opportunities to compare (Ctrl or ⌘ and click).');
  }
  return hasTable
    ? l10n.t('Up to {0} opportunities can be compared at once; {1} are selected.', mostInTable, count)
    : l10n.t('Two opportunities can be compared at once; {0} are selected.', count);
}
