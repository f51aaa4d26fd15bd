import { type Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { WelcomeReason } from '../../contributions';
import type { ListKey, OpportunityList } from '../../core/lists/opportunityList';
import type { ListsChange } from '../../core/lists/opportunityLists';
import { type Group, GrowingGroups, groupValue } from '../../core/model/grouping';
import { type OpportunitySummary, type Stage, stages } from '../../core/model/opportunity';
import type { StageOrOther } from '../../core/present/summary/pipelineSums';
import { unsendable } from '../../core/query/request';
import { Throttle } from '../../core/runtime/throttle';
import { clock } from '../../host/clock';
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
  readonly welcome: Pick<Welcome, 'reason' | 'shown' | 'insist'>;
  /** Loads how rows look, which is not known before there are any but the stages. */
  readonly rowLooks: () => Promise<Pick<RowLooks, 'toTreeItem' | 'tooltipOf'>>;
  /** Milliseconds to leave VS Code for painting the rows of a first page. */
  readonly paintingMs?: number;
  /** Milliseconds between two changes that VS Code is told of while many come in. */
  readonly gapMs?: number;
}

const other: GroupRow = { kind: 'other' };

/** A little more than the 200 ms for which VS Code itself gathers the changes of a tree. */
const usualPaintingMs = 250;

/** VS Code shows nothing of changes that come faster than it gathers them, and a person wants one every second. */
const usualGapMs = 800;

/** What VS Code has painted of a stage: as long as only more opportunities come, it need not ask for all of it again. */
interface Painted {
  readonly ranges: number;
  readonly tail: Row;
}

