import { prefix } from '../../contributions';
import type { Remedy, SourceError } from '../../core/errors/sourceError';
import type { ListKey } from '../../core/lists/listKeys';
import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { Grouping } from '../../core/model/grouping';
import type { OpportunitySummary, Stage } from '../../core/model/opportunity';
import type { SettingProblem } from '../../core/query/settings';

/** The content of the tree as plain values. Only `toTreeItem` knows how a row looks. */
export type Row =
  | ProblemRow
  | GroupRow
  | RangeRow
  | OpportunityRow
  | { readonly kind: 'more'; readonly list: ListRow; readonly loaded: number; readonly stopped?: true }
  | { readonly kind: 'cut'; readonly list: ListRow; readonly loaded: number; readonly resumeToken: string }
  | { readonly kind: 'loading'; readonly list: ListRow }
  | FailedRow
  | { readonly kind: 'remedy'; readonly list: ListRow; readonly remedy: Remedy; readonly failed: FailedRow }
  | { readonly kind: 'notice'; readonly list: ListRow; readonly skipped: number; readonly unreadable: number }
  | { readonly kind: 'empty'; readonly list: ListRow };

/** A setting that cannot be used. */
export type ProblemRow = { readonly kind: 'problem'; readonly problem: SettingProblem };
/** A stage, which is a list of its own. */
export type StageRow = { readonly kind: 'stage'; readonly stage: Stage };
/** The single list under all groups. It has no row of its own. */
export type WholeRow = { readonly kind: 'whole' };
export type ListRow = StageRow | WholeRow;
/** A group of the loaded part of the single list. */
export type BucketRow = { readonly kind: 'bucket'; readonly grouping: Grouping; readonly value: string | undefined };
export type GroupRow = StageRow | BucketRow | { readonly kind: 'other' };

/**
 * A part of a group that is too large to be shown at once: the first thousand in the order of the list, the second
 * thousand, and so on.
 */
export interface RangeRow {
  readonly kind: 'range';
  readonly group: GroupRow;
  /** Starts at 0. */
  readonly index: number;
}

export interface OpportunityRow {
  readonly kind: 'opportunity';
  readonly group: GroupRow;
  /** The range that contains the row, if the group is divided. */
  readonly range?: RangeRow;
  readonly item: OpportunitySummary;
  /** Unique among the rows of the group: the id, or the position of an opportunity without an id. */
  readonly key: string;
}

export interface FailedRow {
  readonly kind: 'failed';
  readonly list: ListRow;
  readonly error: SourceError;
  /** A page that is missing at the end of the list, or a refresh that left the list unchanged. */
  readonly of: 'page' | 'refresh';
  /** True if it is retried automatically. */
  readonly waiting?: true;
}

/** Returns a remedy for a setting that cannot be used. */
export function settingRemedy({ problem }: ProblemRow): Remedy {
  return { kind: 'openSetting', key: `${prefix}.${problem.key}` };
}

/** Returns the key of the list that is shown there. */
export function listKeyOf(list: ListRow): ListKey {
  return list.kind === 'stage' ? list.stage : 'All';
}

/**
 * Returns the lists that rows stand for, without duplicates; if no row stands for a list, returns the lists that the
 * rows belong to.
 */
export function keysOf(rows: readonly Row[]): readonly ListKey[] {
  const lists = rows.filter((row) => row.kind === 'stage' || 'list' in row);
  const keys = (lists.length > 0 ? lists : rows).map(keyOf).filter((key) => key !== undefined);
  return [...new Set(keys)];
}

/** Returns the list that a row belongs to or stands for. */
export function keyOf(row: Row): ListKey | undefined {
  if (row.kind === 'stage') return row.stage;
  if (row.kind === 'opportunity' || row.kind === 'range')
    return row.group.kind === 'stage' ? row.group.stage : undefined;
  return 'list' in row ? listKeyOf(row.list) : undefined;
}

/** Returns the row above a row in the tree; undefined for rows at the top level. */
export function parentOf(row: Row): GroupRow | RangeRow | undefined {
  if (row.kind === 'opportunity') return row.range ?? row.group;
  if (row.kind === 'range') return row.group;
  return 'list' in row && row.list.kind === 'stage' ? row.list : undefined;
}

/**
 * Returns the id of a row in the tree. It is unique and stable, so that VS Code keeps what is expanded and selected.
 */
export function rowId(row: Row): string {
  switch (row.kind) {
    case 'problem':
      return `problem/${row.problem.key}`;
    case 'stage':
      return row.stage;
    case 'bucket':
      return `${row.grouping}:${row.value ?? ''}`;
    case 'other':
      return 'Other';
    // The word comes first, because a company may have any name, even one that looks like a suffix.
    case 'range':
      return `range ${row.index} ${rowId(row.group)}`;
    case 'opportunity':
      return `${rowId(row.group)}/${row.key}`;
    // Loading and Load More use the same id, so that the focus stays.
    case 'more':
    case 'cut':
    case 'loading':
      return `${listKeyOf(row.list)}/tail`;
    case 'failed':
      return `${listKeyOf(row.list)}/${row.of === 'page' ? 'tail' : 'refresh'}`;
    case 'remedy':
      return `${rowId(row.failed)}/${row.remedy.kind}`;
    case 'notice':
    case 'empty':
      return `${listKeyOf(row.list)}/${row.kind}`;
  }
}

/**
 * Returns the rows of a list: its opportunities, a failed refresh above them, and what is known about its end below
 * them.
 */
export function listRows(lists: OpportunityLists, list: ListRow, opportunities: readonly Row[]): readonly Row[] {
  const key = listKeyOf(list);
  const loadedList = lists.listOf(key);
  if (!loadedList) return [];
  const { tail, notices, items } = loadedList;
  const refreshError = lists.refreshError(key);
  const rows: Row[] = refreshError ? failedRows({ kind: 'failed', list, error: refreshError, of: 'refresh' }) : [];
  for (const row of opportunities) rows.push(row);
  if (notices.skipped + notices.unreadable > 0) rows.push({ kind: 'notice', list, ...notices });
  const { length: loaded } = items;
  if (tail.kind === 'more') rows.push({ kind: 'more', list, loaded, ...(tail.stopped && { stopped: true }) });
  if (tail.kind === 'cut') rows.push({ kind: 'cut', list, loaded, resumeToken: tail.resumeToken });
  if (tail.kind === 'loading' && !tail.waiting) rows.push({ kind: 'loading', list });
  if (tail.kind === 'loading' && tail.waiting) {
    const remedies = tail.waiting.remedies.filter(({ kind }) => kind === 'retry');
    rows.push(...failedRows({ kind: 'failed', list, error: tail.waiting, of: 'page', waiting: true }, remedies));
  }
  if (tail.kind === 'failed') rows.push(...failedRows({ kind: 'failed', list, error: tail.error, of: 'page' }));
  if (tail.kind === 'end' && loaded === 0) rows.push({ kind: 'empty', list });
  return rows;
}

/**
 * The maximum number of opportunities directly under one row: a person cannot tell the time that VS Code needs for them
 * from the time it needs for 100.
 */
export const rangeSize = 1_000;

/** Returns how many ranges a group of this size is divided into; 0 if it is not divided. */
export function rangeCount(size: number): number {
  return size > rangeSize ? Math.ceil(size / rangeSize) : 0;
}

/** Returns a row that says what happened, and below it a row for each remedy. */
export function failedRows(failed: FailedRow, remedies: readonly Remedy[] = failed.error.remedies): Row[] {
  const { list } = failed;
  return [failed, ...remedies.map((remedy): Row => ({ kind: 'remedy', list, remedy, failed }))];
}
