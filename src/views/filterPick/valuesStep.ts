import { l10n, type QuickPickItem } from 'vscode';
import { criteria, type FieldOf } from '../../core/query/criteria';
import { criterionText } from './filterText';
import { type Left, showPick } from './step';
import { isMatch } from './typedMatch';

/**
 * Lets the person choose several of AWS's values, each shown with its meaning. Enter also takes the value that was
 * typed, so that nobody has to reach for its check box.
 */
export function pickValues(field: FieldOf<'values'>, chosen: readonly string[]): Promise<Left<readonly string[]>> {
  const values: readonly string[] = criteria[field].values;
  const meanings: Readonly<Record<string, string>> = criteria[field].meanings;
  return showPick<QuickPickItem, readonly string[]>({ title: criterionText(field), canGoBack: true }, (pick, leave) => {
    pick.canSelectMany = true;
    pick.matchOnDescription = true;
    pick.placeholder = l10n.t('Type a value and press Enter, or check any number; none matches all');
    pick.items = values.map((label) => ({ label, description: l10n.t(meanings[label] ?? '') }));
    pick.selectedItems = pick.items.filter(({ label }) => chosen.includes(label));
    const checked = () => pick.selectedItems.map(({ label }) => label);
    /** What was checked when the text last changed. After a change by hand, only the check boxes count. */
    let before = checked();
    const visible = () => pick.items.filter(({ label, description }) => isMatch(pick.value, label, description ?? ''));
    /** The item that Enter takes for the typed text: none if what is shown is checked already. */
    const typed = () => {
      const labels = checked();
      if (pick.value.trim() === '' || labels.join() !== before.join()) return undefined;
      const shown = visible();
      if (shown.some(({ label }) => labels.includes(label))) return undefined;
      return shown.find((item) => item === pick.activeItems[0]) ?? shown[0];
    };
    pick.onDidChangeValue(() => {
      before = checked();
      // The best match is a match of the name, and VS Code marks none by itself.
      const shown = visible();
      const best = shown.find(({ label }) => isMatch(pick.value, label)) ?? shown[0];
      pick.activeItems = best && pick.value.trim() !== '' ? [best] : [];
    });
    pick.onDidAccept(() => {
      // VS Code says that nothing matches. What was typed must not be lost unseen.
      if (visible().length === 0) return;
      const taken = typed();
      const labels = [...checked(), ...(taken ? [taken.label] : [])];
      leave(values.filter((value) => labels.includes(value)));
    });
  });
}
