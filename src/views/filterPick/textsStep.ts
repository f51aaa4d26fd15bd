import { env, l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { criteria, type FieldOf } from '../../core/query/criteria';
import { fold } from '../../core/text/fold';
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
 * @param typed a text that the person has typed already
 */
export function pickTexts(
  field: TextsField,
  chosen: readonly string[],
  suggested: readonly string[],
  typed = '',
): Promise<Left<readonly string[]>> {
  const { words } = criteria[field];
  return showPick<Item, readonly string[]>({ title: criterionText(field), canGoBack: true }, (pick, leave) => {
    let texts = chosen;
    pick.placeholder = l10n.t(words.placeholder);
    pick.value = typed;
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
      if (act === 'typed') return add(pick.value);
      if (act === 'done') return leave(texts);
      if (typeof act !== 'object') return;
      if ('add' in act) return add(act.add);
      texts = texts.filter((text) => text !== act.remove);
      show();
    });
    show();
  });
}

/** Returns the items for a typed text. The first is what Enter takes, and never a separator. */
function itemsFor(field: TextsField, texts: readonly string[], suggested: readonly string[], typed: string): Item[] {
  const { most, icon, words } = criteria[field];
  const text = typed.trim();
  const rest = texts.length >= most ? [] : suggested.filter((other) => !texts.includes(other));
  const loaded = (others: readonly string[]) =>
    others.slice(0, mostSuggestions).map((other) => ({
      label: oneLine(other),
      iconPath: new ThemeIcon(icon),
      alwaysShow: true,
      act: { add: other },
    }));
  const chosen = (others: readonly string[]) =>
    separated(
      l10n.t('chosen'),
      others.map((other) => ({
        label: oneLine(other),
        description: l10n.t('Enter removes it'),
        iconPath: new ThemeIcon('close'),
        alwaysShow: true,
        act: { remove: other },
      })),
    );
  if (text === '') {
    const done: Item = {
      label: l10n.t('Done'),
      description: texts.length === 0 ? l10n.t(words.any) : chosenText(texts.length),
      iconPath: new ThemeIcon('check'),
      act: 'done',
    };
    return [done, ...chosen(texts), ...separated(l10n.t('loaded'), loaded(rest))];
  }
  const problem = whyNot(field, text, texts);
  const matches = bestMatches(rest, text);
  const asTyped: Item = {
    label: oneLine(text, 80),
    description:
      problem ?? (matches.length > 0 ? l10n.t('exactly as typed') : l10n.t('add this name; none loaded has it')),
    iconPath: new ThemeIcon(problem ? 'error' : 'add'),
    alwaysShow: true,
    act: 'typed',
  };
  return [
    ...(problem ? [asTyped] : []),
    ...loaded(matches),
    ...(problem || matches.includes(text) ? [] : [asTyped]),
    ...chosen(bestMatches(texts, text)),
  ];
}

function chosenText(n: number): string {
  return n === 1 ? l10n.t('1 chosen') : l10n.t('{0} chosen', n);
}

/** Returns the texts that contain a typed one: first the same, then those that begin with it, or have a word that does. */
function bestMatches(texts: readonly string[], typed: string): readonly string[] {
  const wanted = fold(typed);
  const ranked = texts.flatMap((text) => {
    const at = fold(text).indexOf(wanted);
    return at < 0 ? [] : [{ text, rank: rankOf(text, typed, wanted, at) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ text }) => text);
}

function rankOf(text: string, typed: string, wanted: string, at: number): number {
  if (text === typed) return 0;
  const folded = fold(text);
  if (folded === wanted) return 1;
  if (at === 0) return 2;
  return /[\p{L}\p{N}]/u.test(folded[at - 1] ?? '') ? 4 : 3;
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
  // A collator is many times faster than `localeCompare` where thousands are loaded.
  return [...distinct].sort(new Intl.Collator(env.language).compare);
}
