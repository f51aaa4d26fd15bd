import { missingFromLoaded, moreExist } from '../../lists/completeness';
import { type EmptyReason, whyEmpty } from '../../lists/emptyLists';
import { canLoadMore } from '../../lists/loadAll';
import type { OpportunityLists } from '../../lists/opportunityLists';
import type { Grouping } from '../../model/grouping';
import { formatMoney, type Money, shortMoney } from '../../model/money';
import { isStage, stages } from '../../model/opportunity';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { leftOutOf, leftOutText } from './leftOut';
import type { PipelineIntent } from './pipelineIntents';
import type { Bar, Chart, Hint, PipelineState, PipelineTable } from './pipelineState';
import type { PipelineSums, StageOrOther, StageSum } from './pipelineSums';

export interface PipelineViewInput {
  readonly lists: OpportunityLists;
  /** The sums over its loaded opportunities, for the stages that occur. */
  readonly sums: readonly StageSum[];
  /** What the tree's rows are grouped by. */
  readonly grouping: Grouping;
  /** The source of the opportunities and the filter, when either needs mentioning. */
  readonly limits: readonly string[];
}

/** A stage in the view, even when none of its opportunities are loaded. */
interface StageLine extends StageSum {
  /** Shows how far its list was read. */
  readonly extent: 'unread' | 'more' | 'end';
}

/** An amount in a currency with an arbitrary code. */
interface Column {
  readonly code: string;
  readonly name: string;
}

/**
 * Takes in the changes and prepares the formats of {@link pipelineState}: the first amount of a currency takes about a
 * millisecond, and there may be many. It works in steps, so that other work can run in between.
 */
export function* preparePipelineState(sums: PipelineSums, locale: string): Generator<void, void> {
  yield* sums.catchUp();
  for (const { name: currency } of columnsOf(sums.stages)) {
    for (const write of [formatMoney, shortMoney]) {
      // Writes one amount of each kind with its own format: with and without a fraction, of common and of huge size.
      for (const hundredths of [1n, 100n, 10n ** 20n]) {
        write({ currency, hundredths }, locale);
        yield;
      }
    }
  }
}

/** Returns the content of the Pipeline view. */
export function pipelineState(input: PipelineViewInput, writing: Writing): PipelineState {
  const { lists, sums, grouping, limits } = input;
  const { t, locale } = writing;
  const base = {
    kind: 'pipeline',
    language: locale,
    words: { showTable: t('Show as Table'), showChart: t('Show as Chart') },
    limits,
  } as const;
  const loaded = sums.reduce((sum, { count }) => sum + count, 0);
  if (loaded === 0) return { ...base, extent: nothing(lists, writing), notes: [], charts: [] };

  const lines = linesOf(lists, sums);
  const goTo = (line: StageLine) => intentOf(line, grouping, lists);
  const columns = columnsOf(sums);
  const extent = extentText(lists, loaded, writing);
  const withoutSpend = sums.reduce((sum, line) => sum + line.withoutSpend, 0);
  const notes: Hint[] = [];
  if (withoutSpend > 0) {
    notes.push({ text: t('Without a monthly amount, and not in any sum: {0}', withoutSpend.toLocaleString(locale)) });
  }
  const { noCurrency = 0 } = leftOutOf('', sums);
  if (noCurrency > 0) {
    notes.push({ text: t('Spend without a currency, and not in any sum: {0}', noCurrency.toLocaleString(locale)) });
  }
  if (grouping !== 'stage') {
    const action = { label: t('Group By…'), intent: { type: 'groupBy' } } as const;
    notes.push({ text: t('Group by stage to go to a stage.'), action });
  }
  return {
    ...base,
    extent: { text: extent, ...(canLoadMore(lists) && { action: loadAllAction(writing) }) },
    notes,
    charts: [
      countChart(lines, loaded, moreExist(lists), goTo, writing),
      ...columns.map((column) => spendChart(column, lines, goTo, writing)),
    ],
    table: tableOf({ lines, columns, loaded, extent, more: moreExist(lists) }, goTo, writing),
  };
}

function loadAllAction({ t }: Writing) {
  return { label: t('Load All'), intent: { type: 'loadAll' } } as const;
}

/** Returns what to do when there is nothing to sum up. */
function nothing(lists: OpportunityLists, writing: Writing): Hint {
  const { t } = writing;
  const reason = whyEmpty(lists);
  if (reason) return { text: emptyText(reason, writing) };
  const text =
    lists.query.split === 'whole'
      ? t('Nothing is loaded yet. Open the Opportunities view, or load all.')
      : t('Nothing is loaded yet. Expand a stage in the Opportunities view, or load all.');
  return { text, action: loadAllAction(writing) };
}

