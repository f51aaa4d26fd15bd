import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Comparison, FieldChange } from '../core/exportComparison';
import type { OpportunitySummary } from '../core/opportunity';
import { oneLine } from '../core/plainText';
import { inWords, pickOne } from '../host/tell';

/** What of a comparison is shown in the diff editor. */
export type ComparisonChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'one'; readonly before?: OpportunitySummary; readonly after?: OpportunitySummary };

type ComparisonItem = QuickPickItem & { readonly choice?: ComparisonChoice };

const mostFields = 5;

/**
 * Lists how an export and what is loaded differ; undefined when the person leaves it at that.
 * @param loaded how much is loaded, in words
 */
export async function pickFromComparison(
  name: string,
  loaded: string,
  { added, removed, changed, unchanged }: Comparison,
): Promise<ComparisonChoice | undefined> {
  const items: ComparisonItem[] = [
    {
      label: l10n.t('Show All in the Diff Editor'),
      iconPath: new ThemeIcon('diff'),
      alwaysShow: true,
      choice: { kind: 'all' },
    },
    separator(l10n.t('Changed')),
    ...changed.map(({ before, after, fields }) => ({
      ...opportunity(after, 'diff-modified', { kind: 'one', before, after }),
      detail: fieldsText(fields),
    })),
    separator(l10n.t('Added')),
    ...added.map((after) => opportunity(after, 'diff-added', { kind: 'one', after })),
    separator(l10n.t('Only in the export')),
    ...removed.map((before) => opportunity(before, 'diff-removed', { kind: 'one', before })),
  ];
  const chosen = await pickOne(items, {
    title: inWords('{0} and what is loaded ({1})', name, loaded),
    placeHolder: l10n.t(
      '{0} changed, {1} added, {2} only in the export, {3} the same',
      changed.length,
      added.length,
      removed.length,
      unchanged,
    ),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.choice;
}

function separator(label: string): ComparisonItem {
  return { label, kind: QuickPickItemKind.Separator };
}

function opportunity(item: OpportunitySummary, icon: string, choice: ComparisonChoice): ComparisonItem {
  return {
    label: oneLine(item.Customer?.Account?.CompanyName ?? '') || l10n.t('No company name'),
    description: item.Id ?? '',
    iconPath: new ThemeIcon(icon),
    choice,
  };
}

function fieldsText(fields: readonly FieldChange[]): string {
  const shown = fields
    .slice(0, mostFields)
    .map(({ path, before = '–', after = '–' }) => `${path}: ${before} → ${after}`);
  const more = fields.length - shown.length;
  return [...shown, ...(more > 0 ? [l10n.t('{0} more', more)] : [])].join(' · ');
}
