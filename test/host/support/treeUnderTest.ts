import { type Disposable, EventEmitter, type TreeItem } from 'vscode';
import { type Stage, stages } from '../../../src/core/model/opportunity';
import type { Connection } from '../../../src/core/query/connection';
import { readSettings, type SettingKey } from '../../../src/core/query/settings';
import { dateOf, type Moment } from '../../../src/core/time/zone';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import type { CurrentSettings } from '../../../src/host/currentSettings';
import { WindowChoices } from '../../../src/host/windowChoices';
import { CurrentLists } from '../../../src/views/currentLists';
import { OpenStages } from '../../../src/views/openStages';
import { OpportunityTree } from '../../../src/views/opportunities/opportunityTree';
import { RowLooks } from '../../../src/views/opportunities/rowLooks';
import { type Row, rowId } from '../../../src/views/opportunities/rows';
import { Welcome } from '../../../src/views/opportunities/welcome';
import { MemorySecrets, MemoryState } from '../../support/memoryState';
import { ContextKeys } from './contextKeys';

/** The day it is in these tests. */
export const today = '2026-03-15';
export const now = (): Moment => ({ at: new Date(`${today}T12:00:00Z`), zone: 'UTC' });

/** Settings that a test sets, checked as the real ones are. */
export class SettingsStub {
  private readonly values = new Map<SettingKey, unknown>();
  private readonly changes = new EventEmitter<(key: SettingKey) => boolean>();
  readonly onDidChange = this.changes.event;

  get value() {
    return this.read().settings;
  }

  get problems() {
    return this.read().problems;
  }

  set(key: SettingKey, value: unknown): void {
    this.values.set(key, value);
    this.changes.fire((changed) => changed === key);
  }

  private read() {
    return readSettings((key) => this.values.get(key));
  }
}

/** The tree over sources of a test's own, as VS Code would use it. */
export class TreeUnderTest implements Disposable {
  readonly settings = new SettingsStub();
  readonly choices: WindowChoices;
  private readonly dayChanges = new EventEmitter<void>();
  private moment = now();
  /** Every connection that a source was opened for. */
  readonly opened: Connection[] = [];
  /** Every row that a change was fired for; `undefined` is the whole tree. */
  readonly fired: (Row | undefined)[] = [];
  readonly contextKeys = new ContextKeys();
  readonly current: CurrentLists;
  readonly welcomeView: Welcome;
  readonly tree: OpportunityTree;
  /** What the features of a window have in common, as far as these tests need it. */
  readonly parts;
  hasCredentials = true;

  constructor(openSource: (connection: Connection) => OpportunitySource, kept = new MemoryState()) {
    this.choices = new WindowChoices(kept, new MemorySecrets());
    const settings = this.settings as unknown as CurrentSettings;
    this.current = new CurrentLists({
      settings,
      choices: this.choices,
      openSource: (connection) => {
        this.opened.push(connection);
        return openSource(connection);
      },
      awsProfile: undefined,
      now: () => this.moment,
      onDidChangeDay: this.dayChanges.event,
    });
    this.parts = {
      settings,
      choices: this.choices,
      current: this.current,
      hasCredentials: () => this.hasCredentials,
      today: () => dateOf(this.moment),
      now: () => this.moment,
      onDidChangeDay: this.dayChanges.event,
      hearZone: () => {},
    };
    this.welcomeView = new Welcome(this.parts);
    this.tree = new OpportunityTree({
      ...this.parts,
      welcome: this.welcomeView,
      openStages: new OpenStages(kept, stages),
      rowLooks: async () => new RowLooks(),
      paintingMs: 0,
      gapMs: 0,
    });
    this.tree.onDidChangeTreeData((rows) => void this.fired.push(...(Array.isArray(rows) ? rows : [rows])));
  }

  /** The item of a row that `getChildren` gave. */
  itemOf(row: Row): TreeItem {
    const item = this.tree.getTreeItem(row);
    if (item instanceof Promise) throw new Error('how rows look is not loaded');
    return item;
  }

  get welcome(): unknown {
    return this.contextKeys.get('partnerCentral.welcome');
  }

  /** Another day begins for the person. */
  moveTo(moment: Moment): void {
    this.moment = moment;
    this.dayChanges.fire();
  }

  /** The row of a stage, as it stands below the root. */
  async stage(stage: Stage): Promise<Row> {
    const row = (await this.tree.getChildren()).find((root) => root.kind === 'stage' && root.stage === stage);
    if (!row) throw new Error(`no row for ${stage}`);
    return row;
  }

  /** Expands a stage: its rows, once VS Code has taken them and was told of the change that they are. */
  async expand(stage: Stage): Promise<Row[]> {
    const rows = await this.tree.getChildren(await this.stage(stage));
    await new Promise((resolve) => setTimeout(resolve));
    return rows;
  }

  /** Expands everything: each row with its item, in the order of the tree. */
  async all(): Promise<{ row: Row; item: TreeItem }[]> {
    const rows: Row[] = [];
    for (const stage of stages) await this.expand(stage);
    for (const root of await this.tree.getChildren()) rows.push(root, ...(await this.tree.getChildren(root)));
    return rows.map((row) => ({ row, item: this.itemOf(row) }));
  }

  dispose(): void {
    this.tree.dispose();
    this.welcomeView.dispose();
    this.current.dispose();
    this.contextKeys.dispose();
    this.dayChanges.dispose();
  }
}

export function rowIds(rows: readonly Row[]): string[] {
  return rows.map(rowId);
}
