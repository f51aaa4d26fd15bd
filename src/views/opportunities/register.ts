import { Disposable, window } from 'vscode';
import { viewId } from '../../contributions';
import { listKeys } from '../../core/lists/listKeys';
import { isStage } from '../../core/model/opportunity';
import { OpenStages } from '../openStages';
import { registerCommands } from '../registerCommands';
import type { WindowParts } from '../windowParts';
import { OpportunityTree } from './opportunityTree';
import type { Row } from './rows';
import type { SidebarList } from './sidebarList';
import { ViewStatus } from './viewStatus';
import { Welcome } from './welcome';

/** Milliseconds that VS Code gets to paint the stages. A person takes longer to choose one. */
const preparingMs = 300;

/** Milliseconds between two looks for credentials, while the view says that there are none. */
const lookMs = 1_000;

/**
 * Registers the list of opportunities in the sidebar: its view, its rows and their looks, the lines above them, and its
 * commands.
 * @param loadSource Loads what the first request needs, and sends nothing.
 */
export function registerOpportunities(
  parts: WindowParts,
  loadSource: () => Promise<unknown>,
): SidebarList & Disposable {
  const { current } = parts;
  const welcome = new Welcome(parts);
  const withRows: Disposable[] = [];
  const rowLooks = async () => (await import('./rowLooks')).rowLooksFor(parts, view, tree, withRows);
  let preparing: NodeJS.Timeout | undefined;
  const prepare = () => {
    const needed = [() => tree.ready(), loadSource, async () => current.value, async () => status.countActions()];
    // What cannot be loaded now is loaded, or fails, when it is needed.
    const load = () => Promise.all(needed.map((part) => part())).catch(() => {});
    preparing ??= setTimeout(load, preparingMs);
  };
  const shownStages = () => listKeys(current.query).filter(isStage);
  const openStages = new OpenStages(parts.state, shownStages());
  const showOthers = ({ sameConnection }: { readonly sameConnection: boolean }) => {
    if (!sameConnection) openStages.begin();
    openStages.show(shownStages());
  };
  const note = (isOpen: boolean) => (event: { readonly element: Row }) => {
    if (event.element.kind === 'stage') openStages.note(event.element.stage, isOpen);
  };
  const tree = new OpportunityTree({ ...parts, welcome, openStages, rowLooks, prepare });
  const view = window.createTreeView(viewId, { treeDataProvider: tree, canSelectMany: true, showCollapseAll: true });
  let looking: NodeJS.Timeout | undefined;
  const lookWhileMissing = () => {
    clearInterval(looking);
    if (view.visible && welcome.shown === 'noProfile') looking = setInterval(() => tree.look(), lookMs);
  };
  const status = new ViewStatus(view, parts, welcome);
  const list: SidebarList = { tree, view, status };
  const commands = async () => (await import('./opportunityCommands')).opportunityCommands({ ...parts, ...list });
  const registered = Disposable.from(
    ...[current.onDidReplace(showOthers), view.onDidExpandElement(note(true)), view.onDidCollapseElement(note(false))],
    ...[welcome, tree, view, status],
    registerCommands('opportunities', commands),
    ...[welcome.onDidChange(lookWhileMissing), view.onDidChangeVisibility(lookWhileMissing)],
    new Disposable(() => {
      Disposable.from(...withRows).dispose();
      clearTimeout(preparing);
      clearInterval(looking);
    }),
  );
  return Object.assign(registered, list);
}
