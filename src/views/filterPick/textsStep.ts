import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { criteria, type FieldOf } from '../../core/query/criteria';
import { oneLine } from '../../core/text/plainText';
import { criterionText } from './filterText';
import { type Left, showPick } from './step';

interface Item extends QuickPickItem {
  readonly act?: 'done' | 'typed' | { readonly add: string } | { readonly remove: string };
}

/** Nobody reads more than this, and more would make the list slow. Any other text can be typed. */
const mostSuggestions = 1_000;

type TextsField = FieldOf<'texts'>;

/**
 * Lets the person choose texts, by typing them or from suggestions.
 * @param suggested the texts of loaded opportunities
 */
export function pickTexts(
  field: TextsField,
  chosen: readonly string[],
  suggested: readonly string[],
): Promise<Left<readonly string[]>> {
  const { words } = criteria[field];
  return showPick<Item, readonly string[]>({ title: criterionText(field), canGoBack: true }, (pick, leave) => {
    let texts = chosen;
    pick.ignoreFocusOut = true;
    pick.placeholder = l10n.t(words.placeholder);
    const show = () => {
      const items = itemsFor(field, texts, suggested, pick.value);
      pick.items = items;
      pick.activeItems = items.slice(0, 1);
    };
    const add = (typed: string) => {
      const text = typed.trim();
      if (whyNot(field, text, texts) !== undefined) return show();
      texts = [...texts, text];
      pick.value = '';
      return show();
    };
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const act = pick.activeItems[0]?.act;
      // A person may press Enter before the items for the typed text appear.
      if (act === 'typed' || (act === 'done' && pick.value.trim() !== '')) return add(pick.value);
      if (act === 'done') return leave(texts);
      if (typeof act !== 'object') return;
      if ('add' in act) return add(act.add);
      texts = texts.filter((text) => text !== act.remove);
      show();
    });
    show();
  });
}

function itemsFor(field: TextsField, texts: readonly string[], suggested: readonly string[], typed: string): Item[] {
  const { most, icon, words } = criteria[field];
  const text = typed.trim();
  const problem = text === '' ? undefined : whyNot(field, text, texts);
  const full = texts.length >= most;
  const first: Item =
    text === ''
      ? {
          label: l10n.t('Done'),
          description: texts.length === 0 ? l10n.t(words.any) : l10n.t('{0} chosen', texts.length),
          iconPath: new ThemeIcon('check'),
          alwaysShow: true,
          act: 'done',
        }
      : {
          label: oneLine(text, 80),
          description: problem ?? l10n.t('add this name'),
          iconPath: new ThemeIcon(problem ? 'error' : 'add'),
          alwaysShow: true,
          act: 'typed',
        };
  const rest = full ? [] : suggested.filter((other) => other !== text && !texts.includes(other));
  return [
    first,
    ...separated(
      l10n.t('chosen'),
      texts.map((chosen) => ({
        label: oneLine(chosen),
        description: l10n.t('Enter removes it'),
        iconPath: new ThemeIcon('close'),
        act: { remove: chosen },
      })),
    ),
    ...separated(
      l10n.t('loaded'),
      rest.slice(0, mostSuggestions).map((other) => ({
        label: oneLine(other),
        iconPath: new ThemeIcon(icon),
        act: { add: other },
      })),
    ),
  ];
}

function separated(label: string, items: readonly Item[]): readonly Item[] {
  return items.length > 0 ? [{ label, kind: QuickPickItemKind.Separator }, ...items] : [];
}

/** Returns why a text cannot be added. */
function whyNot(field: TextsField, text: string, texts: readonly string[]): string | undefined {
  const { most, longest, words } = criteria[field];
  if (text === '') return l10n.t(words.empty);
  if (texts.includes(text)) return l10n.t('It is already chosen.');
  if (texts.length >= most) return l10n.t(words.tooMany, most);
  if (text.length > longest) return l10n.t(words.tooLong, longest, text.length);
  if (text !== oneLine(text)) return l10n.t('It contains control characters or invisible marks.');
  return undefined;
}

/** Returns the texts of opportunities for a criterion, without duplicates and in alphabetical order. */
export function textsOf(field: TextsField, items: Iterable<OpportunitySummary>): readonly string[] {
  const distinct = new Set<string>();
  for (const item of items) {
    const text = criteria[field].readFrom(item);
    if (text?.trim()) distinct.add(text);
  }
  return [...distinct].sort((a, b) => a.localeCompare(b));
}
