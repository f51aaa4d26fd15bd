import {
  type Disposable,
  env,
  l10n,
  type MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';
import type { CommandId } from '../../contributions';
import type { OpportunityChange } from '../../core/changes/opportunityChange';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import { attentionOf } from '../../core/model/attention';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { attentionWords, overdueText, rowDetails } from '../../core/present/rows/rowDetails';
import { type RowField, readRowFields } from '../../core/query/rowFields';
import { monthText } from '../../core/text/calendar';
import { inertText, oneLine } from '../../core/text/plainText';
import type { Writing } from '../../core/text/translate';
import { errorText, problemText, remedyText } from '../errorText';
import { failureNotes, requestIdLine } from '../failureDetails';
import { followLoading } from '../loadAll/loadingKey';
import { remedyIcons } from '../remedyIcons';
import type { WindowParts } from '../windowParts';
import { contextValueOf, followSelection } from './menus/rowContext';
import { changedText, RowDecorations, type RowMark, rowUri } from './rowDecorations';
import {
  type BucketRow,
  type FailedRow,
  type GroupRow,
  listKeyOf,
  type OpportunityRow,
  type RangeRow,
  type Row,
  rangeSize,
  settingRemedy,
} from './rows';
import { identified, numberText, sizeText, stageItem } from './stageItem';
import { type TooltipDeps, tooltipOf } from './tooltip';

export interface TreeItemContext {
  readonly lists: OpportunityLists;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  /** The person's time zone by its IANA name. */
  readonly zone: string;
  /** What a row shows behind the company, as it is in the settings. */
  readonly details: unknown;
  /** Returns how many opportunities of a group are loaded. */
  readonly sizeOf: (row: GroupRow) => number;
}

/** The rows that VS Code shows. */
interface PaintedTree {
  rowOf(item: OpportunitySummary): OpportunityRow | undefined;
  repaint(rows: Row[] | undefined): void;
}

/** VS Code paints the whole tree sooner than more rows than this one by one. */
const mostRepainted = 100;

/**
 * Returns the looks of rows. From now on Stop Loading is shown while there are rows to wait for, menus know what is
 * selected, and VS Code decorates rows.
 * @param subscriptions takes what is disposed of with the tree
 */
export function rowLooksFor(
  { current, whatChanged }: Pick<WindowParts, 'current' | 'whatChanged'>,
  view: Pick<TreeView<Row>, 'onDidChangeSelection'>,
  tree: PaintedTree,
  subscriptions: Disposable[],
): RowLooks {
  followLoading(current);
  followSelection(view);
  const repaint = (ids: readonly string[]) => {
    if (ids.length > mostRepainted) return tree.repaint(undefined);
    const items = ids.flatMap((id) => current.opened?.find(id) ?? []);
    const rows = items.flatMap((item) => tree.rowOf(item) ?? []);
    if (rows.length > 0) tree.repaint(rows);
  };
  const decorations = new RowDecorations(whatChanged, repaint);
  subscriptions.push(decorations, window.registerFileDecorationProvider(decorations));
  return new RowLooks((id) => whatChanged.of(id));
}

/** What an item was made for. For anything else it is made again. */
interface Made extends Pick<TreeItemContext, 'today' | 'zone' | 'details'> {
  readonly kind: OpportunityChange['kind'] | undefined;
  readonly item: TreeItem;
}

/** The looks of rows: everything that the tree loads when the first stage is opened. */
export class RowLooks {
  /** The items of rows made so far, because VS Code asks for those of a whole stage again with each page. */
  private readonly made = new WeakMap<OpportunityRow, Made>();
  /** The setting that was read last. Every row asks for it. */
  private read: { readonly details: unknown; readonly fields: readonly RowField[] } | undefined;

  /** @param changeOf returns what changed of an opportunity since the person last looked */
  constructor(private readonly changeOf: (id: string) => OpportunityChange | undefined = () => undefined) {}

  /** Returns a row as VS Code paints it. Tooltips of opportunities are resolved when the pointer rests on them. */
  toTreeItem(row: Row, context: TreeItemContext): TreeItem {
    if (row.kind !== 'opportunity') return identified(row, build(row, context));
    const { today, zone, details } = context;
    const known = this.made.get(row);
    const { kind } = this.changeOf(row.item.Id ?? '') ?? {};
    if (known?.today === today && known.zone === zone && known.details === details && known.kind === kind)
      return known.item;
    if (!this.read || this.read.details !== details) this.read = { details, ...readRowFields(details) };
    const item = identified(
      row,
      opportunityItem(row, this.read.fields, kind, { t: l10n.t, locale: env.language, today, zone }),
    );
    this.made.set(row, { today, zone, details, kind, item });
    return item;
  }

  /** Returns the tooltip of a row whose tree item does not have its own. */
  tooltipOf(row: Row, deps: TooltipDeps): string | MarkdownString | undefined {
    return tooltipOf(row, deps, this.changeOf);
  }
}

function build(row: Exclude<Row, OpportunityRow>, { lists, sizeOf }: TreeItemContext): TreeItem {
  switch (row.kind) {
    case 'problem': {
      const item = active(leaf(remedyText(settingRemedy(row)), 'warning'));
      item.tooltip = problemText(row.problem);
      return item;
    }
    case 'stage':
      return stageItem(row, lists);
    case 'bucket':
      return bucketItem(row, sizeOf(row), lists);
    case 'other': {
      const item = new TreeItem(l10n.t('Other'), TreeItemCollapsibleState.Collapsed);
      item.description = numberText(lists.other.length);
      item.contextValue = 'other';
      item.tooltip = l10n.t('Opportunities whose lifecycle stage is missing, or not known to this version.');
      return item;
    }
    case 'range':
      return rangeItem(row, sizeOf(row.group));
    case 'more': {
      const item = row.stopped
        ? active(leaf(l10n.t('Continue Loading'), 'play'))
        : active(leaf(l10n.t('Load More'), 'fold-down'));
      item.description = row.stopped
        ? l10n.t('loading stopped, {0} loaded', numberText(row.loaded))
        : l10n.t('{0} loaded', numberText(row.loaded));
      item.contextValue = 'more';
      // The cost of Load All is added when VS Code asks for the tooltip.
      item.tooltip = undefined;
      return item;
    }
    case 'cut': {
      const item = active(leaf(l10n.t('Load More'), 'fold-down'));
      item.description = l10n.t('stopped at {0}, as requested', numberText(row.loaded));
      item.contextValue = 'cut';
      return item;
    }
    case 'loading': {
      const item = leaf(l10n.t('Loading…'), 'loading~spin');
      const loaded = lists.listOf(listKeyOf(row.list))?.items.length ?? 0;
      if (loaded > 0) item.description = l10n.t('{0} loaded', numberText(loaded));
      return item;
    }
    case 'failed':
      return withProfile(failedItem(row), lists);
    case 'remedy':
      return active(leaf(remedyText(row.remedy), remedyIcons[row.remedy.kind]));
    case 'notice': {
      const item = leaf(l10n.t('{0} could not be read', numberText(row.skipped + row.unreadable)), 'info');
      item.tooltip = [skippedText(row.skipped), unreadableText(row.unreadable)].filter(Boolean).join('\n');
      return item;
    }
    case 'empty':
      return leaf(emptyText(row, lists), 'circle-slash');
  }
}

function skippedText(skipped: number): string {
  if (skipped === 0) return '';
  return skipped === 1
    ? l10n.t('1 list entry was not an opportunity and is left out.')
    : l10n.t('{0} list entries were not opportunities and are left out.', numberText(skipped));
}

function unreadableText(unreadable: number): string {
  if (unreadable === 0) return '';
  return unreadable === 1
    ? l10n.t('1 field could not be read and is shown as missing.')
    : l10n.t('{0} fields could not be read and are shown as missing.', numberText(unreadable));
}

/** Returns the text for a list that was read to its end and shows no opportunities. */
function emptyText({ list }: Extract<Row, { kind: 'empty' }>, lists: OpportunityLists): string {
  const filtered = Object.keys(lists.query.filter).length > 0;
  if ((lists.listOf(listKeyOf(list))?.notices.skipped ?? 0) > 0) return l10n.t('No readable entries');
  if (list.kind === 'whole') return filtered ? l10n.t('No opportunities match the filter') : l10n.t('No opportunities');
  return filtered
    ? l10n.t('No opportunities in this stage match the filter')
    : l10n.t('No opportunities in this stage');
}

function leaf(label: string, icon: string): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  item.iconPath = new ThemeIcon(icon);
  item.tooltip = label;
  return item;
}

