import { l10n } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { mostCompared } from '../../core/present/detail/comparison';
import { tell } from '../../host/tell';
import type { CommandTable } from '../opportunities/onSelection';
import { type Selection, type SelectionDeps, selectionOf } from '../opportunities/selection';
import type { DetailPanels } from './detailPanels';

/** Returns the command that compares a few opportunities side by side. */
export function compareCommands(panels: Pick<DetailPanels, 'compare'>, list: SelectionDeps) {
  /** Returns what is compared: a row beside those that are selected, from its menu, together with them. */
  const meant = ({ opportunities: given, clicked }: Selection): readonly OpportunitySummary[] => {
    const [row] = given;
    if (!clicked || !row || given.length > 1) return given;
    const selected = selectionOf('rows', [], list).opportunities.filter((item) => item !== row);
    return [...selected, row];
  };
  return {
    'partnerCentral.compare': (selection) => {
      const items = meant(selection);
      if (items.length >= 2 && items.length <= mostCompared) return panels.compare(items);
      return void tell('info', advice(items.length));
    },
  } satisfies Partial<CommandTable<'details'>>;
}

function advice(count: number): string {
  return count < 2
    ? l10n.t('Select two to five opportunities (Ctrl or ⌘ and click).')
    : l10n.t('Up to {0} opportunities can be compared at once; {1} are selected.', mostCompared, count);
}
