import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Filter } from '../../core/query/filter';
import { withoutSavedFilter, withRenamedFilter, withSavedFilter } from '../../core/query/savedFilters';
import { oneLine } from '../../core/text/plainText';
import type { Moment } from '../../core/time/zone';
import {
  changeStoredFilters,
  type FilterScope,
  filterScopes,
  type StoredFilter,
  storedFilters,
} from '../../host/savedFilterStore';
import { confirm, tell, translated } from '../../host/tell';
import { brokenText, filterTexts } from './filterText';
import { askText, type Left, showPick } from './step';

const longestName = 100;

/** Saves a filter under a name that the person enters; `closed` if they cancel. */
export async function saveFilter(
  filter: Filter,
  canGoBack: boolean,
  now: Moment,
): Promise<'saved' | 'back' | 'closed'> {
  const saved = storedFilters(now);
  const name = await askName({ title: l10n.t('Save Filter'), canGoBack, value: '', taken: saved });
  if (typeof name === 'string') return name;
  const scope = await pickScope(canGoBack);
  if (typeof scope === 'string') return scope;
  const exists = saved.some((other) => other.scope === scope.value && other.entry.name === name.value);
  if (exists && !(await confirm(translated('Replace the saved filter “{0}”?', name.value), l10n.t('Replace'))))
    return 'closed';
  const done = await change(scope.value, (value) => withSavedFilter(value, name.value, filter));
  return done ? 'saved' : 'closed';
}

/** Renames a saved filter. */
export async function renameFilter({ scope, entry }: StoredFilter, now: Moment): Promise<'back' | 'closed'> {
  const others = storedFilters(now).filter((other) => other.scope !== scope || other.entry.index !== entry.index);
  const name = await askName({ title: l10n.t('Rename Filter'), canGoBack: true, value: entry.name, taken: others });
  if (typeof name === 'string') return name;
  await change(scope, (value) => withRenamedFilter(value, entry, name.value));
  return 'back';
}

/** Removes a saved filter after the person confirms it. */
export async function removeFilter({ scope, entry }: StoredFilter): Promise<void> {
  const question = translated('Remove the saved filter “{0}”?', storedName(entry));
  if (await confirm(question, l10n.t('Remove'))) await change(scope, (value) => withoutSavedFilter(value, entry));
}

/** Lists the saved filters, so that they can be renamed or removed with the keyboard alone. */
export async function manageFilters(now: Moment): Promise<'back' | 'closed'> {
  for (;;) {
    if (storedFilters(now).length === 0) return 'back';
    const stored = await pickStored(now);
    if (typeof stored === 'string') return stored;
    const act = await pickAct(stored.value);
    if (act === 'closed') return 'closed';
    if (act === 'back') continue;
    if (act.value === 'remove') await removeFilter(stored.value);
    else if ((await renameFilter(stored.value, now)) === 'closed') return 'closed';
  }
}

/** Returns the name of a saved filter, or its position if it has no name. */
export function storedName({ name, index }: StoredFilter['entry']): string {
  return oneLine(name, longestName) || l10n.t('entry {0}', index + 1);
}

/** Returns what a saved filter asks for, or why it cannot be used. */
export function storedDetail({ read }: StoredFilter['entry']): string {
  return 'filter' in read
    ? filterTexts(read.filter).join(' · ')
    : l10n.t('cannot be used: {0}', brokenText(read.broken));
}

export function scopeText(scope: FilterScope): string {
  return scope === 'user' ? l10n.t('user settings') : l10n.t('workspace settings');
}

function pickStored(now: Moment): Promise<Left<StoredFilter>> {
  return showPick<QuickPickItem & { readonly stored: StoredFilter }, StoredFilter>(
    { title: l10n.t('Rename or Remove Saved Filters'), canGoBack: true },
    (pick, leave) => {
      pick.placeholder = l10n.t('Choose a saved filter');
      pick.items = storedFilters(now).map((stored) => ({
        label: storedName(stored.entry),
        description: [scopeText(stored.scope), storedDetail(stored.entry)].filter(Boolean).join(' · '),
        stored,
      }));
      pick.onDidAccept(() => {
        const chosen = pick.activeItems[0]?.stored;
        if (chosen) leave(chosen);
      });
    },
  );
}

function pickAct({ entry }: StoredFilter): Promise<Left<'rename' | 'remove'>> {
  return showPick<QuickPickItem & { readonly act: 'rename' | 'remove' }, 'rename' | 'remove'>(
    { title: storedName(entry), canGoBack: true },
    (pick, leave) => {
      pick.items = [
        ...(entry.name ? [{ label: l10n.t('Rename…'), iconPath: new ThemeIcon('edit'), act: 'rename' } as const] : []),
        { label: l10n.t('Remove'), iconPath: new ThemeIcon('trash'), act: 'remove' },
      ];
      pick.onDidAccept(() => {
        const act = pick.activeItems[0]?.act;
        if (act) leave(act);
      });
    },
  );
}

interface NameOptions {
  readonly title: string;
  readonly canGoBack: boolean;
  readonly value: string;
  readonly taken: readonly StoredFilter[];
}

async function askName({ taken, ...options }: NameOptions): Promise<Left<string>> {
  const isRename = options.value !== '';
  const left = await askText({
    ...options,
    prompt: l10n.t('A name for this filter'),
    placeholder: l10n.t('Needs my attention'),
    check: (text) => {
      const name = text.trim();
      if (name === '') return { error: l10n.t('A name cannot be empty.') };
      if (name.length > longestName) return { error: l10n.t('A name can have at most {0} characters.', longestName) };
      if (name !== oneLine(name)) return { error: l10n.t('It contains control characters or invisible marks.') };
      const same = taken.find(({ entry }) => entry.name === name);
      if (!same) return {};
      const words = l10n.t('There is already a filter with this name in the {0}.', scopeText(same.scope));
      return isRename ? { error: words } : { note: words };
    },
  });
  return typeof left === 'string' ? left : { value: left.value.trim() };
}

async function pickScope(canGoBack: boolean): Promise<Left<FilterScope>> {
  const scopes = filterScopes();
  const [only] = scopes;
  if (only && scopes.length === 1) return { value: only };
  return showPick<QuickPickItem & { readonly scope: FilterScope }, FilterScope>(
    { title: l10n.t('Save Filter'), canGoBack },
    (pick, leave) => {
      pick.placeholder = l10n.t('Where to save it');
      pick.items = scopes.map((scope) =>
        scope === 'user'
          ? { label: l10n.t('User Settings'), description: l10n.t('for you, in every window'), scope }
          : { label: l10n.t('Workspace Settings'), description: l10n.t('for everybody who opens this folder'), scope },
      );
      pick.onDidAccept(() => {
        const scope = pick.activeItems[0]?.scope;
        if (scope) leave(scope);
      });
    },
  );
}

/** Returns true if the settings were written; otherwise tells the person why not. */
async function change(scope: FilterScope, edit: (value: unknown) => readonly unknown[]): Promise<boolean> {
  try {
    await changeStoredFilters(scope, edit);
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void tell('error', translated('The {0} could not be written: {1}', scopeText(scope), why));
    return false;
  }
}