/**
 * Makes a click do what the row is for. The command has no arguments on purpose: VS Code keeps the arguments of an item
 * only until the item is made again, and a click at that moment would not find them and would do nothing.
 */
function active(item: TreeItem): TreeItem {
  item.command = { command: 'partnerCentral.activateRow' satisfies CommandId, title: l10n.t('Open') };
  return item;
}

function bucketItem({ value = '', grouping }: BucketRow, size: number, lists: OpportunityLists): TreeItem {
  const text = grouping === 'closeMonth' ? monthText(value, { locale: env.language }) : value;
  const label = inertText(text) || l10n.t('None');
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  // Every group may grow as long as the list continues.
  item.description = sizeText(size, lists.listOf('All')?.tail.kind === 'end');
  item.contextValue = 'bucket';
  return item;
}

function rangeItem({ index }: RangeRow, size: number): TreeItem {
  const start = index * rangeSize;
  const label = l10n.t('{0}–{1}', numberText(start + 1), numberText(Math.min(size, start + rangeSize)));
  // The first range stays expanded while a group grows beyond it, so that what a person looks at stays visible.
  const state = index === 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(label, state);
  item.contextValue = 'range';
  return item;
}

/** Adds to the tooltip whose failure it is: AWS may refuse one profile what it allows another. */
function withProfile(item: TreeItem, { query }: OpportunityLists): TreeItem {
  if (query.profile) item.tooltip = `${item.tooltip}\n${l10n.t('Profile: {0}', oneLine(query.profile))}`;
  return item;
}

