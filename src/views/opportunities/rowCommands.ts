import { commands, type TreeView, window, workspace } from 'vscode';
import { canRetry } from '../../core/errors/sourceError';
import type { ListKey } from '../../core/lists/listKeys';
import { clock } from '../../host/clock';
import { inView } from '../../host/tell';
import { runCommand } from '../runCommand';
import { untilSelected } from '../untilSelected';
import type { WindowParts } from '../windowParts';
import type { CommandTable } from './onSelection';
import { keyOf, keysOf, listKeyOf, type Row, rowId, settingRemedy } from './rows';
import { selectionOf } from './selection';
import type { SidebarList } from './sidebarList';

export type RowCommandDeps = Pick<WindowParts, 'current' | 'documents'> &
  Pick<SidebarList, 'tree'> & {
    readonly view: Pick<TreeView<Row>, 'selection'>;
    /** True if a list was stopped while it was being loaded to its end; otherwise only a page of it was being loaded. */
    readonly wasLoadingAll?: (key: ListKey) => boolean;
    /** Runs another command. */
    readonly run?: typeof runCommand;
    /** Milliseconds to wait for VS Code to report the selection. */
    readonly patienceMs?: number | undefined;
    /** Milliseconds within which the second click on a row makes a double click. */
    readonly doubleMs?: number;
  };

/** Milliseconds that VS Code has to say which row Enter is for. */
const enterMs = 300;

/** Returns the commands for the rows of the tree. */
export function rowCommands(deps: RowCommandDeps) {
  const { current, view, documents, wasLoadingAll = () => true, run = runCommand } = deps;
  const { patienceMs, doubleMs = 500 } = deps;

  const loadMore = async (key: ListKey): Promise<void> => current.value.listOf(key)?.loadMore();

  const retry = async (row: Row): Promise<void> => {
    const key = keyOf(row);
    if (!key) return;
    const lists = current.value;
    // What is read again is read in the background, but the person waits for it.
    current.unasked.asked();
    const list = lists.listOf(key);
    const refresh = row.kind === 'failed' ? row.of === 'refresh' : list?.tail.kind !== 'failed';
    const samePage = list?.tail.kind === 'failed' && canRetry(list.tail.error);
    // A page that is waiting for a retry is requested immediately.
    const waiting = row.kind === 'failed' && row.waiting;
    if (waiting || (!refresh && samePage)) await loadMore(key);
    else await lists.refreshList(key);
  };

  const selectionKnown = () => untilSelected(view, patienceMs);

  let activated: { readonly row: string; readonly at: number } | undefined;
  let enteredAt = Number.NEGATIVE_INFINITY;

  /** VS Code tells a double click from two clicks, and Enter from a click, to no tree of an extension. */
  const isKept = (row: Row, at: number): boolean => {
    const before = activated;
    activated = { row: rowId(row), at };
    const isEntered = at - enteredAt <= enterMs;
    enteredAt = Number.NEGATIVE_INFINITY;
    if (isEntered) return true;
    if (workspace.getConfiguration('workbench').get('list.openMode') === 'doubleClick') return true;
    return before?.row === activated.row && at - before.at <= doubleMs;
  };

  return {
    'partnerCentral.keepRow': async () => {
      enteredAt = clock.now();
      await commands.executeCommand('list.select');
      // The time counts from here: the row that is meant is activated now.
      enteredAt = clock.now();
    },
    'partnerCentral.activateRow': async () => {
      const at = clock.now();
      await selectionKnown();
      const [row] = selectionOf('rows', [], deps).rows;
      switch (row?.kind) {
        case 'opportunity':
          return run(isKept(row, at) ? 'partnerCentral.openDetails' : 'partnerCentral.previewDetails', row);
        case 'more':
          return run(
            row.stopped && wasLoadingAll(listKeyOf(row.list)) ? 'partnerCentral.loadAll' : 'partnerCentral.loadMore',
            row,
          );
        case 'cut':
          return run('partnerCentral.loadMore', row);
        case 'remedy':
          return run('partnerCentral.runRemedy', row.remedy, row.failed);
        case 'problem':
          return run('partnerCentral.runRemedy', settingRemedy(row));
        default:
          return undefined;
      }
    },
    'partnerCentral.loadMore': ({ rows }) => inView(Promise.all(keysOf(rows).map((key) => loadMore(key)))),
    'partnerCentral.retry': ({ rows }) => {
      const failed = rows.filter(({ kind }) => kind === 'failed' || kind === 'stage');
      return inView(Promise.all((failed.length > 0 ? failed : rows).map(retry)));
    },
    'partnerCentral.openJson': async ({ opportunities: items, clicked }) => {
      const [first] = items;
      if (!first) return;
      const uri = items.length > 1 ? documents.uriOfSelection(items) : documents.uriOf(first);
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, { preview: true, preserveFocus: clicked });
    },
  } satisfies Partial<CommandTable<'opportunities'>>;
}
