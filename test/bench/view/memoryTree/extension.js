// A tree like the Opportunities view without a data source: stages, each with the same number of rows.
const { commands, EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, ViewColumn, window, workspace } =
  require('vscode');

const stages = [
  'Prospect',
  'Qualified',
  'Technical Validation',
  'Business Validation',
  'Committed',
  'Launched',
  'Closed Lost',
];
const pageSize = 100;
const icons = ['edit', 'cloud-upload', 'eye', 'pass', 'error', 'bell-dot'];

/** Like the real view, it fires a change of the stage after the first page: its row shows how much is loaded. */
class MemoryTree {
  #changes = new EventEmitter();
  #loaded = new Set();
  #stages = stages.map((stage) => ({ stage }));
  onDidChangeTreeData = this.#changes.event;

  async getChildren(row) {
    if (!row) return this.#stages;
    if (row.number !== undefined) return [];
    if (!this.#loaded.has(row.stage)) {
      const latency = workspace.getConfiguration('memoryTree').get('latency', 0);
      if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
      this.#loaded.add(row.stage);
      this.#changes.fire(row);
    }
    return Array.from({ length: pageSize }, (_, number) => ({ stage: row.stage, number }));
  }

  getTreeItem({ stage, number }) {
    if (number === undefined) {
      const item = new TreeItem(stage, TreeItemCollapsibleState.Collapsed);
      item.id = stage;
      item.contextValue = 'stage more';
      if (this.#loaded.has(stage)) item.description = `${pageSize}+`;
      return item;
    }
    const id = `O${1000000 + number}`;
    const item = new TreeItem(`Company ${number} of ${stage}`, TreeItemCollapsibleState.None);
    item.id = `${stage}/${id}`;
    item.description = `${id} · 2026-06-30 · $12.3K/mo`;
    item.iconPath = new ThemeIcon(icons[number % icons.length]);
    item.command = { command: 'memoryTree.open', title: 'Open', arguments: [{ stage, number }] };
    item.contextValue = 'opportunity id arn company';
    return item;
  }

  resolveTreeItem(item) {
    return item;
  }
}

exports.activate = () => {
  // This opens a panel with only one visible word.
  commands.registerCommand('memoryTree.open', () => {
    const where = { viewColumn: ViewColumn.Active, preserveFocus: true };
    const panel = window.createWebviewPanel('memoryTree.empty', 'Empty', where, { enableScripts: true });
    panel.webview.html = '<!DOCTYPE html><html lang="en"><body>empty</body></html>';
  });
  window.createTreeView('memoryTree.opportunities', {
    treeDataProvider: new MemoryTree(),
    canSelectMany: true,
    showCollapseAll: true,
  });
};
