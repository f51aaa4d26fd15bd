import { missingFromLoaded } from '../../lists/completeness';
import { type EmptyReason, whyEmpty } from '../../lists/emptyLists';
import { canLoadMore } from '../../lists/loadAll';
import type { OpportunityLists } from '../../lists/opportunityLists';
import type { ExchangeRates } from '../../model/exchangeRates';
import type { Grouping } from '../../model/grouping';
import { formatMoney, shortMoney } from '../../model/money';
import { currenciesOf, currencyName } from '../../model/spendSums';
import type { Writing } from '../../text/translate';
import { type Breakdown, breakdowns } from './breakdown';
import { atLeast, countChart, spendChart, tableOf } from './charts';
import { convertedFigures, currencyFigures, needsRates, ratesTexts, type SpendFigures } from './figures';
import { leftOutOf } from './leftOut';
import { knowsUnknown, type Line, type Lines, monthLines, stageLines } from './lines';
import type { Hint, PipelineState } from './pipelineState';
import type { PipelineSums, StageSum } from './pipelineSums';

/** What a page shows beside the sums. */
export interface PipelineFrame {
  /** What the tree's rows are grouped by. */
  readonly grouping: Grouping;
  /** The source of the opportunities and the filter, when either needs mentioning. */
  readonly limits: readonly string[];
  /** The rates that the person set, if there are any. */
  readonly rates: ExchangeRates | undefined;
}

/** Everything that a page shows but for where it is. */
export type PipelineContent = Omit<PipelineState, 'place'>;

/**
 * Returns the content of pages, one for each of `bys`, after it took in all changes of the lists. It works in steps, so that
 * other work can run in between: the first amount of a currency takes about a millisecond, and there may be many.
 */
export function* pipelineContents(
  sums: PipelineSums,
  bys: readonly Breakdown[],
  frame: PipelineFrame,
  writing: Writing,
): Generator<void, readonly PipelineContent[]> {
  yield* sums.catchUp();
  yield* prepareFormats(sums, frame.rates?.base, writing.locale);
  // What is said of the lists must be true of what is in the sums, so both are looked at in the same step.
  for (let steps = sums.catchUp(); !steps.next().done; steps = sums.catchUp()) {
    yield;
    yield* steps;
  }
  const parts = bys.map((by) => partsOf(sums, by, frame, writing));
  const contents: PipelineContent[] = [];
  for (const part of parts) contents.push(yield* contentOf(part, writing));
  return contents;
}

function* prepareFormats(sums: PipelineSums, base: string | undefined, locale: string): Generator<void, void> {
  const currencies = currenciesOf(sums.stages).map(currencyName);
  for (const currency of base === undefined ? currencies : [...currencies, base]) {
    for (const write of [formatMoney, shortMoney]) {
      // Writes one amount of each kind with its own format: with and without a fraction, of common and of huge size.
      for (const hundredths of [1n, 100n, 10n ** 20n]) {
        write({ currency, hundredths }, locale);
        yield;
      }
    }
  }
}

/** What is known of the lists and their sums at one moment. */
interface Parts {
  readonly content: PipelineContent;
  readonly by: Breakdown;
  readonly lines: Lines;
  readonly rates: ExchangeRates | undefined;
}

function partsOf(
  { lists, stages, months }: PipelineSums,
  by: Breakdown,
  { grouping, limits, rates }: PipelineFrame,
  writing: Writing,
): Parts {
  const { t, locale } = writing;
  const base = {
    kind: 'pipeline',
    language: locale,
    words: { showTable: t('Show as Table'), showChart: t('Show as Chart'), breakdown: t('What the lines are') },
    by,
    choices: breakdowns.map((one) => ({ by: one, label: breakdownText(one, writing) })),
    ...{ limits, rates: [], notes: [], charts: [] },
  } as const;
  const loaded = stages.reduce((sum, { count }) => sum + count, 0);
  if (loaded === 0) {
    const content = { ...base, extent: nothing(lists, writing) };
    return { content, by, lines: { open: [], apart: [], more: false }, rates };
  }
  const lines = by === 'stage' ? stageLines(lists, stages, grouping, writing) : monthLines(lists, months, writing);
  const text = extentText(lists, loaded, writing);
  const content: PipelineContent = {
    ...base,
    extent: { text, ...(canLoadMore(lists) && { action: loadAllAction(writing) }) },
    ...(by === 'month' && { scope: scopeText(lists, stages, writing) }),
    notes: [
      ...notesOn([...lines.open, ...lines.apart], writing),
      ...(by === 'stage' && grouping !== 'stage' ? [groupByHint(writing)] : []),
    ],
    charts: [countChart(lines, writing)],
  };
  return { content, by, lines, rates };
}

/** Adds the sums, a currency a step. */
function* contentOf({ content, by, lines, rates }: Parts, writing: Writing): Generator<void, PipelineContent> {
  if (content.charts.length === 0) return content;
  const all = [...lines.open, ...lines.apart];
  const currencies = currenciesOf(all);
  const figures: SpendFigures[] = [];
  const used = rates && needsRates(currencies, rates) ? rates : undefined;
  if (used) figures.push(convertedFigures(used, lines, writing));
  for (const code of currencies) {
    yield;
    figures.push(currencyFigures(code, lines, writing));
  }
  return {
    ...content,
    rates: used ? ratesTexts(all, used, writing) : [],
    charts: [...content.charts, ...figures.map((one) => spendChart(one, lines, writing))],
    table: tableOf({ lines, figures, by, extent: content.extent.text }, writing),
  };
}

/** Returns what the lines are. */
function breakdownText(by: Breakdown, { t }: Pick<Writing, 't'>): string {
  return by === 'stage' ? t('By Stage') : t('By Month of Target Close');
}

/** Returns what a forecast is about, and what is loaded and not in it. */
function scopeText(lists: OpportunityLists, stages: readonly StageSum[], { t, locale }: Writing): string {
  const unknown = stages.reduce(
    (sum, { stage, count }) => (stage === 'None' || stage === 'Unknown' ? sum + count : sum),
    0,
  );
  return unknown > 0
    ? t(
        'Open pipeline only, without Launched and Closed Lost. Not in it, because their stage is not known: {0}',
        atLeast(unknown.toLocaleString(locale), !knowsUnknown(lists)),
      )
    : t('Open pipeline only, without Launched and Closed Lost.');
}

/** Returns what is in no sum of these lines. */
function notesOn(lines: readonly Line[], { t, locale }: Writing): readonly Hint[] {
  const withoutSpend = lines.reduce((sum, line) => sum + line.withoutSpend, 0);
  const { noCurrency = 0 } = leftOutOf('', lines);
  const notes = [
    withoutSpend > 0 && t('Without a monthly amount, and not in any sum: {0}', withoutSpend.toLocaleString(locale)),
    noCurrency > 0 && t('Spend without a currency, and not in any sum: {0}', noCurrency.toLocaleString(locale)),
  ];
  return notes.flatMap((text) => (text === false ? [] : [{ text }]));
}

function groupByHint({ t }: Writing): Hint {
  const action = { label: t('Group By…'), intent: { type: 'groupBy' } } as const;
  return { text: t('Group by stage to go to a stage.'), action };
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
      return t('{0} loaded, which is all', count);
    case 'withoutStage':
      return t('{0} loaded, each stage to its end; opportunities without a stage were not looked for', count);
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