function emptyText(reason: EmptyReason, { t }: Writing): string {
  switch (reason) {
    case 'nothingFound':
      return t('There are no opportunities.');
    case 'nothingInStages':
      return t('There are no opportunities in any stage.');
    case 'nothingInSandbox':
      return t('No opportunities were found in the Sandbox catalog.');
    case 'nothingFromToken':
      return t('There are no opportunities after the starting token.');
    case 'noMatch':
      return t('No opportunity matches the filter.');
    case 'noMatchInStages':
      return t('No opportunity in any stage matches the filter.');
    case 'noMatchFromToken':
      return t('No opportunity after the starting token matches the filter.');
  }
}

/** Returns how much is loaded, and how far that is known to be all. */
function extentText(lists: OpportunityLists, loaded: number, { t, locale }: Writing): string {
  const [reason] = missingFromLoaded(lists);
  const count = loaded.toLocaleString(locale);
  switch (reason) {
    case undefined:
      return t('{0} loaded, all of them', count);
    case 'withoutStage':
      return t('{0} loaded, all stages complete', count);
    case 'failedPage':
      return t('{0} loaded, a page could not be read', count);
    case 'unreadableEntries':
      return t('{0} loaded, AWS sent entries that cannot be read', count);
    case 'changedWhileRead':
      return t('{0} loaded, some may be missing: opportunities changed each time they were read', count);
    case 'notChecked':
      return t('{0} loaded; it was not checked whether any changed in the meantime', count);
    case 'beforeStartingToken':
      return t('{0} loaded, from a starting token to the end', count);
    default:
      return t('{0} loaded, more exist', count);
  }
}

/** Returns the stages that the filter asks for, in lifecycle order, and any other loaded ones. */
function linesOf(lists: OpportunityLists, sums: readonly StageSum[]): readonly StageLine[] {
  const { LifeCycleStage: asked = [] } = lists.query.filter;
  const wanted = (stage: StageOrOther) => isStage(stage) && (asked.length === 0 || asked.includes(stage));
  return [...stages, 'Other' as const].flatMap((stage) => {
    const sum = sums.find((one) => one.stage === stage);
    if (!sum && !wanted(stage)) return [];
    return [
      {
        stage,
        count: 0,
        withoutSpend: 0,
        monthly: new Map(),
        leftOut: new Map(),
        ...sum,
        extent: extentOf(stage, lists),
      },
    ];
  });
}

function extentOf(stage: StageOrOther, lists: OpportunityLists): StageLine['extent'] {
  const list = lists.listOf('All') ?? (stage === 'Other' ? undefined : lists.listOf(stage));
  if (!list) return moreExist(lists) ? 'more' : 'end';
  if (list.tail.kind === 'end') return 'end';
  return list.pages === 0 ? 'unread' : 'more';
}

/** Returns an intent only for a stage that the tree can reveal. */
function intentOf(
  { stage, count }: StageLine,
  grouping: Grouping,
  lists: OpportunityLists,
): PipelineIntent | undefined {
  const listed = isStage(stage) && lists.keys.includes(stage);
  return grouping === 'stage' && (count > 0 || listed) ? { type: 'reveal', stage } : undefined;
}

/** Returns the currencies, starting with those of most opportunities. Those with nothing in the sums come last. */
function columnsOf(sums: readonly StageSum[]): readonly Column[] {
  const uses = new Map<string, number>();
  for (const [code, { opportunities }] of sums.flatMap(({ monthly }) => [...monthly])) {
    uses.set(code, (uses.get(code) ?? 0) + opportunities);
  }
  for (const code of sums.flatMap(({ leftOut }) => [...leftOut.keys()])) {
    if (code !== '') uses.set(code, uses.get(code) ?? 0);
  }
  const ordered = [...uses].sort(([a, used], [b, usedToo]) => usedToo - used || a.localeCompare(b, 'en'));
  return ordered.map(([code]) => ({ code, name: oneLine(code, 12) || '?' }));
}

function countChart(
  lines: readonly StageLine[],
  loaded: number,
  more: boolean,
  goTo: (line: StageLine) => PipelineIntent | undefined,
  { t, locale }: Writing,
): Chart {
  const number = (count: number) => count.toLocaleString(locale);
  const most = Math.max(...lines.map(({ count }) => count));
  return {
    heading: t('Opportunities'),
    total: { short: atLeast(number(loaded), more), exact: loadedText(loaded, more ? 'more' : 'end', { t, locale }) },
    bars: lines.map((line): Bar => {
      const { stage, count, extent } = line;
      return {
        label: stageText(stage, t),
        short: countText(line, locale),
        exact: loadedText(count, extent, { t, locale }),
        share: count / most,
        ...withIntent(goTo(line)),
      };
    }),
  };
}

