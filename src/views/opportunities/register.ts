import { Disposable, window } from 'vscode';
import { viewId } from '../../contributions';
import { registerCommands } from '../registerCommands';
import type { WindowParts } from '../windowParts';
import { OpportunityTree } from './opportunityTree';
import { rowDecorations } from './rowDecorations';
import type { SidebarList } from './sidebarList';
import { ViewStatus } from './viewStatus';
import { Welcome } from './welcome';

/**
 * Registers the list of opportunities in the sidebar: its view, its rows and their looks, the lines above them, and its
 * commands.
 */
export function registerOpportunities(parts: WindowParts): SidebarList & Disposable {
  const welcome = new Welcome(parts);
  const rowLooks = async () => new (await import('./rowLooks')).RowLooks();
  const tree = new OpportunityTree({ ...parts, welcome, rowLooks });
  const view = window.createTreeView(viewId, { treeDataProvider: tree, canSelectMany: true, showCollapseAll: true });
  const status = new ViewStatus(view, parts, welcome);
  const list: SidebarList = { tree, view, status };
  const commands = async () => (await import('./opportunityCommands')).opportunityCommands({ ...parts, ...list });
  const registered = Disposable.from(
    ...[welcome, tree, view, status, window.registerFileDecorationProvider(rowDecorations)],
    registerCommands('opportunities', commands),
  );
  return Object.assign(registered, list);
}
