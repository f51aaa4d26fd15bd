import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { type OneSidedKind, oneSidedParts } from '../../core/formats/comparisonParts';
import type { FieldChange } from '../../core/formats/exportComparison';
import { fieldNameOf } from '../../core/formats/tableHeadings';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { oneLine } from '../../core/text/plainText';
import { pickOne } from '../../host/tell';
import { comparedWith, type ShownComparison, titleOf } from './comparisonDocument';
import { oneSidedText } from './comparisonText';
import { numberText, opportunitiesText } from './counts';

/** Which part of a comparison the diff editor shows. */
export type ComparisonChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'one'; readonly before?: OpportunitySummary; readonly after?: OpportunitySummary };

type ComparisonItem = QuickPickItem & { readonly choice?: ComparisonChoice };

const mostFields = 5;
/** The maximum number of opportunities of each kind in the list. Nobody reads more, and they make VS Code slow. */
const mostOfKind = 1_000;

/**
 * Lets the person pick which part of a comparison the diff editor shows. Undefined if they cancel.
 * @param mostInFull the maximum number of opportunities per side for which it also shows unchanged ones
 */
export async function pickFromComparison(
  shown: Pick<ShownComparison, 'before' | 'after' | 'comparison' | 'basis'>,
  mostInFull: number,
): Promise<ComparisonChoice | undefined> {
  const { comparison, basis } = shown;
  const against = comparedWith(shown);
  const items: ComparisonItem[] = [
    {
      label: l10n.t('Show All in the Diff Editor'),
      description: extentText(shown, mostInFull),
      iconPath: new ThemeIcon('diff'),
      alwaysShow: true,
      choice: { kind: 'all' },
    },
    ...group(l10n.t('Changed'), comparison.changed, ({ before, after, fields }) => ({
      ...opportunity(after, 'diff-modified', { kind: 'one', before, after }),
      detail: fieldsText(fields),
    })),
    ...oneSidedParts(comparison, basis).flatMap(({ kind, items }) =>
      group(oneSidedText(kind, against, basis), items, (item) =>
        isOfLater(kind)
          ? opportunity(item, 'diff-added', { kind: 'one', after: item })
          : opportunity(item, 'diff-removed', { kind: 'one', before: item }),
      ),
    ),
  ];
  for (;;) {
    const chosen = await pickOne(items, {
      title: titleOf(shown),
      placeHolder: l10n.t('What to show in the diff editor'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    // An item that only says how many more there are has no choice.
    if (!chosen || chosen.choice) return chosen?.choice;
  }
}

function isOfLater(kind: OneSidedKind): boolean {
  return kind === 'new' || kind === 'onlyAfter' || kind === 'notSoughtInBefore';
}

/** Returns how much of the two sides the diff editor shows; empty if it is everything. */
function extentText({ comparison }: Pick<ShownComparison, 'comparison'>, mostInFull: number): string {
  const { added, removed, changed, unchanged } = comparison;
  const both = changed.length + unchanged;
  if (Math.max(both + added.length, both + removed.length) <= mostInFull) return '';
  const differ = changed.length + Math.max(added.length, removed.length);
  return differ > mostInFull
    ? l10n.t('the first {0} on each side that differ', opportunitiesText(mostInFull))
    : l10n.t('only those that differ');
}

/** Returns opportunities under a label, up to the maximum number. */
function group<T>(label: string, all: readonly T[], toItem: (one: T) => ComparisonItem): readonly ComparisonItem[] {
  if (all.length === 0) return [];
  const rest = all.length - mostOfKind;
  const more: ComparisonItem = { label: l10n.t('{0} more', numberText(rest)), iconPath: new ThemeIcon('ellipsis') };
  return [separator(label), ...all.slice(0, mostOfKind).map(toItem), ...(rest > 0 ? [more] : [])];
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
    .map(({ path, before = '–', after = '–' }) => `${fieldNameOf(path, l10n.t)}: ${before} → ${after}`);
  const more = fields.length - shown.length;
  return [...shown, ...(more > 0 ? [l10n.t('{0} more', numberText(more))] : [])].join(' · ');
}