/** The opportunities that the window lists by lifecycle stage. Nothing is read before a stage is expanded. */
export class OpportunityTree implements TreeDataProvider<Row>, Disposable {
  private readonly changes = new EventEmitter<Row | Row[] | undefined>();
  private readonly rows = new RowMaker();
  private readonly stageRows = new Map(stages.map((stage): [Stage, StageRow] => [stage, { kind: 'stage', stage }]));
  private readonly painted = new Map<StageRow, Painted>();
  private readonly throttle: Throttle<ListsChange>;
  private readonly subscriptions: readonly Disposable[];
  /** Lists whose first page VS Code waits for. */
  private readonly opening = new Set<OpportunityList>();
  /** What VS Code has painted of the root: why there was nothing, and whether there was a row for what has no stage. */
  private emptyFor: WelcomeReason | undefined;
  private otherShown = false;
  private groups: GrowingGroups | undefined;
  private rowLooks: Pick<RowLooks, 'toTreeItem' | 'tooltipOf'> | undefined;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly deps: OpportunityTreeDeps) {
    const { current, settings, onDidChangeDay } = deps;
    this.throttle = new Throttle(deps.gapMs ?? usualGapMs, clock, (changes) => this.tell(changes));
    this.subscriptions = [
      current.onDidReplace(() => {
        this.opening.clear();
        this.groups = undefined;
        this.changes.fire(undefined);
      }),
      current.onDidChange((change) => this.update(change)),
      settings.onDidChange(() => this.changes.fire(undefined)),
      onDidChangeDay(() => this.changes.fire(undefined)),
    ];
  }

  /** Shows the stages even where no credentials can be seen: a machine's own role leaves no file. */
  insist(): void {
    if (this.deps.welcome.insist()) this.changes.fire(undefined);
  }

  /** Returns a promise only for a row that is not from `getChildren`, before anything but stages was shown. */
  getTreeItem(row: Row): TreeItem | Promise<TreeItem> {
    const lists = this.deps.current.value;
    if (row.kind === 'stage') return identified(row, stageItem(row, lists));
    if (!this.rowLooks) return this.ready().then(() => this.getTreeItem(row));
    return this.rowLooks.toTreeItem(row, {
      lists,
      today: this.deps.today(),
      sizeOf: (group) => this.members(group).length,
    });
  }

  getParent(row: Row): Row | undefined {
    return parentOf(row);
  }

  /** Loads how rows look: `getTreeItem` knows those of the stages alone before. */
  async ready(): Promise<void> {
    this.rowLooks ??= await this.deps.rowLooks();
  }

  /** The row of an opportunity, on the screen or not; undefined for one that is not loaded. */
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

  /** The row of a stage; undefined where the rows are grouped by something else. */
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
    return [...rows];
  }

  private async rowsUnder(row?: Row): Promise<readonly Row[]> {
    const { current } = this.deps;
    if (row?.kind === 'bucket' || row?.kind === 'other') return this.rows.under(row, this.members(row));
    if (row?.kind === 'range') return this.rows.inRange(row, this.members(row.group));
    if (row?.kind !== 'stage') return row ? [] : this.rootRows();
    const list = current.value.listOf(row.stage);
    // Later pages are not waited for: their row says that they are loading.
    if (list && (list.tail.kind === 'unread' || this.opening.has(list))) await this.firstPage(list);
    // Other lists may have taken over meanwhile: what counts are those of now.
    const items = this.members(row);
    const rows = listRows(current.value, row, this.rows.under(row, items));
    const tail = rows.at(-1);
    if (tail) this.painted.set(row, { ranges: rangeCount(items.length), tail });
    return rows;
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
   * Waits for the first page of a list, and tells VS Code of the change that it is only after VS Code has painted the
   * rows: one that is told while it takes them loses them all in 1.100 ("Element with id … is already registered"), and
   * in 1.139 the menus of the rows no longer know which row they are for.
   */
  private async firstPage(list: OpportunityList): Promise<void> {
    this.opening.add(list);
    // Whoever had asked for it first may have stopped it.
    do await list.firstRows();
    while (list.tail.kind === 'unread' && this.opening.has(list));
    setTimeout(() => {
      if (this.opening.delete(list)) this.update(list.key);
    }, this.deps.paintingMs ?? usualPaintingMs);
  }

  private async rootRows(): Promise<Row[]> {
    const { current, settings } = this.deps;
    if (this.isEmpty()) return [];
    const problems = settings.problems.map((problem): Row => ({ kind: 'problem', problem }));
    const unsent = current.filterProblem;
    if (unsent)
      problems.push(...failedRows({ kind: 'failed', list: { kind: 'whole' }, error: unsendable(unsent), of: 'page' }));
    // What was read on a day on which it could be sent stays.
    if (unsent && current.value.loaded().next().done) return problems;
    if (current.value.query.split === 'whole') return [...problems, ...(await this.wholeRows())];
    const lists = current.value;
    this.otherShown = lists.other.length > 0;
    if (this.otherShown) await this.ready();
    const groups = lists.keys.map((key) => this.group(key)).filter((group) => group !== undefined);
    return [...problems, ...groups, ...(this.otherShown ? [other] : [])];
  }

  /** The one list, read page by page, in the groups of what is loaded; what is known about its end comes last. */
  private async wholeRows(): Promise<readonly Row[]> {
    const { current } = this.deps;
    const list = current.value.listOf('All');
    if (list?.pages === 0) await list.firstRows();
    if (this.isEmpty()) return [];
    const { grouping, value: lists } = current;
    const rows = this.grouped().map(({ value }): Row => ({ kind: 'bucket', grouping, value }));
    return listRows(lists, { kind: 'whole' }, rows);
  }

  /** The one list in its groups, as far as it is loaded. */
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

  /** Whether a welcome view has the place of the rows. */
  private isEmpty(): boolean {
    this.emptyFor = this.deps.welcome.reason;
    return this.emptyFor !== undefined;
  }

  private update(change: ListsChange): void {
    const list = change === 'Other' ? undefined : this.deps.current.value.listOf(change);
    if (!list || !this.opening.has(list)) this.throttle.add(change);
  }

  /** Tells VS Code which rows it has to ask for again. */
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
    // Where a person has a large stage open, all that has to be painted again is its end.
    if (growing && items && painted.ranges > 0 && painted.ranges === rangeCount(items.length)) {
      return [this.rows.lastRange(stage, items.length), painted.tail];
    }
    // VS Code asks for its rows again if, and only if, they are on the screen.
    this.painted.delete(stage);
    return [stage];
  }

  /** The row of a stage; undefined, which is the root, for the one list. */
  private group(key: ListKey): StageRow | undefined {
    return key === 'All' ? undefined : this.stageRows.get(key);
  }
}
