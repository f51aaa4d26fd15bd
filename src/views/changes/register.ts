import { Disposable, EventEmitter, type TreeView, window } from 'vscode';
import { changesViewId } from '../../contributions';
import { registerCommands } from '../registerCommands';
import type { ChangesRow } from './changeRows';
import type { ChangesDeps } from './changesFeature';

/** Registers the view Changes and its commands. Nothing is loaded or read for it before somebody looks at changes. */
export function registerChanges(deps: ChangesDeps): Disposable & { readonly view: TreeView<ChangesRow> } {
  const repaint = new EventEmitter<void>();
  // A bundle of its own. VS Code asks for thousands of rows one by one, which should not wait.
  const load = () => require('./changesFeature') as typeof import('./changesFeature');
  let made: import('./changesFeature').ChangesFeature | undefined;
  const feature = (): NonNullable<typeof made> =>
    (made ??= new (load().ChangesFeature)(view, deps, () => repaint.fire()));
  const view: TreeView<ChangesRow> = window.createTreeView<ChangesRow>(changesViewId, {
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: repaint.event,
      getChildren: (row) => feature().children(row),
      getTreeItem: (row) => feature().item(row),
      resolveTreeItem: (item, row) => feature().resolve(item, row),
    },
  });
  const registered = Disposable.from(
    ...[view, repaint, deps.whatChanged.onDidChange(feature)],
    registerCommands('changes', async () => feature().commands),
    new Disposable(() => made?.dispose()),
  );
  return Object.assign(registered, { view });
}
