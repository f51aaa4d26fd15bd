import { env, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { type Row, rowId, type StageRow } from './rows';

/**
 * Returns the tree item of a stage; its tooltip is resolved when the pointer rests on it.
 * @param isOpen whether it is expanded when it is shown first; afterwards, VS Code keeps what the person does
 */
export function stageItem(row: StageRow, lists: OpportunityLists | undefined, isOpen = false): TreeItem {
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(row.stage, isOpen ? Expanded : Collapsed);
  const list = lists?.listOf(row.stage);
  item.contextValue = 'stage';
  if (!lists || !list || list.tail.kind === 'unread') return item;
  const { tail, items } = list;
  const complete = tail.kind === 'end';
  if (complete || items.length > 0) item.description = sizeText(items.length, complete);
  item.contextValue = complete ? 'stage complete' : tail.kind === 'loading' ? 'stage loading' : 'stage more';
  const waiting = tail.kind === 'loading' && tail.waiting;
  if (tail.kind === 'failed' || waiting || lists.refreshError(row.stage)) {
    item.contextValue = 'stage failed';
    item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  }
  return item;
}

/** Returns how many opportunities are loaded, and whether there may be more: `3,000+`. */
export function sizeText(size: number, complete: boolean): string {
  return `${numberText(size)}${complete ? '' : '+'}`;
}

/** Returns a number in the format of VS Code's language. */
export function numberText(n: number): string {
  return n.toLocaleString(env.language);
}

/** Sets what every item needs: its id, and a label for screen readers. */
export function identified(row: Row, item: TreeItem): TreeItem {
  item.id = rowId(row);
  // Without a label, screen readers would read the tooltip instead of the row.
  item.accessibilityInformation ??= { label: [item.label, item.description].filter(Boolean).join(', ') };
  return item;
}
