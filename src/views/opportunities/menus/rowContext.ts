import type { TreeView } from 'vscode';
import { isStage, type OpportunitySummary, reviewStatuses } from '../../../core/model/opportunity';
import { setContextKey } from '../../../host/contextKeys';
import type { Row } from '../rows';

/** Returns the context value of an opportunity’s row: what its menu can offer, in words for the manifest. */
export function contextValueOf(item: OpportunitySummary): string {
  const { Id: id, Arn: arn, LifeCycle: life, Customer: customer } = item;
  return [
    ...['opportunity', id && 'id', arn && 'arn', customer?.Account?.CompanyName && 'company'],
    ...[reviewStatuses.some((known) => known === life?.ReviewStatus) && 'status', isStage(life?.Stage) && 'stage'],
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * Keeps the context key `partnerCentral.selected` up to date, for the Command Palette. No menu of rows may depend on a key
 * that changes with the selection: VS Code then paints the rows again, and forgets that the last one was selected.
 */
export function followSelection(view: Pick<TreeView<Row>, 'onDidChangeSelection'>): void {
  let known = false;
  view.onDidChangeSelection(({ selection }) => {
    const several = selection.filter(({ kind }) => kind === 'opportunity').length > 1;
    if (several !== known) setContextKey('partnerCentral.selected', several);
    known = several;
  });
}
