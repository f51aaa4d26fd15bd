import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { criteria } from '../../core/query/criteria';
import { oneLine } from '../../core/text/plainText';
import { criterionText } from './filterText';
import { type Left, showPick } from './step';

interface Item extends QuickPickItem {
  readonly act?: 'done' | 'typed' | { readonly add: string } | { readonly remove: string };
}

/** More names than anybody reads would only make the list slow; any other can be typed. */
const mostSuggestions = 1_000;

/** The longest name that the API's model allows for a company. */
const longestName = 120;

/**
 * Lets the person name companies, by typing or from those suggested.
 * @param suggested the names of companies that are loaded
 */
export function pickCompanies(
  chosen: readonly string[],
  suggested: readonly string[],
): Promise<Left<readonly string[]>> {
  return showPick<Item, readonly string[]>(
    { title: criterionText('CustomerCompanyName'), canGoBack: true },
    (pick, leave) => {
      let names = chosen;
      pick.ignoreFocusOut = true;
      pick.placeholder = l10n.t('Type a company’s name and press Enter, or choose one that is loaded');
      const show = () => {
        const items = itemsFor(names, suggested, pick.value);
        pick.items = items;
        pick.activeItems = items.slice(0, 1);
      };
      const add = (text: string) => {
        const name = text.trim();
        if (whyNot(name, names) !== undefined) return show();
        names = [...names, name];
        pick.value = '';
        return show();
      };
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        const act = pick.activeItems[0]?.act;
        // Enter may be faster than the items for what was typed.
        if (act === 'typed' || (act === 'done' && pick.value.trim() !== '')) return add(pick.value);
        if (act === 'done') return leave(names);
        if (typeof act !== 'object') return;
        if ('add' in act) return add(act.add);
        names = names.filter((name) => name !== act.remove);
        show();
      });
      show();
    },
  );
}

function itemsFor(names: readonly string[], suggested: readonly string[], typed: string): Item[] {
  const text = typed.trim();
  const problem = text === '' ? undefined : whyNot(text, names);
  const full = names.length >= criteria.CustomerCompanyName.most;
  const first: Item =
    text === ''
      ? {
          label: l10n.t('Done'),
          description: names.length === 0 ? l10n.t('any company') : l10n.t('{0} chosen', names.length),
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
  const rest = full ? [] : suggested.filter((name) => name !== text && !names.includes(name));
  return [
    first,
    ...separated(
      l10n.t('chosen'),
      names.map((name) => ({
        label: oneLine(name),
        description: l10n.t('Enter removes it'),
        iconPath: new ThemeIcon('close'),
        act: { remove: name },
      })),
    ),
    ...separated(
      l10n.t('loaded'),
      rest.slice(0, mostSuggestions).map((name) => ({
        label: oneLine(name),
        iconPath: new ThemeIcon('organization'),
        act: { add: name },
      })),
    ),
  ];
}

function separated(label: string, items: readonly Item[]): readonly Item[] {
  return items.length > 0 ? [{ label, kind: QuickPickItemKind.Separator }, ...items] : [];
}

/** Why a name cannot be added. */
function whyNot(name: string, names: readonly string[]): string | undefined {
  if (name === '') return l10n.t('A company name cannot be empty.');
  if (names.includes(name)) return l10n.t('It is chosen already.');
  if (names.length >= criteria.CustomerCompanyName.most)
    return l10n.t('AWS takes {0} company names at most.', criteria.CustomerCompanyName.most);
  if (name.length > longestName)
    return l10n.t('A company name has {0} characters at most, and this is {1}.', longestName, name.length);
  if (name !== oneLine(name)) return l10n.t('It has control characters or invisible marks in it.');
  return undefined;
}

/** The names of companies among opportunities, each once, in alphabetical order. */
export function companyNames(names: Iterable<string | undefined>): readonly string[] {
  const distinct = new Set<string>();
  for (const name of names) if (name?.trim()) distinct.add(name);
  return [...distinct].sort((a, b) => a.localeCompare(b));
}
