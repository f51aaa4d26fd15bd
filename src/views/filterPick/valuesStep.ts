import { l10n, type QuickPickItem } from 'vscode';
import { criteria, type FieldOf } from '../../core/query/criteria';
import { criterionText } from './filterText';
import { type Left, showPick } from './step';

/** Lets the person choose several of AWS's values, each shown with its meaning. */
export function pickValues(field: FieldOf<'values'>, chosen: readonly string[]): Promise<Left<readonly string[]>> {
  const values: readonly string[] = criteria[field].values;
  const meanings: Readonly<Record<string, string>> = criteria[field].meanings;
  return showPick<QuickPickItem, readonly string[]>({ title: criterionText(field), canGoBack: true }, (pick, leave) => {
    pick.canSelectMany = true;
    pick.matchOnDescription = true;
    pick.placeholder = l10n.t('Choose any number; none matches all');
    pick.items = values.map((label) => ({ label, description: l10n.t(meanings[label] ?? '') }));
    pick.selectedItems = pick.items.filter(({ label }) => chosen.includes(label));
    pick.onDidAccept(() => {
      const selected = pick.selectedItems.map(({ label }) => label);
      leave(values.filter((value) => selected.includes(value)));
    });
  });
}
