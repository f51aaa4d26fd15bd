import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { type Sort, sortFields, sortOrders } from '../../core/model/opportunity';
import { sortText } from './filterText';
import { type Left, showPick } from './step';

interface Item extends QuickPickItem {
  readonly sort?: Sort | 'settings';
}

export interface SortStepOptions {
  /** What was chosen for this window; if undefined, the settings decide. */
  readonly chosen: Sort | undefined;
  readonly fromSettings: Sort;
  readonly canGoBack: boolean;
}

/** Every sort that the API supports. */
export const allSorts: readonly Sort[] = sortFields.flatMap((SortBy) =>
  [...sortOrders].reverse().map((SortOrder) => ({ SortBy, SortOrder })),
);

/** Lets the person pick an order. An undefined value means that the settings decide. */
export function pickSort({ chosen, fromSettings, canGoBack }: SortStepOptions): Promise<Left<Sort | undefined>> {
  const title = canGoBack ? l10n.t('Sort') : l10n.t('Sort Opportunities By');
  return showPick<Item, Sort | undefined>({ title, canGoBack }, (pick, leave) => {
    const present = chosen ?? fromSettings;
    const items: Item[] = allSorts.map((sort) => ({
      label: sortText(sort),
      description: `${sort.SortBy} ${sort.SortOrder}`,
      iconPath: new ThemeIcon(
        isSame(sort, present) ? 'check' : sort.SortOrder === 'ASCENDING' ? 'arrow-up' : 'arrow-down',
      ),
      sort,
    }));
    const active = items.filter(({ sort }) => typeof sort === 'object' && isSame(sort, present));
    pick.matchOnDescription = true;
    pick.placeholder = l10n.t('Order of the opportunities within a stage');
    pick.items = [
      ...items,
      { label: '', kind: QuickPickItemKind.Separator },
      {
        label: l10n.t('From the Settings'),
        description: sortText(fromSettings),
        iconPath: new ThemeIcon('settings-gear'),
        sort: 'settings',
      },
    ];
    pick.activeItems = active;
    pick.onDidAccept(() => {
      const sort = pick.activeItems[0]?.sort;
      if (sort) leave(sort === 'settings' ? undefined : sort);
    });
  });
}

function isSame(a: Sort, b: Sort): boolean {
  return a.SortBy === b.SortBy && a.SortOrder === b.SortOrder;
}
