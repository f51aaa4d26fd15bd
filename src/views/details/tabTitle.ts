import { l10n } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { oneLine } from '../../core/text/plainText';
import type { Content } from './panelContent';

/** The longest name of a customer in a tab, and in one that names several. */
const mostOfName = 40;
const mostOfNames = 20;

// These panels have no serializer, so VS Code stores none of their titles. It does store those of its own editors.

/** Returns the title of the tab of an opportunity: the customer, else the id. */
export function tabTitle(content: Content): string {
  if (content.kind === 'shown') return nameOf(content.item, mostOfName) ?? l10n.t('Opportunity');
  return content.id ?? l10n.t('Opportunity');
}

/** Returns the title of the tab of opportunities side by side; undefined: they are not shown any more. */
export function comparisonTitle(items: readonly OpportunitySummary[] | undefined): string {
  if (!items) return l10n.t('Comparison');
  return items.map((item) => nameOf(item, mostOfNames) ?? l10n.t('no id')).join(' ↔ ');
}

function nameOf({ Customer: customer, Id: id }: OpportunitySummary, most: number): string | undefined {
  return oneLine(customer?.Account?.CompanyName ?? '', most) || id;
}
