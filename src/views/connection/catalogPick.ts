import { l10n, ThemeIcon } from 'vscode';
import type { Catalog } from '../../core/model/opportunity';
import { pickOne } from '../../host/tell';

/** Lets the person pick a catalog. Undefined if they cancel. */
export async function pickCatalog(active: Catalog): Promise<Catalog | undefined> {
  const item = (catalog: Catalog, icon: string, description: string) => ({
    label: catalog,
    catalog,
    description,
    iconPath: new ThemeIcon(catalog === active ? 'check' : icon),
  });
  const chosen = await pickOne(
    [
      item('AWS', 'briefcase', l10n.t('your real opportunities')),
      item('Sandbox', 'tools', l10n.t('AWS’s test environment')),
    ],
    { title: l10n.t('Partner Central Catalog'), matchOnDescription: true },
  );
  return chosen?.catalog;
}
