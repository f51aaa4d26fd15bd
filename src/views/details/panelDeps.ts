import { env, l10n } from 'vscode';
import type { Connection } from '../../core/query/connection';
import { oneLine } from '../../core/text/plainText';
import type { Writing } from '../../core/text/translate';
import type { SidebarList } from '../opportunities/sidebarList';
import type { WindowParts } from '../windowParts';

/** What panels depend on. */
export type PanelDeps = Pick<
  WindowParts,
  | 'current'
  | 'documents'
  | 'log'
  | 'pageScript'
  | 'settings'
  | 'state'
  | 'today'
  | 'now'
  | 'onDidChangeDay'
  | 'hearZone'
  | 'whatChanged'
> &
  Pick<SidebarList, 'tree' | 'view'>;

/** Returns the language, the dates and the translations of this window. */
export function writing({ today, now }: Pick<PanelDeps, 'today' | 'now'>): Writing {
  return { t: l10n.t, locale: env.language, today: today(), zone: now().zone };
}

/** Returns a description of a connection. */
export function connectionText(connection: Connection): string {
  const { kind, catalog } = connection;
  if (kind === 'sample') return l10n.t('sample data, {0} catalog', catalog);
  return connection.profile === undefined
    ? l10n.t('default credentials, {0} catalog', catalog)
    : l10n.t('profile {0}, {1} catalog', oneLine(connection.profile, 60), catalog);
}
