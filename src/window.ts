import { type ExtensionContext, type LogOutputChannel, window } from 'vscode';
import { profileOfEnvironment } from './aws/identity/sharedFiles';
import { LazySource } from './core/paging/lazySource';
import type { RateLimiter } from './core/paging/rateLimiter';
import type { Connection } from './core/query/connection';
import type { OpportunitySource } from './core/wire/operations';
import { pageScripts } from './files/pageScript';
import { clock } from './host/clock';
import { CurrentSettings } from './host/currentSettings';
import { openTextFile } from './host/openTextFile';
import { PersonClock } from './host/personClock';
import { logRequest } from './host/requestLog';
import { WindowChoices } from './host/windowChoices';
import { WindowZone } from './host/windowZone';
import { registerConnection } from './views/connection/register';
import { CurrentLists } from './views/currentLists';
import { registerDetails } from './views/details/register';
import { Documents } from './views/documents/documents';
import { registerDocuments } from './views/documents/register';
import { registerExport } from './views/export/register';
import { registerOpportunities } from './views/opportunities/register';
import { registerPipeline } from './views/summary/register';
import type { WindowParts } from './views/windowParts';

// Bundles of their own, loaded when they are first needed.
const aws = () => import('./aws/awsSource');
const awsFiles = () => require('./aws/identity/sharedFiles') as typeof import('./aws/identity/sharedFiles');
const demo = () => import('./demo/sampleSource');
const mfaPrompt = () => import('./views/connection/mfaPrompt');

/** What the extension is in a window: its features, on what they have in common. A bundle of its own. */
export function openWindow(context: ExtensionContext): void {
  const { env } = process;
  const awsProfile = profileOfEnvironment(env);
  const log = window.createOutputChannel('Partner Central', { log: true });
  const windowZone = new WindowZone(context.globalState);
  const settings = new CurrentSettings(() => windowZone.value);
  const person = new PersonClock(settings, windowZone);
  const { day } = person;
  const choices = new WindowChoices(context.workspaceState);
  const openSource = sourceOpener(settings, log);
  const current = new CurrentLists({ settings, choices, openSource, awsProfile, clock, ...day });
  const documents = new Documents(current);
  const parts: WindowParts = {
    ...{ settings, choices, current, documents, log, hearZone: windowZone.hear, ...day },
    ...{ pageScript: pageScripts(context.extensionPath), state: context.workspaceState, habits: context.globalState },
    hasCredentials: () => awsFiles().hasCredentials(env),
    listProfiles: async () => (await aws()).listProfiles(env),
    fallbackProfile: () => settings.value.profile || awsProfile,
    openConfig: (file, line) => openTextFile(awsFiles().sharedFiles(env)[file], line),
  };
  const list = registerOpportunities(parts, () => (current.connection.kind === 'sample' ? demo() : aws()));
  const withList = { ...parts, ...list };
  context.subscriptions.push(
    ...[log, windowZone, settings, person, choices, current, documents, choices.yieldTo(settings), list],
    ...[registerDetails(withList), registerPipeline(withList), registerExport(withList)],
    ...[registerDocuments(parts), registerConnection(parts)],
  );
}

/** Opens sources that share one rate limiter: the account's quota does not care which connection spends it. */
function sourceOpener(settings: CurrentSettings, log: LogOutputChannel): (connection: Connection) => OpportunitySource {
  let limiter: RateLimiter | undefined;
  settings.onDidChange(() => {
    if (limiter) limiter.requestsPerSecond = settings.value.requestsPerSecond;
  });
  const open = async (connection: Connection): Promise<OpportunitySource> => {
    if (connection.kind === 'sample') return (await demo()).createSampleSource();
    const { createAwsSource, createWindowLimiter } = await aws();
    limiter ??= createWindowLimiter(settings.value.requestsPerSecond);
    return createAwsSource(connection, {
      limiter,
      askMfaCode: async (question, signal) => (await mfaPrompt()).askMfaCode(question, signal),
      log: { request: (facts) => logRequest(log, facts) },
    });
  };
  return (connection) => new LazySource(() => open(connection));
}
