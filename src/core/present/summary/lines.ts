import { knowsWithoutStage, moreExist } from '../../lists/completeness';
import type { ListKey } from '../../lists/listKeys';
import type { OpportunityLists } from '../../lists/opportunityLists';
import type { Grouping } from '../../model/grouping';
import { isStage, type Stage, stages } from '../../model/opportunity';
import type { Sums } from '../../model/spendSums';
import { monthText } from '../../text/calendar';
import type { Writing } from '../../text/translate';
import { type CloseMonth, compareMonths, lastMonth } from './closeMonth';
import type { PipelineIntent } from './pipelineIntents';
import { isOpen, type MonthSum, type StageSum, type SummedStage } from './pipelineSums';

/** How far the list that a line counts was read. */
export type Extent = 'unread' | 'more' | 'end';

/** A line of the view, even when none of its opportunities are loaded. */
export interface Line extends Sums {
  readonly label: string;
  readonly extent: Extent;
  readonly late?: true;
  readonly intent?: PipelineIntent;
}

/** What the view shows: the open pipeline, and what is not part of it. */
export interface Lines {
  readonly open: readonly Line[];
  readonly apart: readonly Line[];
  /** Whether more of the open pipeline may exist than is loaded. */
  readonly more: boolean;
}

const nothing: Sums = { count: 0, withoutSpend: 0, monthly: new Map(), leftOut: new Map() };

/** Returns the stages that the filter asks for, in lifecycle order, and any other loaded ones. */
export function stageLines(
  lists: OpportunityLists,
  sums: readonly StageSum[],
  grouping: Grouping,
  { t }: Pick<Writing, 't'>,
): Lines {
  const { LifeCycleStage: asked = [] } = lists.query.filter;
  const wanted = (stage: SummedStage) => isStage(stage) && (asked.length === 0 || asked.includes(stage));
  const shown = [...stages, 'None' as const, 'Unknown' as const].flatMap((stage) => {
    const sum = sums.find((one) => one.stage === stage);
    if (!sum && !wanted(stage)) return [];
    const { count, withoutSpend, monthly, leftOut } = sum ?? nothing;
    const intent = intentOf(stage, count, grouping, lists);
    const line: Line = {
      ...{ count, withoutSpend, monthly, leftOut },
      label: stageText(stage, t),
      extent: extentOf(stage, lists),
      ...(intent && { intent }),
    };
    return [{ stage, line }];
  });
  return {
    open: shown.flatMap(({ stage, line }) => (isOpen(stage) ? [line] : [])),
    apart: shown.flatMap(({ stage, line }) => (isOpen(stage) ? [] : [line])),
    more: moreOpen(lists),
  };
}

/** Returns the months of the open pipeline: what passed first, then as in the calendar. */
export function monthLines(lists: OpportunityLists, sums: readonly MonthSum[], writing: Writing): Lines {
  const more = moreOpen(lists);
  const open = [...sums]
    .sort((a, b) => compareMonths(a.month, b.month))
    .map(({ month, ...sum }): Line => {
      return {
        ...sum,
        label: closeMonthText(month, writing),
        extent: more ? 'more' : 'end',
        ...(month === 'passed' && { late: true }),
      };
    });
  return { open, apart: [], more };
}

function closeMonthText(month: CloseMonth, { t, locale, today }: Writing): string {
  switch (month) {
    case 'passed':
      return t('Date passed');
    case 'later':
      return t('After {0}', monthText(lastMonth(today), { locale }));
    case 'none':
      return t('Without a date');
    default:
      return monthText(month, { locale });
  }
}

/** Returns AWS's name of the stage, which is not translated, and how it ended. */
function stageText(stage: SummedStage, t: Writing['t']): string {
  switch (stage) {
    case 'Launched':
      return t('Won: {0}', stage);
    case 'Closed Lost':
      return t('Lost: {0}', stage);
    case 'None':
      return t('Without a stage');
    case 'Unknown':
      return t('Unknown stage');
    default:
      return stage;
  }
}

/** Returns whether lists that may have opportunities of the open pipeline continue. */
function moreOpen(lists: OpportunityLists): boolean {
  return lists.keys.some((key) => isOpenList(key) && lists.listOf(key)?.tail.kind !== 'end');
}

function isOpenList(key: ListKey): boolean {
  return key === 'All' || isOpen(key);
}

/** True if no other opportunity can exist whose stage is not known: no list of a stage has these, so they are looked for. */
export function knowsUnknown(lists: OpportunityLists): boolean {
  return !moreExist(lists) && knowsWithoutStage(lists);
}

function extentOf(stage: SummedStage, lists: OpportunityLists): Extent {
  const list = lists.listOf('All') ?? (isStage(stage) ? lists.listOf(stage) : undefined);
  if (!list) return knowsUnknown(lists) ? 'end' : 'more';
  if (list.tail.kind === 'end') return 'end';
  return list.pages === 0 ? 'unread' : 'more';
}

/** Returns an intent only for a stage that the tree can reveal. */
function intentOf(
  stage: SummedStage,
  count: number,
  grouping: Grouping,
  lists: OpportunityLists,
): PipelineIntent | undefined {
  if (grouping !== 'stage') return undefined;
  if (!isStage(stage)) return { type: 'reveal', stage: 'Other' };
  return count > 0 || lists.keys.includes(stage satisfies Stage) ? { type: 'reveal', stage } : undefined;
}
