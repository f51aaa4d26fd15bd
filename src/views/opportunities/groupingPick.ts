import { l10n, ThemeIcon } from 'vscode';
import { type Grouping, groupings } from '../../core/model/grouping';
import { pickOne } from '../../host/tell';

/** Returns the name of a grouping. */
export function groupingText(grouping: Grouping): string {
  switch (grouping) {
    case 'stage':
      return l10n.t('Lifecycle Stage');
    case 'reviewStatus':
      return l10n.t('Review Status');
    case 'closeMonth':
      return l10n.t('Target Close Month');
    case 'company':
      return l10n.t('Customer Company');
    case 'industry':
      return l10n.t('Industry');
    case 'opportunityType':
      return l10n.t('Opportunity Type');
  }
}

/** Lets the person pick what the tree is grouped by. Undefined if they cancel. */
export async function pickGrouping(active: Grouping): Promise<Grouping | undefined> {
  const items = groupings.map((grouping) => ({
    label: groupingText(grouping),
    grouping,
    iconPath: new ThemeIcon(grouping === active ? 'check' : 'blank'),
    description:
      grouping === 'stage'
        ? l10n.t('each stage is read when you expand it')
        : l10n.t('a single list, read page by page; what is loaded is grouped'),
  }));
  const chosen = await pickOne(items, { title: l10n.t('Group Opportunities By') });
  return chosen?.grouping;
}
