import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { ComparisonBasis } from '../../core/formats/comparisonBasis';
import type { Comparison, FieldChange } from '../../core/formats/exportComparison';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { oneLine } from '../../core/text/plainText';
import { pickOne, translated } from '../../host/tell';
import { remarkText } from './comparisonText';

/** Which part of a comparison the diff editor shows. */
export type ComparisonChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'one'; readonly before?: OpportunitySummary; readonly after?: OpportunitySummary };

type ComparisonItem = QuickPickItem & { readonly choice?: ComparisonChoice };

/** The result of comparing a file with what is loaded. */
export interface ShownComparison {
  readonly comparison: Comparison;
  readonly basis: ComparisonBasis;
  /** A description of how much is loaded. */
  readonly loaded: string;
  /** The maximum number of opportunities per side for which the diff editor also shows unchanged ones. */
  readonly mostInFull: number;
}

const mostFields = 5;
/** The maximum number of opportunities of each kind in the list. Nobody reads more, and they make VS Code slow. */
const mostOfKind = 1_000;

/** Shows how a file and what is loaded differ, and lets the person pick. Undefined if they cancel. */
export async function pickFromComparison(name: string, shown: ShownComparison): Promise<ComparisonChoice | undefined> {
  const { comparison, basis, loaded } = shown;
  const { added, removed, changed, unchanged } = comparison;
  const addedText = basis.addedIsNew ? l10n.t('new in the list') : l10n.t('only in what is loaded');
  const removedText = basis.removedIsGone ? l10n.t('no longer in the list') : l10n.t('only in the file');
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
        '{0} changed, {1} {2}, {3} {4}, {5} unchanged',
        ...[changed.length, added.length, addedText, removed.length, removedText, unchanged],
      ),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    // An item that only informs has no choice.
    if (!chosen || chosen.choice) return chosen?.choice;
  }
}

/** Returns how much of the two sides the diff editor shows; empty if it is everything. */
function extentText({ comparison, mostInFull }: ShownComparison): string {
  const { added, removed, changed, unchanged } = comparison;
  const both = changed.length + unchanged;
  if (Math.max(both + added.length, both + removed.length) <= mostInFull) return '';
  const differ = changed.length + Math.max(added.length, removed.length);
  return differ > mostInFull
    ? l10n.t('the first {0} on each side that differ', mostInFull)
    : l10n.t('only those that differ');
}

/** Returns opportunities under a label, up to the maximum number. */
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
