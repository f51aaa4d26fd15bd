import { type Disposable, l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { CommandId } from '../contributions';
import type { Connection } from '../core/connection';
import { inertText } from '../core/plainText';
import type { CurrentPipeline } from './currentPipeline';

/** Profile and catalog of the window, side by side: a click on either chooses another. */
export class StatusBar implements Disposable {
  private readonly profile = window.createStatusBarItem('partnerCentral.profile', StatusBarAlignment.Left, 11);
  private readonly catalog = window.createStatusBarItem('partnerCentral.catalog', StatusBarAlignment.Left, 10);
  private readonly subscription: Disposable;
  private readonly starting: NodeJS.Immediate;

  constructor(private readonly current: CurrentPipeline) {
    this.profile.name = l10n.t('Partner Central: Profile');
    this.profile.command = 'partnerCentral.selectProfile' satisfies CommandId;
    this.catalog.name = l10n.t('Partner Central: Catalog');
    this.catalog.command = 'partnerCentral.selectCatalog' satisfies CommandId;
    this.subscription = current.onDidReplace(() => this.show());
    // Not while VS Code waits for the extension to start.
    this.starting = setImmediate(() => {
      this.show();
      this.profile.show();
      this.catalog.show();
    });
  }

  dispose(): void {
    clearImmediate(this.starting);
    this.subscription.dispose();
    this.profile.dispose();
    this.catalog.dispose();
  }

  private show(): void {
    const { connection } = this.current;
    const sandbox = connection.catalog === 'Sandbox';
    this.profile.text =
      connection.kind === 'sample' ? '$(beaker) Sample Data' : `$(account) ${profileName(connection)}`;
    const lines = profileLines(connection);
    this.profile.tooltip = new MarkdownString().appendText(lines.join('\n'));
    // Without one, screen readers would be given the icon's name and the tooltip's Markdown.
    this.profile.accessibilityInformation = { label: lines.join(', ') };
    this.catalog.text = sandbox ? '$(tools) SANDBOX' : '$(briefcase) AWS';
    const catalog = sandbox
      ? l10n.t('Partner Central: the Sandbox catalog, AWS’s test environment')
      : l10n.t('Partner Central: the AWS catalog, your real opportunities');
    this.catalog.tooltip = catalog;
    this.catalog.accessibilityInformation = { label: catalog };
    this.catalog.color = sandbox ? new ThemeColor('list.warningForeground') : undefined;
  }
}

function profileName(connection: Connection): string {
  if (connection.kind === 'sample') return l10n.t('Sample Data');
  const name = connection.profile === undefined ? l10n.t('default credentials') : inertText(connection.profile, 40);
  return connection.endpoint ? `${name} → ${inertText(connection.endpoint.replace(/^https?:\/\//, ''), 40)}` : name;
}

function profileLines(connection: Connection): readonly string[] {
  if (connection.kind === 'sample') return [l10n.t('Partner Central: sample data, no AWS account')];
  const { profile, endpoint } = connection;
  return [
    profile === undefined
      ? l10n.t('Partner Central: no profile chosen; the default AWS credentials chain decides')
      : l10n.t('Partner Central: AWS profile {0}', inertText(profile)),
    ...(endpoint ? [l10n.t('Endpoint: {0}', inertText(endpoint))] : []),
  ];
}
