import { missingFromLoaded } from '../../lists/completeness';
import { type EmptyReason, whyEmpty } from '../../lists/emptyLists';
import { canLoadMore } from '../../lists/loadAll';
import type { OpportunityLists } from '../../lists/opportunityLists';
import type { ExchangeRates } from '../../model/exchangeRates';
import type { Grouping } from '../../model/grouping';
import { formatMoney, shortMoney } from '../../model/money';
import type { Writing } from '../../text/translate';
import { countChart, spendChart, tableOf } from './charts';
import { convertedFigures, currenciesOf, currencyFigures, currencyName, needsRates, ratesTexts } from './figures';
import { leftOutOf } from './leftOut';
import { type Line, monthLines, stageLines } from './lines';
import { type Breakdown, breakdowns, type Hint, type PipelineState } from './pipelineState';
import type { MonthSum, PipelineSums, StageSum } from './pipelineSums';

export interface PipelineViewInput {
  readonly lists: OpportunityLists;
  /** What the lines are. */
  readonly by: Breakdown;
  /** The sums over its loaded opportunities, for the stages that occur. */
  readonly stages: readonly StageSum[];
  /** The sums over the open ones of them, for the months that occur. */
  readonly months: readonly MonthSum[];
  /** What the tree's rows are grouped by. */
  readonly grouping: Grouping;
  /** The source of the opportunities and the filter, when either needs mentioning. */
  readonly limits: readonly string[];
  /** The rates that the person set, if there are any. */
  readonly rates?: ExchangeRates | undefined;
}

/**
 * Takes in the changes and prepares the formats of {@link pipelineState}: the first amount of a currency takes about a
 * millisecond, and there may be many. It works in steps, so that other work can run in between.
 */
export function* preparePipelineState(sums: PipelineSums, locale: string, base?: string): Generator<void, void> {
  yield* sums.catchUp();
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

/** Returns the content of the Pipeline view. */
export function pipelineState(input: PipelineViewInput, writing: Writing): Omit<PipelineState, 'place'> {
  const { lists, by, stages, months, grouping, limits, rates } = input;
  const { t, locale } = writing;
  const choices = breakdowns.map((one) => ({ by: one, label: breakdownText(one, writing) }));
  const base = {
    kind: 'pipeline',
    language: locale,
    words: { showTable: t('Show as Table'), showChart: t('Show as Chart'), breakdown: t('What the lines are') },
    by,
    choices,
    limits,
  } as const;
  const loaded = stages.reduce((sum, { count }) => sum + count, 0);
  if (loaded === 0) return { ...base, extent: nothing(lists, writing), rates: [], notes: [], charts: [] };

  const lines = by === 'stage' ? stageLines(lists, stages, grouping, writing) : monthLines(lists, months, writing);
  const all = [...lines.open, ...lines.apart];
  const currencies = currenciesOf(all);
  const converted = rates && needsRates(currencies, rates) ? rates : undefined;
  const figures = [
    ...(converted ? [convertedFigures(converted, all, writing)] : []),
    ...currencies.map((code) => currencyFigures(code, all, writing)),
  ];
  const extent = extentText(lists, loaded, writing);
  return {
    ...base,
    extent: { text: extent, ...(canLoadMore(lists) && { action: loadAllAction(writing) }) },
    ...(by === 'month' && { scope: scopeText(stages, writing) }),
    notes: [...notesOn(all, writing), ...(by === 'stage' && grouping !== 'stage' ? [groupByHint(writing)] : [])],
    rates: converted ? ratesTexts(all, converted, writing) : [],
    charts: [countChart(lines, writing), ...figures.map((one) => spendChart(one, lines, writing))],
    table: tableOf({ lines, figures, by, extent }, writing),
  };
}

/** Returns what the lines are. */
export function breakdownText(by: Breakdown, { t }: Pick<Writing, 't'>): string {
  return by === 'stage' ? t('By Stage') : t('By Month of Target Close');
}

/** Returns what a forecast is about, and what is loaded and not in it. */
function scopeText(stages: readonly StageSum[], { t, locale }: Writing): string {
  const unknown = stages.reduce(
    (sum, { stage, count }) => (stage === 'None' || stage === 'Unknown' ? sum + count : sum),
    0,
  );
  return unknown > 0
    ? t(
        'Open pipeline only, without Launched and Closed Lost. Not in it, because their stage is not known: {0}',
        unknown.toLocaleString(locale),
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
