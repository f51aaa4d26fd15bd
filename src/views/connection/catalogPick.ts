import { l10n, ThemeIcon } from 'vscode';
import type { Catalog } from '../../core/model/opportunity';
import type { Connection } from '../../core/query/connection';
import { pickOne } from '../../host/tell';

/** Lets the person pick a catalog, real or of the sample data. Undefined if they cancel. */
export async function pickCatalog({ kind, catalog: active }: Connection): Promise<Catalog | undefined> {
  const item = (catalog: Catalog, icon: string, description: string) => ({
    label: catalog,
    catalog,
    description: kind === 'sample' ? l10n.t('sample data') : description,
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
