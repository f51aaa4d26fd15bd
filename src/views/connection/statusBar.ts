import { Disposable, l10n, ThemeColor } from 'vscode';
import { statusIds } from '../../contributions';
import type { Connection } from '../../core/query/connection';
import { oneLine } from '../../core/text/plainText';
import { StatusText, translated } from '../../host/tell';
import type { CurrentLists, Whereabouts } from '../currentLists';
import { endpointText } from './endpointText';

/**
 * Shows the profile and the catalog of the window side by side. A click on either one lets the person choose another.
 */
export class StatusBar implements Disposable {
  private readonly profile = new StatusText(statusIds.profile, {
    priority: 11,
    name: l10n.t('Partner Central: Profile'),
    command: 'partnerCentral.selectProfile',
  });
  private readonly catalog = new StatusText(statusIds.catalog, {
    priority: 10,
    name: l10n.t('Partner Central: Catalog'),
    command: 'partnerCentral.selectCatalog',
  });
  private readonly subscription: Disposable;
  private readonly starting: NodeJS.Immediate;

  constructor(private readonly current: CurrentLists) {
    this.subscription = Disposable.from(
      current.onDidReplace(() => this.show()),
      current.onDidLocate(() => this.show()),
    );
    // VS Code should not wait for this when it starts the extension.
    this.starting = setImmediate(() => this.show());
  }

  dispose(): void {
    clearImmediate(this.starting);
    this.subscription.dispose();
    this.profile.dispose();
    this.catalog.dispose();
  }

  private show(): void {
    const { connection, whereabouts } = this.current;
    const sandbox = connection.catalog === 'Sandbox';
    const icon = connection.kind === 'sample' ? 'beaker' : 'account';
    this.profile.show(icon, profileName(connection, whereabouts), profileLines(connection, whereabouts));
    const meaning = catalogMeaning(connection);
    if (sandbox) this.catalog.show('tools', 'SANDBOX', [meaning], new ThemeColor('list.warningForeground'));
    else this.catalog.show('briefcase', 'AWS', [meaning]);
  }
}

function catalogMeaning({ kind, catalog }: Connection): string {
  if (kind === 'sample') return l10n.t('Partner Central: sample data in place of the {0} catalog', catalog);
  return catalog === 'Sandbox'
    ? l10n.t('Partner Central: the Sandbox catalog, AWS’s test environment')
    : l10n.t('Partner Central: the AWS catalog, your real opportunities');
}

function profileName(connection: Connection, { endpoint }: Whereabouts): string {
  if (connection.kind === 'sample') return l10n.t('Sample Data');
  const name = connection.profile === undefined ? l10n.t('default credentials') : oneLine(connection.profile, 40);
  const host = endpoint?.host ?? connection.endpoint?.replace(/^https?:\/\//, '');
  return host ? `${name} → ${oneLine(host, 40)}` : name;
}

function profileLines(connection: Connection, whereabouts: Whereabouts): readonly string[] {
  if (connection.kind === 'sample') return [l10n.t('Partner Central: sample data, no AWS account')];
  const { profile, endpoint } = connection;
  return [
    profile === undefined
      ? l10n.t('Partner Central: no profile chosen; the default AWS credentials chain decides')
      : translated('Partner Central: AWS profile {0}', profile),
    ...(endpoint ? [translated('Endpoint: {0}', endpoint)] : [endpointText(whereabouts)].filter(Boolean)),
  ];
}