function loadedText(count: number, extent: StageLine['extent'], { t, locale }: Pick<Writing, 't' | 'locale'>): string {
  if (extent === 'unread' && count === 0) return t('not loaded');
  const number = count.toLocaleString(locale);
  return extent === 'end' ? t('{0} loaded', number) : t('{0} loaded, more exist', number);
}

/** Returns the count as in the tree, such as `100+` while there are more. */
function countText({ count, extent }: StageLine, locale: string): string {
  return extent === 'unread' && count === 0 ? '–' : atLeast(count.toLocaleString(locale), extent !== 'end');
}

function atLeast(number: string, more: boolean): string {
  return more ? `${number}+` : number;
}

function spendChart(
  { code, name: currency }: Column,
  lines: readonly StageLine[],
  goTo: (line: StageLine) => PipelineIntent | undefined,
  writing: Writing,
): Chart {
  const { t, locale } = writing;
  const found = lines.flatMap((line) => {
    const hundredths = line.monthly.get(code)?.hundredths;
    return hundredths === undefined ? [] : [{ line, hundredths }];
  });
  const most = found.reduce((max, { hundredths }) => (hundredths > max ? hundredths : max), 0n);
  const texts = (money: Money) => ({
    short: shortMoney(money, locale),
    exact: t('{0} a month', formatMoney(money, locale)),
  });
  const total = { currency, hundredths: found.reduce((sum, { hundredths }) => sum + hundredths, 0n) };
  const leftOut = leftOutText(leftOutOf(code, lines), writing);
  return {
    heading: t('Expected monthly spend, {0}', currency),
    total: found.length > 0 ? texts(total) : { short: '–', exact: t('no monthly amount') },
    ...(leftOut && { leftOut: t('Left out: {0}', leftOut) }),
    bars: found.map(({ line, hundredths }): Bar => {
      // Numbers are exact enough for a length, and distinguish almost nothing from nothing.
      const share = most === 0n ? 0 : Number(hundredths) / Number(most);
      const { short, exact } = texts({ currency, hundredths });
      const without = leftOutText(line.leftOut.get(code), writing);
      return {
        label: stageText(line.stage, t),
        short,
        exact: without ? t('{0}, left out: {1}', exact, without) : exact,
        share,
        ...withIntent(goTo(line)),
      };
    }),
  };
}

interface Figures {
  readonly lines: readonly StageLine[];
  readonly columns: readonly Column[];
  readonly loaded: number;
  readonly more: boolean;
  readonly extent: string;
}

function tableOf(
  { lines, columns, loaded, more, extent }: Figures,
  goTo: (line: StageLine) => PipelineIntent | undefined,
  writing: Writing,
): PipelineTable {
  const { t, locale } = writing;
  const spend = columns.flatMap((column) => spendColumns(column, lines, writing));
  return {
    caption: t('Opportunities by lifecycle stage: {0}', extent),
    columns: [t('Stage'), t('Count'), ...spend.map(({ head }) => head)],
    rows: lines.map((line) => ({
      cells: [stageText(line.stage, t), countText(line, locale), ...spend.map(({ cellOf }) => cellOf([line]))],
      ...withIntent(goTo(line)),
    })),
    totals: [t('Total'), atLeast(loaded.toLocaleString(locale), more), ...spend.map(({ cellOf }) => cellOf(lines))],
  };
}

interface SpendColumn {
  readonly head: string;
  /** Returns the totals of these stages together. */
  readonly cellOf: (lines: readonly StageLine[]) => string;
}

/** Returns the sums of a currency, and beside them what is left out of them when something is. */
function spendColumns({ code, name }: Column, all: readonly StageLine[], writing: Writing): readonly SpendColumn[] {
  const { t, locale } = writing;
  const sums = (lines: readonly StageLine[]) => {
    const found = lines.flatMap(({ monthly }) => monthly.get(code) ?? []);
    const hundredths = found.reduce((sum, one) => sum + one.hundredths, 0n);
    return found.length > 0 ? formatMoney({ currency: name, hundredths }, locale) : '–';
  };
  const leftOut = (lines: readonly StageLine[]) => leftOutText(leftOutOf(code, lines), writing) || '–';
  return [
    { head: t('Monthly, {0}', name), cellOf: sums },
    ...(all.some((line) => line.leftOut.has(code)) ? [{ head: t('Left out, {0}', name), cellOf: leftOut }] : []),
  ];
}

/** Returns AWS's name of the stage, which is not translated. */
function stageText(stage: StageOrOther, t: Writing['t']): string {
  return stage === 'Other' ? t('Other') : stage;
}

function withIntent(intent: PipelineIntent | undefined): { readonly intent?: PipelineIntent } {
  return intent ? { intent } : {};
}
