import { l10n, type QuickPickItem } from 'vscode';
import { reviewStatusMeanings, stageMeanings } from '../../core/model/meanings';
import { reviewStatuses, stages } from '../../core/model/opportunity';
import { criterionText } from './filterText';
import { type Left, showPick } from './step';

const known = {
  LifeCycleStage: { values: stages, meanings: stageMeanings },
  LifeCycleReviewStatus: { values: reviewStatuses, meanings: reviewStatusMeanings },
} as const;

/** Lets the person choose several of AWS's values, each with its meaning. */
export function pickValues(field: keyof typeof known, chosen: readonly string[]): Promise<Left<readonly string[]>> {
  const { values, meanings } = known[field];
  return showPick<QuickPickItem, readonly string[]>({ title: criterionText(field), canGoBack: true }, (pick, leave) => {
    pick.canSelectMany = true;
    pick.matchOnDescription = true;
    pick.placeholder = l10n.t('Choose any number; none lets all through');
    const meaningOf: Readonly<Record<string, string>> = meanings;
    pick.items = values.map((label) => ({ label, description: l10n.t(meaningOf[label] ?? '') }));
    pick.selectedItems = pick.items.filter(({ label }) => chosen.includes(label));
    pick.onDidAccept(() => {
      const selected = pick.selectedItems.map(({ label }) => label);
      leave(values.filter((value) => selected.includes(value)));
    });
  });
}
