import { type ExtensionContext, window } from 'vscode';
import { profileOfEnvironment } from './aws/identity/files/sharedFiles';
import { LazySource } from './core/paging/lazySource';
import type { Connection } from './core/query/connection';
import { lazily } from './core/runtime/lazily';
import { pageScripts } from './files/pageScript';
import { clock } from './host/clock';
import { CurrentSettings } from './host/currentSettings';
import { openTextFile } from './host/openTextFile';
import { PersonClock } from './host/personClock';
import { WindowChoices } from './host/windowChoices';
import { WindowZone } from './host/windowZone';
import { workspaceFolders } from './host/workspaceFolders';
import { LazyWhatChanged } from './views/changes/lazyWhatChanged';
import { registerChanges } from './views/changes/register';
import { registerConnection } from './views/connection/register';
import { CurrentLists } from './views/currentLists';
import { registerDetails } from './views/details/register';
import { Documents } from './views/documents/documents';
import { registerDocuments } from './views/documents/register';
import { registerExport } from './views/export/register';
import { registerLinks } from './views/links/register';
import { registerOpportunities } from './views/opportunities/register';
import { lazyRefresher, registerRefresh } from './views/refresh/register';
import { registerPipeline } from './views/summary/register';
import type { WindowParts } from './views/windowParts';

// Bundles of their own, loaded when they are first needed.
const aws = () => import('./aws/awsSource');
const awsFiles = () => require('./aws/identity/files/sharedFiles') as typeof import('./aws/identity/files/sharedFiles');
const demo = () => import('./demo/sampleSource');
const changes = () => import('./views/changes/watchedChanges');

/** What the extension is in a window: its features, on what they have in common. A bundle of its own. */
export function openWindow(context: ExtensionContext): void {
  const { env } = process;
  const awsProfile = profileOfEnvironment(env);
  const log = window.createOutputChannel('Partner Central', { log: true });
  const windowZone = new WindowZone(context.globalState);
  const settings = new CurrentSettings(() => windowZone.value);
  const person = new PersonClock(settings, windowZone);
  const { day } = person;
  const choices = new WindowChoices(context.workspaceState, context.secrets);
  const opener = lazily(async () => {
    const { SourceOpener } = await import('./openSource');
    const made = new SourceOpener({ ...parts, view: list.view });
    context.subscriptions.push(made);
    return made;
  });
  const openSource = (to: Connection) => new LazySource(async () => (await opener()).open(to));
  const refresher = lazyRefresher(() => ({ ...withList, otherViews: [changed.view] }));
  const current = new CurrentLists({ settings, choices, openSource, awsProfile, clock, refresher, ...day });
  const documents = new Documents(current);
  const watched = { current, settings, log, context, clock };
  const whatChanged = new LazyWhatChanged(settings, async () => new (await changes()).WatchedChanges(watched));
  const parts: WindowParts = {
    ...{ env, settings, choices, current, documents, whatChanged, refresher, log, hearZone: windowZone.hear, ...day },
    ...{ pageScript: pageScripts(context.extensionPath), state: context.workspaceState, habits: context.globalState },
    hasCredentials: () => awsFiles().hasCredentials(env),
    listProfiles: async () => (await aws()).listProfiles(env),
    fallbackProfile: () => settings.value.profile || awsProfile,
    openConfig: (file, line) => openTextFile(awsFiles().sharedFiles(env)[file], line),
    findAwsCli: async () => (await aws()).findAwsCli(env, workspaceFolders()),
    checkAccess: async (...asked) => (await opener()).checkAccess(...asked),
    forgetRefusals: async () => (await opener()).forgetRefusals(),
  };
  const list = registerOpportunities(parts, () => (current.connection.kind === 'sample' ? demo() : aws()));
  const withList = { ...parts, ...list, subscriptions: context.subscriptions };
  const changed = registerChanges(withList);
  context.subscriptions.push(
    ...[log, windowZone, settings, person, choices, current, documents, whatChanged, choices.yieldTo(settings), list],
    ...[registerDetails(withList), changed, registerPipeline(withList), registerExport(withList)],
    ...[registerLinks(withList), registerDocuments(parts), registerConnection(parts), registerRefresh(parts)],
  );
}
