import { Disposable, TabInputWebview, type TreeView, window } from 'vscode';

/**
 * Tells whether a person can see a view, or a panel of a type: now, and whenever that may have changed.
 * @param panelType the beginning of the panel's type
 */
export function whileVisible(
  view: Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
  panelType: string,
  show: (visible: boolean) => void,
): Disposable {
  const look = (): void => show(view.visible || isPanelVisible(panelType));
  look();
  return Disposable.from(view.onDidChangeVisibility(look), window.tabGroups.onDidChangeTabs(look));
}

function isPanelVisible(type: string): boolean {
  return window.tabGroups.all.some(({ activeTab }) => {
    const { input } = activeTab ?? {};
    // VS Code puts a prefix in front of the type.
    return input instanceof TabInputWebview && input.viewType.includes(type);
  });
}
