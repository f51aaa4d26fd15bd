import type { LogOutputChannel, TreeView } from 'vscode';
import { stages } from '../../src/core/model/opportunity';
import type { Connection } from '../../src/core/query/connection';
import type { Clock } from '../../src/core/runtime/clock';
import { Emitter } from '../../src/core/runtime/emitter';
import { dateOf, type Moment } from '../../src/core/time/zone';
import type { OpportunitySource } from '../../src/core/wire/operations';
import { clock as realClock } from '../../src/host/clock';
import type { WatchedChangesDeps } from '../../src/views/changes/watchedChanges';
import type { Row } from '../../src/views/opportunities/rows';
import type { SidebarList } from '../../src/views/opportunities/sidebarList';
import type { WindowParts } from '../../src/views/windowParts';
import { vscode, vscodeModule } from './fakeVscode';
import { MemorySecrets, MemoryState } from './memoryState';
import { utc } from './moments';

const never = () => ({ dispose: () => {} });

/** A tree's view: rows are selected by a test, or by being revealed. */
export class FakeTreeView<R = Row> implements TreeView<R> {
  readonly onDidExpandElement = never;
  readonly onDidCollapseElement = never;
  readonly onDidChangeSelection = never;
  readonly onDidChangeCheckboxState = never;
  private readonly looks = new Emitter<{ readonly visible: boolean }>();
  readonly onDidChangeVisibility = this.looks.event;
  visible = true;
  selection: readonly R[] = [];
  description = '';
  message = '';
  badge: { readonly value: number; readonly tooltip: string } | undefined;
  readonly revealed: R[] = [];

  /** Does what happens when a person opens the view, or another one. */
  look(visible: boolean): void {
    this.visible = visible;
    this.looks.fire({ visible });
  }

  async reveal(row: R): Promise<void> {
    this.revealed.push(row);
    this.selection = [row];
  }

  dispose(): void {}
}

/** What VS Code keeps of a window for the next one. */
export interface KeptOfWindow {
  readonly state: MemoryState;
  readonly secrets: MemorySecrets;
}

/** The folders that VS Code gives an extension: one for the workspace, and one for all of them. */
export interface Storage {
  readonly workspace?: string;
  readonly shared: string;
}

export interface WindowOptions extends Partial<KeptOfWindow> {
  /** Lets lists wait until a failure is over; without it none waits. */
  readonly clock?: Clock | undefined;
  /** Where changes are kept; without a folder, they are not kept. */
  readonly storage?: Storage;
  /** Lets changes be kept only as a test lets time pass; without it, it is done in real time. */
  readonly keepClock?: Clock;
  /** Lets the badge wait until rows are painted; without it, it waits in real time. */
  readonly badgeClock?: Clock;
}

/** What a window of the extension works on, over sources of a test's own and without VS Code. */
export async function openWindow(
  openSource: (connection: Connection) => OpportunitySource,
  options: WindowOptions = {},
) {
  const { state = new MemoryState(), secrets = new MemorySecrets(), clock, badgeClock } = options;
  vscode.install();
  const { CurrentSettings } = await import('../../src/host/currentSettings');
  const { OpenStages } = await import('../../src/views/openStages');
  const { WindowChoices } = await import('../../src/host/windowChoices');
  const { LazyWhatChanged } = await import('../../src/views/changes/lazyWhatChanged');
  const { CurrentLists } = await import('../../src/views/currentLists');
  const { Documents } = await import('../../src/views/documents/documents');
  const { OpportunityTree } = await import('../../src/views/opportunities/opportunityTree');
  const { ViewStatus } = await import('../../src/views/opportunities/viewStatus');
  const { RowLooks } = await import('../../src/views/opportunities/rowLooks');
  const { lazyRefresher } = await import('../../src/views/refresh/register');
  const { Welcome } = await import('../../src/views/opportunities/welcome');

  let moment = utc('2026-03-15T12:00:00Z');
  const days = new Emitter<void>();
  const opened: Connection[] = [];
  const logged: string[] = [];
  const now = () => moment;
  const day = { now, today: () => dateOf(moment), onDidChangeDay: days.event };
  const settings = new CurrentSettings(() => 'UTC');
  const choices = new WindowChoices(state, secrets);
  const open = (connection: Connection) => {
    opened.push(connection);
    return openSource(connection);
  };
  const waiting = clock && { clock };
  const subscriptions: { dispose(): void }[] = [];
  const refresher = lazyRefresher(() => ({ ...parts, status, view, subscriptions }));
  const current = new CurrentLists({
    ...{ settings, choices, openSource: open, awsProfile: undefined, refresher, ...waiting, ...day },
  });
  const documents = new Documents(current);
  const log: Pick<LogOutputChannel, 'warn' | 'show'> = {
    warn: (line) => void logged.push(line),
    show: () => void logged.push('the log is shown'),
  };
  const whatChanged = new LazyWhatChanged(settings, () => watchChanges({ current, settings, log, secrets }, options));
  const heard: string[] = [];
  const parts: WindowParts = {
    ...{ settings, choices, current, documents, whatChanged, refresher, ...day },
    ...{ state: new MemoryState(), habits: new MemoryState() },
    log: log as LogOutputChannel,
    pageScript: (name) => `/* ${name} */`,
    hearZone: (zone) => void heard.push(zone),
    hasCredentials: () => true,
    listProfiles: async () => ({ profiles: [], faults: [] }),
    fallbackProfile: () => undefined,
    openConfig: async () => {},
    checkAccess: () => Promise.reject(new Error('nothing is checked here')),
    forgetRefusals: async () => {},
    env: {},
    findAwsCli: async () => undefined,
  };
  const welcome = new Welcome(parts);
  const rowLooks = async () => new RowLooks();
  const openStages = new OpenStages(state, stages);
  const tree = new OpportunityTree({ ...parts, welcome, openStages, rowLooks, paintingMs: 0, gapMs: 0 });
  const view = new FakeTreeView();
  const status = new ViewStatus(view, parts, welcome, badgeClock);
  const list: SidebarList = { tree, view, status };
  return {
    ...{ settings, choices, current, welcome, openStages, tree, view, status, documents, opened, logged, heard, day },
    /** What the features of a window have in common, and the list that some of them go with. */
    parts: { ...parts, ...list },
    /** Another moment comes; another day for the person where it is one. */
    moveTo: (next: Moment) => {
      const before = dateOf(moment);
      moment = next;
      if (dateOf(next) !== before) days.fire();
    },
    dispose: () => {
      for (const part of [...subscriptions, status, tree, welcome, whatChanged, documents, current, choices, settings])
        part.dispose();
    },
  };
}

async function watchChanges(
  { secrets, ...deps }: Pick<WatchedChangesDeps, 'current' | 'settings' | 'log'> & Pick<KeptOfWindow, 'secrets'>,
  { storage, keepClock = realClock }: WindowOptions,
) {
  const { WatchedChanges } = await import('../../src/views/changes/watchedChanges');
  const { Uri } = vscodeModule();
  const { workspace, shared } = storage ?? { shared: '/nowhere' };
  const context = {
    ...{ secrets, globalStorageUri: Uri.file(shared) },
    storageUri: workspace === undefined ? undefined : Uri.file(workspace),
  };
  const { onDidChange } = deps.settings;
  const off = { onDidChange, value: { rememberChanges: false } };
  return new WatchedChanges({ ...deps, context, clock: keepClock, ...(!storage && { settings: off }) });
}

export type WindowUnderTest = Awaited<ReturnType<typeof openWindow>>;

/** Lets everything run that waits for nothing but its turn, timers of no time included. */
export async function calm(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
}
