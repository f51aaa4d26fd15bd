import { type Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { WelcomeReason } from '../../contributions';
import { type ListKey, listKeys } from '../../core/lists/listKeys';
import { loadedCount } from '../../core/lists/loadAll';
import type { OpportunityList } from '../../core/lists/opportunityList';
import type { ListsChange } from '../../core/lists/opportunityLists';
import { type Group, GrowingGroups, groupValue } from '../../core/model/grouping';
import { type OpportunitySummary, type Stage, stages } from '../../core/model/opportunity';
import type { StageOrOther } from '../../core/present/summary/pipelineSums';
import { Throttle } from '../../core/runtime/throttle';
import { clock } from '../../host/clock';
import type { OpenStages } from '../openStages';
import type { WindowParts } from '../windowParts';
import type { RowLooks } from './rowLooks';
import { RowMaker } from './rowMaker';
import {
  type BucketRow,
  failedRows,
  type GroupRow,
  listRows,
  type OpportunityRow,
  parentOf,
  type Row,
  rangeCount,
  type StageRow,
} from './rows';
import { identified, stageItem } from './stageItem';
import type { Welcome } from './welcome';

export interface OpportunityTreeDeps
  extends Pick<WindowParts, 'current' | 'settings' | 'now' | 'today' | 'onDidChangeDay'> {
  readonly welcome: Pick<Welcome, 'reason' | 'shown' | 'insist' | 'look'>;
  readonly openStages: Pick<OpenStages, 'has'>;
  /** Loads the looks of rows, which are needed only once there are rows other than stages. */
  readonly rowLooks: () => Promise<Pick<RowLooks, 'toTreeItem' | 'tooltipOf'>>;
  /** Is called whenever VS Code gets the stages: what the first of them needs can be loaded ahead. */
  readonly prepare?: () => void;
  /** Milliseconds that VS Code gets to paint the rows of a first page. */
  readonly paintingMs?: number;
  /** Milliseconds between two changes reported to VS Code while many arrive. */
  readonly gapMs?: number;
}

const other: GroupRow = { kind: 'other' };

/** A little more than the 200 ms for which VS Code itself collects the changes of a tree. */
const usualPaintingMs = 250;

/** VS Code does not show changes that arrive faster than it collects them, and a person wants one every second. */
const usualGapMs = 800;

/**
 * What VS Code has painted of a stage. As long as opportunities are only added, it does not need to ask for all of it
 * again.
 */
interface Painted {
  readonly ranges: number;
  readonly tail: Row;
}

/**
 * The opportunities that the window lists, by lifecycle stage. Nothing is read before a stage is expanded: by the person,
 * now or before the window was reloaded, or by a filter that leaves it alone.
 */
export class OpportunityTree implements TreeDataProvider<Row>, Disposable {
  private readonly changes = new EventEmitter<Row | Row[] | undefined>();
  private readonly rows = new RowMaker();
  private readonly stageRows = new Map(stages.map((stage): [Stage, StageRow] => [stage, { kind: 'stage', stage }]));
  private readonly painted = new Map<StageRow, Painted>();
  private readonly throttle: Throttle<ListsChange>;
  private readonly subscriptions: readonly Disposable[];
  /** The lists whose first page VS Code is waiting for. */
  private readonly opening = new Set<OpportunityList>();
  /** What shows rows of a connection that was left: it is emptied before the first page of the new one is waited for. */
  private readonly stale = new Set<StageRow | 'root'>();
  /**
   * What VS Code has painted at the root: why there were no rows, and whether there was a row for opportunities without
   * a stage.
   */
  private emptyFor: WelcomeReason | undefined;
  private otherShown = false;
  private groups: GrowingGroups | undefined;
  private rowLooks: Pick<RowLooks, 'toTreeItem' | 'tooltipOf'> | undefined;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly deps: OpportunityTreeDeps) {
    const { current, settings, onDidChangeDay } = deps;
    this.throttle = new Throttle(deps.gapMs ?? usualGapMs, clock, (changes) => this.tell(changes));
    this.subscriptions = [
      current.onDidReplace(({ sameConnection }) => {
        this.opening.clear();
        if (!sameConnection) for (const shown of ['root', ...this.painted.keys()] as const) this.stale.add(shown);
        this.groups = undefined;
        this.changes.fire(undefined);
      }),
      current.onDidChange((change) => this.update(change)),
      settings.onDidChange(() => this.changes.fire(undefined)),
      onDidChangeDay(() => this.changes.fire(undefined)),
    ];
  }

  /** Shows the stages even if no credentials can be seen: a machine's own role leaves no file. */
  insist(): void {
    if (this.deps.welcome.insist()) this.changes.fire(undefined);
  }

  /** Shows the stages once credentials can be seen. */
  look(): void {
    if (this.deps.welcome.look()) this.changes.fire(undefined);
  }

  /** Returns a promise only for a row that did not come from `getChildren`, before anything but stages was shown. */
  getTreeItem(row: Row): TreeItem | Promise<TreeItem> {
    const { current } = this.deps;
    if (row.kind === 'stage') return this.stageItem(row);
    if (!this.rowLooks) return this.ready().then(() => this.getTreeItem(row));
    return this.rowLooks.toTreeItem(row, {
      lists: current.value,
      today: this.deps.today(),
      zone: this.deps.now().zone,
      details: this.deps.settings.value.rowDetails,
      sizeOf: (group) => this.members(group).length,
    });
  }

  private stageItem(row: StageRow): TreeItem {
    const { current, openStages } = this.deps;
    // What the filter leaves alone is what the person asked for.
    const isAlone = listKeys(current.query).length === 1;
    const item = identified(row, stageItem(row, current.opened, isAlone || openStages.has(row.stage)));
    // Under the id that it had beside others, VS Code would show it collapsed as it was there.
    if (isAlone) item.id = `${item.id} alone`;
    return item;
  }

  getParent(row: Row): Row | undefined {
    return parentOf(row);
  }

  /** Loads the looks of rows. Before that, `getTreeItem` knows only those of stages. */
  async ready(): Promise<void> {
    this.rowLooks ??= await this.deps.rowLooks();
  }

  /** Has VS Code paint rows again that look different now, or all of them. */
  repaint(rows: Row[] | undefined): void {
    this.changes.fire(rows);
  }

  /** Returns the row of an opportunity, whether it is visible or not; undefined if the opportunity is not loaded. */
  rowOf(item: OpportunitySummary): OpportunityRow | undefined {
    const { value: lists, grouping } = this.deps.current;
    const loaded = item.Id === undefined ? item : lists.find(item.Id);
    if (!loaded) return undefined;
    const stageRows = lists.keys.map((key) => this.group(key)).filter((row) => row !== undefined);
    const bucket: BucketRow = { kind: 'bucket', grouping, value: groupValue(grouping, loaded) };
    for (const group of stageRows.length > 0 ? [...stageRows, other] : [bucket]) {
      const members = this.members(group);
      const index = members.indexOf(loaded);
      if (index >= 0) return this.rows.at(group, members, index);
    }
    return undefined;
  }

  /** Returns the row of a stage; undefined if the rows are grouped by something else. */
  rowOfStage(stage: StageOrOther): Row | undefined {
    const { value: lists, grouping } = this.deps.current;
    if (grouping !== 'stage') return undefined;
    const value = stage === 'Other' ? undefined : stage;
    if (lists.query.split === 'whole') return { kind: 'bucket', grouping, value };
    return value ? this.stageRows.get(value) : other;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    const { current } = this.deps;
    const ready =
      row || current.query.split === 'whole' || this.deps.settings.problems.length > 0 ? this.ready() : undefined;
    const rows = await this.rowsUnder(row);
    await ready;
    if (!row && rows.length > 0) this.deps.prepare?.();
    return [...rows];
  }

  private async rowsUnder(row?: Row): Promise<readonly Row[]> {
    const { current } = this.deps;
    if (row?.kind === 'bucket' || row?.kind === 'other') return this.rows.under(row, this.members(row));
    if (row?.kind === 'range') return this.rows.inRange(row, this.members(row.group));
    if (row?.kind !== 'stage') return row ? [] : this.rootRows();
    const list = current.value.listOf(row.stage);
    // Later pages do not block: their row says that they are loading.
    const isAwaited = list !== undefined && (list.tail.kind === 'unread' || this.opening.has(list));
    if (this.stale.delete(row) && isAwaited) return this.emptied(row);
    if (isAwaited) await this.firstPage(list);
    // Other lists may have replaced these in the meantime; the current ones count.
    const items = this.members(row);
    const rows = listRows(current.value, row, this.rows.under(row, items));
    const tail = rows.at(-1);
    if (tail) this.painted.set(row, { ranges: rangeCount(items.length), tail });
    return rows;
  }

  /** VS Code shows the rows that it has until it gets others, however long that takes: here it gets none, and asks again. */
  private emptied(row: StageRow | undefined): readonly Row[] {
    setTimeout(() => this.changes.fire(row), this.deps.paintingMs ?? usualPaintingMs);
    return [];
  }

  async resolveTreeItem(item: TreeItem, row: Row): Promise<TreeItem> {
    await this.ready();
    item.tooltip = this.rowLooks?.tooltipOf(row, this.deps);
    return item;
  }

  dispose(): void {
    this.opening.clear();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.throttle.dispose();
    this.changes.dispose();
  }

  /**
   * Waits for the first page of a list, and reports the change to VS Code only after VS Code has painted the rows. If a
   * change is reported while VS Code receives the rows, 1.100 loses all of them ("Element with id … is already
   * registered"), and in 1.139 the menus no longer know which row they belong to.
   */
  private async firstPage(list: OpportunityList): Promise<void> {
    this.opening.add(list);
    // Another caller may have stopped the request that it had started.
    do await list.firstRows();
    while (list.tail.kind === 'unread' && this.opening.has(list));
    setTimeout(() => {
      if (this.opening.delete(list)) this.update(list.key);
    }, this.deps.paintingMs ?? usualPaintingMs);
  }

  private async rootRows(): Promise<readonly Row[]> {
    const { current, settings } = this.deps;
    if (this.isEmpty()) return [];
    const problems = settings.problems.map((problem): Row => ({ kind: 'problem', problem }));
    const unsent = current.filterProblem;
    if (unsent) {
      const { unsendable } = await import('../../core/query/unsendable');
      problems.push(...failedRows({ kind: 'failed', list: { kind: 'whole' }, error: unsendable(unsent), of: 'page' }));
    }
    // Rows that were read on a day when the filter could be sent stay.
    if (unsent && (!current.opened || loadedCount(current.opened) === 0)) return problems;
    const isStale = this.stale.delete('root');
    if (current.query.split === 'whole') {
      if (isStale && current.value.listOf('All')?.pages === 0) return this.emptied(undefined);
      return [...problems, ...(await this.wholeRows())];
    }
    this.otherShown = (current.opened?.other.length ?? 0) > 0;
    if (this.otherShown) await this.ready();
    const groups = listKeys(current.query)
      .map((key) => this.group(key))
      .filter((group) => group !== undefined);
    return [...problems, ...groups, ...(this.otherShown ? [other] : [])];
  }

  /**
   * Returns the single list, read page by page, in the groups of what is loaded; what is known about its end comes
   * last.
   */
  private async wholeRows(): Promise<readonly Row[]> {
    const { current } = this.deps;
    const list = current.value.listOf('All');
    if (list?.pages === 0) await list.firstRows();
    if (this.isEmpty()) return [];
    const { grouping, value: lists } = current;
    const rows = this.grouped().map(({ value }): Row => ({ kind: 'bucket', grouping, value }));
    return listRows(lists, { kind: 'whole' }, rows);
  }

  /** Returns the loaded part of the single list in its groups. */
  private grouped(): readonly Group[] {
    const { grouping, value: lists } = this.deps.current;
    if (this.groups?.grouping !== grouping) this.groups = new GrowingGroups(grouping);
    const list = lists.listOf('All');
    return list ? this.groups.of(list.items, list.rewrites) : [];
  }

  private members(group: GroupRow): readonly OpportunitySummary[] {
    const { value: lists, grouping } = this.deps.current;
    switch (group.kind) {
      case 'stage':
        return lists.listOf(group.stage)?.items ?? [];
      case 'other':
        return lists.other;
      case 'bucket':
        if (group.grouping !== grouping) return [];
        this.grouped();
        return this.groups?.members(group.value) ?? [];
    }
  }

  /** True if a welcome view replaces the rows. */
  private isEmpty(): boolean {
    this.emptyFor = this.deps.welcome.reason;
    return this.emptyFor !== undefined;
  }

  private update(change: ListsChange): void {
    const list = change === 'Other' ? undefined : this.deps.current.value.listOf(change);
    if (!list || !this.opening.has(list)) this.throttle.add(change);
  }

  /** Reports to VS Code which rows it has to ask for again. */
  private tell(changes: ReadonlySet<ListsChange>): void {
    const lists = this.deps.current.value;
    const others = changes.has('Other') && lists.other.length > 0 !== this.otherShown;
    // Only the root decides between the stages and a welcome view.
    const root = changes.has('All') || others || this.deps.welcome.shown !== this.emptyFor;
    const rows = root ? [] : [...changes].flatMap((change) => this.changedRows(change));
    this.changes.fire(rows.length > 1 ? rows : rows[0]);
  }

  private changedRows(change: ListsChange): readonly Row[] {
    const stage = change === 'Other' ? undefined : this.group(change);
    if (!stage) return [other];
    const painted = this.painted.get(stage);
    const { items, tail } = this.deps.current.value.listOf(stage.stage) ?? {};
    const growing = painted?.tail.kind === 'loading' && tail?.kind === 'loading' && !tail.waiting;
    // If a large stage is open, only its end has to be painted again.
    if (growing && items && painted.ranges > 0 && painted.ranges === rangeCount(items.length)) {
      return [this.rows.lastRange(stage, items.length), painted.tail];
    }
    // VS Code asks for the rows of the stage again if, and only if, they are visible.
    this.painted.delete(stage);
    return [stage];
  }

  /** Returns the row of a stage; undefined, which means the root, for the single list. */
  private group(key: ListKey): StageRow | undefined {
    return key === 'All' ? undefined : this.stageRows.get(key);
  }
}
