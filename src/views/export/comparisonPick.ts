import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { ComparisonBasis } from '../../core/formats/comparisonBasis';
import type { Comparison, FieldChange } from '../../core/formats/exportComparison';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { oneLine } from '../../core/text/plainText';
import { pickOne, translated } from '../../host/tell';
import { remarkText } from './comparisonText';

/** What of a comparison is shown in the diff editor. */
export type ComparisonChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'one'; readonly before?: OpportunitySummary; readonly after?: OpportunitySummary };

type ComparisonItem = QuickPickItem & { readonly choice?: ComparisonChoice };

/** What a file and what is loaded came to. */
export interface ShownComparison {
  readonly comparison: Comparison;
  readonly basis: ComparisonBasis;
  /** How much is loaded, in words. */
  readonly loaded: string;
  /** Most opportunities on a side of which the diff editor shows those that are the same too. */
  readonly mostInFull: number;
}

const mostFields = 5;
/** Most opportunities of a kind in the list; a person reads no more, and VS Code takes its time for them. */
const mostOfKind = 1_000;

/** Lists how a file and what is loaded differ; undefined when the person leaves it at that. */
export async function pickFromComparison(name: string, shown: ShownComparison): Promise<ComparisonChoice | undefined> {
  const { comparison, basis, loaded } = shown;
  const { added, removed, changed, unchanged } = comparison;
  const addedText = basis.addedIsNew ? l10n.t('come to the list since') : l10n.t('only in what is loaded');
  const removedText = basis.removedIsGone ? l10n.t('gone from the list since') : l10n.t('only in the file');
  const items: ComparisonItem[] = [
    ...basis.remarks.map((remark) => ({
      label: remarkText(remark),
      iconPath: new ThemeIcon('info'),
      alwaysShow: true,
    })),
    {
      label: l10n.t('Show All in the Diff Editor'),
      description: extentText(shown),
      iconPath: new ThemeIcon('diff'),
      alwaysShow: true,
      choice: { kind: 'all' },
    },
    ...group(l10n.t('Changed'), changed, ({ before, after, fields }) => ({
      ...opportunity(after, 'diff-modified', { kind: 'one', before, after }),
      detail: fieldsText(fields),
    })),
    ...group(firstUpper(addedText), added, (after) => opportunity(after, 'diff-added', { kind: 'one', after })),
    ...group(firstUpper(removedText), removed, (before) =>
      opportunity(before, 'diff-removed', { kind: 'one', before }),
    ),
  ];
  for (;;) {
    const chosen = await pickOne(items, {
      title: translated('{0} and what is loaded ({1})', name, loaded),
      placeHolder: translated(
        '{0} changed, {1} {2}, {3} {4}, {5} the same',
        ...[changed.length, added.length, addedText, removed.length, removedText, unchanged],
      ),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    // What only tells something leads nowhere.
    if (!chosen || chosen.choice) return chosen?.choice;
  }
}

/** How much of the two the diff editor shows; empty where it is everything. */
function extentText({ comparison, mostInFull }: ShownComparison): string {
  const { added, removed, changed, unchanged } = comparison;
  const both = changed.length + unchanged;
  if (Math.max(both + added.length, both + removed.length) <= mostInFull) return '';
  const differ = changed.length + Math.max(added.length, removed.length);
  return differ > mostInFull
    ? l10n.t('the first {0} on each side that differ', mostInFull)
    : l10n.t('those alone that differ');
}

/** Opportunities under what they have in common, as far as there is room. */
function group<T>(label: string, all: readonly T[], toItem: (one: T) => ComparisonItem): readonly ComparisonItem[] {
  const rest = all.length - mostOfKind;
  const more: ComparisonItem = { label: l10n.t('{0} more', rest), iconPath: new ThemeIcon('ellipsis') };
  return [separator(label), ...all.slice(0, mostOfKind).map(toItem), ...(rest > 0 ? [more] : [])];
}

function firstUpper(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
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
