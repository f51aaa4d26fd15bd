import { type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import { hasCredentials, sharedFiles } from './aws/identity/sharedFiles';
import { detailPanelType, documentScheme, pipelineViewId, viewId } from './contributions';
import { LazySource } from './core/paging/lazySource';
import type { RateLimiter } from './core/paging/rateLimiter';
import type { OpportunitySource } from './core/paging/source';
import type { Connection } from './core/query/connection';
import { clock } from './host/clock';
import { CurrentSettings } from './host/currentSettings';
import { openTextFile } from './host/openTextFile';
import { PersonClock } from './host/personClock';
import { logRequest } from './host/requestLog';
import { WindowChoices } from './host/windowChoices';
import { WindowZone } from './host/windowZone';
import { StatusBar } from './views/connection/statusBar';
import { CurrentPipeline } from './views/currentPipeline';
import type { DetailPanels } from './views/details/detailPanels';
import type { PanelDeps } from './views/details/panelDeps';
import { JsonDocuments } from './views/documents/jsonDocuments';
import { ListFiles } from './views/documents/listFiles';
import type { CommandDeps } from './views/opportunities/opportunityCommands';
import { OpportunityTree } from './views/opportunities/opportunityTree';
import { rowDecorations } from './views/opportunities/rowDecorations';
import { ViewStatus } from './views/opportunities/viewStatus';
import { registerCommands } from './views/registerCommands';
import type { PipelineSummary } from './views/summary/pipelineSummary';

// Bundles of their own, loaded when they are first needed.
const commands = () => import('./views/opportunities/opportunityCommands');
const looks = () => import('./views/opportunities/rowLooks');
const aws = () => import('./aws/awsSource');
const demo = () => import('./demo/sampleSource');
const detailPanels = () => import('./views/details/detailPanels');
const pipelineSummary = () => import('./views/summary/pipelineSummary');

/** What the extension is in a window: everything that VS Code calls, on one pipeline. A bundle of its own. */
export function openWindow(context: ExtensionContext): void {
  const { env } = process;
  const log = window.createOutputChannel('Partner Central', { log: true });
  const windowZone = new WindowZone(context.globalState);
  const settings = new CurrentSettings(() => windowZone.value);
  const person = new PersonClock(settings, windowZone);
  const day = { ...person.day, hearZone: windowZone.hear };
  const choices = new WindowChoices(context.workspaceState);
  const openSource = sourceOpener(settings, log);
  const current = new CurrentPipeline({ settings, choices, openSource, awsProfile: env.AWS_PROFILE, clock, ...day });
  const tree = new OpportunityTree({ current, settings, hasCredentials: () => hasCredentials(env), looks, ...day });
  const view = window.createTreeView(viewId, { treeDataProvider: tree, canSelectMany: true, showCollapseAll: true });
  const documents = new JsonDocuments(current);
  const status = new ViewStatus(view, current, settings, tree, day.onDidChangeDay);
  const openConfig = (file: 'config' | 'credentials') => openTextFile(sharedFiles(env)[file]);
  let opened: Promise<DetailPanels> | undefined;
  const panelDeps: PanelDeps = { current, tree, view, documents, log, extensionUri: context.extensionUri, ...day };
  const panels = () => (opened ??= detailPanels().then(({ DetailPanels }) => new DetailPanels(panelDeps)));
  let summed: Promise<PipelineSummary> | undefined;
  const summary = () => (summed ??= pipelineSummary().then(({ PipelineSummary }) => new PipelineSummary(panelDeps)));
  const commandDeps: CommandDeps = {
    ...{ openConfig, listProfiles: async () => (await aws()).listProfiles(env), showLog: () => log.show() },
    ...{ fallbackProfile: () => settings.value.profile || env.AWS_PROFILE },
    ...{ state: context.workspaceState, habits: context.globalState },
    ...{ choices, settings, current, tree, view, documents, status, panels, summary, ...day },
  };
  context.subscriptions.push(
    ...[log, windowZone, settings, person, choices, current, tree, view, documents, status],
    ...[choices.yieldTo(settings), new StatusBar(current), new ListFiles()],
    workspace.registerFileSystemProvider(documentScheme, documents, { isReadonly: true, isCaseSensitive: true }),
    window.registerFileDecorationProvider(rowDecorations),
    window.registerWebviewPanelSerializer(detailPanelType, {
      deserializeWebviewPanel: async (panel, kept) => (await panels()).restore(panel, kept),
    }),
    window.registerWebviewViewProvider(pipelineViewId, {
      resolveWebviewView: async (page) => (await summary()).resolve(page),
    }),
    registerCommands(async () => (await commands()).createCommands(commandDeps)),
  );
}

/** Opens sources that share one rate limiter: the account's quota does not care which connection spends it. */
function sourceOpener(settings: CurrentSettings, log: LogOutputChannel): (connection: Connection) => OpportunitySource {
  let limiter: RateLimiter | undefined;
  settings.onDidChange(() => {
    if (limiter) limiter.requestsPerSecond = settings.value.requestsPerSecond;
  });
  const open = async (connection: Connection): Promise<OpportunitySource> => {
    if (connection.kind === 'sample') return (await demo()).createSampleSource(connection);
    const { createAwsSource, createWindowLimiter } = await aws();
    limiter ??= createWindowLimiter(settings.value.requestsPerSecond);
    return createAwsSource(connection, {
      limiter,
      askMfaCode: async (question, signal) => (await commands()).askMfaCode(question, signal),
      log: { request: (facts) => logRequest(log, facts) },
    });
  };
  return (connection) => new LazySource(() => open(connection));
}
