import type { TreeView } from 'vscode';
import { isStage, type OpportunitySummary, reviewStatuses } from '../../../core/model/opportunity';
import { setContextKey } from '../../../host/contextKeys';
import type { Row } from '../rows';

/** An id as AWS gives it. Any other text could contain the words below. */
const plainId = /^O\d{1,19}$/;

/**
 * Returns the context value of an opportunity's row: what its menu can offer, in words for the manifest, and at the end the
 * id, so that the menu can tell whether the row is among those selected.
 */
export function contextValueOf(item: OpportunitySummary): string {
  const { Id: id, Arn: arn, LifeCycle: life, Customer: customer } = item;
  return [
    ...['opportunity', id && 'id', arn && 'arn', customer?.Account?.CompanyName && 'company'],
    ...[reviewStatuses.some((known) => known === life?.ReviewStatus) && 'status', isStage(life?.Stage) && 'stage'],
    id && plainId.test(id) && id,
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * Keeps the context key `partnerCentral.selected` up to date. VS Code's own `listMultiSelection` is also true for the menu
 * of a row outside the selection, whose commands get that row alone.
 */
export function followSelection(view: Pick<TreeView<Row>, 'onDidChangeSelection'>): void {
  let known = false;
  view.onDidChangeSelection(({ selection }) => {
    const items = selection.flatMap((row) => (row.kind === 'opportunity' ? [row.item] : []));
    const several = items.length > 1;
    if (several || known) setContextKey('partnerCentral.selected', several ? items.map(contextValueOf) : undefined);
    known = several;
  });
}