function failedItem(row: FailedRow): TreeItem {
  const words = errorText(row.error);
  const item = leaf(row.of === 'page' ? words : l10n.t('Not refreshed: {0}', words), 'warning');
  item.iconPath = new ThemeIcon(row.waiting ? 'loading~spin' : 'warning', new ThemeColor('list.warningForeground'));
  if (row.waiting) item.description = l10n.t('waiting, trying again automatically');
  // A filter that cannot be sent is changed or cleared; to send it again changes nothing.
  item.contextValue = row.error.code === 'unsendableFilter' ? 'failed' : 'failed retry';
  // A text, not Markdown: what AWS said in it is neither a link nor an icon.
  item.tooltip = [words, ...failureNotes(row.error), requestIdLine(row.error)].filter(Boolean).join('\n');
  return item;
}

function opportunityItem(
  row: OpportunityRow,
  fields: readonly RowField[],
  change: OpportunityChange['kind'] | undefined,
  writing: Writing,
): TreeItem {
  const { item: summary } = row;
  const company = summary.Customer?.Account?.CompanyName;
  const label = inertText(company ?? '') || l10n.t('No company name');
  const item = active(new TreeItem(label, TreeItemCollapsibleState.None));
  const { overdueDays, actionRequired } = attentionOf(summary, writing.today);
  const details = rowDetails(summary, fields, writing);
  const words = details.length > 0 ? attentionWords(summary, writing) : [];
  item.description = inertText([...new Set([...details.map(({ shown }) => shown), ...words])].join(' · '));
  item.iconPath = statusIcon(summary);
  const status = summary.LifeCycle?.ReviewStatus;
  item.contextValue = contextValueOf(summary);
  // What others see as an icon or as a colour is said in words, whatever the row shows.
  const states = [changedText(change), status ?? l10n.t('no review status'), overdueText(summary, writing)];
  const said = new Set([label, ...states, ...details.map((detail) => detail.said)].filter(Boolean));
  item.accessibilityInformation = { label: inertText([...said].join(', '), 1_000) };
  const marks: readonly RowMark[] = [
    ...(actionRequired ? (['action'] as const) : []),
    ...(overdueDays === undefined ? [] : (['overdue'] as const)),
  ];
  const uri = rowUri(summary.Id, marks);
  if (uri) item.resourceUri = uri;
  return item;
}

const statusIcons: Readonly<Record<string, ThemeIcon>> = {
  'Pending Submission': new ThemeIcon('edit'),
  Submitted: new ThemeIcon('cloud-upload'),
  'In review': new ThemeIcon('eye'),
  Approved: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  Rejected: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  'Action Required': new ThemeIcon('bell-dot', new ThemeColor('list.warningForeground')),
};

function statusIcon(summary: OpportunitySummary): ThemeIcon {
  const status = summary.LifeCycle?.ReviewStatus;
  if (status === undefined) return new ThemeIcon('circle-outline');
  return Object.hasOwn(statusIcons, status) ? (statusIcons[status] ?? questionIcon) : questionIcon;
}

const questionIcon = new ThemeIcon('question');
