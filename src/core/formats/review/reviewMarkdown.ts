import type { LeftOutReason } from '../../model/money';
import { formatMoney } from '../../model/money';
import type { OpportunitySummary } from '../../model/opportunity';
import { currencyName } from '../../model/spendSums';
import { literal } from '../../text/markdown';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { type DateShift, shiftFigures } from './closeDates';
import { idLines, type Named } from './idLines';
import type { Review } from './review';
import type { CurrencyChange, NotSummed, SpendShift } from './spendChanges';
import { compareStages, type Move, stageOf } from './stageChanges';

/** What the two lists of a review are called in the headings of its tables. */
export interface ReviewSides {
  readonly before: string;
  readonly after: string;
  readonly onlyBefore: string;
  readonly onlyAfter: string;
}

/** Opportunities that only one of the lists has, and what may be said of them. */
export interface OneSided {
  readonly label: string;
  readonly items: readonly OpportunitySummary[];
}

type Style = Pick<Writing, 't' | 'locale'>;

/** The review statuses that are named even where none of the opportunities reached them. */
const awaitedStatuses = ['Action Required', 'Approved', 'Rejected'];

/**
 * Yields the lines of a review as Markdown: what moved, with the ids, and the expected spend. Whatever the lists contain
 * shows as text.
 */
export function* reviewLines(
  review: Review,
  sides: ReviewSides,
  oneSided: readonly OneSided[],
  style: Style,
): Generator<string, void> {
  const { t } = style;
  yield* [`## ${t('Summary')}`, '', inBothText(review.inBoth, style), ''];
  yield* movesItem(t('Won (→ Launched)'), review.won, style);
  const lost = review.lost.map(({ reason, items }) => ({
    label: oneLine(reason) || t('No reason given'),
    items,
  }));
  yield* partedItem(t('Lost (→ Closed Lost)'), lost, style);
  yield* shiftItem(t('Target close date moved later'), review.closeDates.later, style);
  yield* shiftItem(t('Target close date moved earlier'), review.closeDates.earlier, style);
  yield* item(t('Target close date added'), review.closeDates.added, unnoted, style);
  yield* item(t('Target close date removed'), review.closeDates.removed, unnoted, style);
  for (const status of statusesIn(review)) {
    const moves = review.reviewStatuses.filter(({ to }) => to === status);
    yield* movesItem(t('Review status → {0}', oneLine(status) || t('none')), moves, style);
  }
  for (const { label, items } of oneSided) yield* partedItem(label, byStage(items, style), style);
  yield* stageLines(review, sides, style);
  yield* spendLines(review, sides, style);
}

function inBothText(count: number, { t, locale }: Style): string {
  return count === 1
    ? t('What moved is counted among the 1 opportunity that both lists have.')
    : t('What moved is counted among the {0} opportunities that both lists have.', count.toLocaleString(locale));
}

function statusesIn({ reviewStatuses }: Review): readonly string[] {
  return [...new Set([...awaitedStatuses, ...reviewStatuses.map(({ to }) => to)])];
}

function byStage(items: readonly OpportunitySummary[], { t }: Style): readonly Part[] {
  const stages = new Map<string, OpportunitySummary[]>();
  for (const item of items) {
    const own = stages.get(stageOf(item)) ?? [];
    stages.set(stageOf(item), own);
    own.push(item);
  }
  return [...stages]
    .sort(([a], [b]) => compareStages(a, b))
    .map(([stage, own]) => ({ label: stageText(stage, t), items: own }));
}

function stageText(stage: string, t: Writing['t']): string {
  return oneLine(stage) || t('Without a stage');
}

function unnoted(item: OpportunitySummary): Named {
  return { item };
}

/** Opportunities under a label of their own within a list item. */
interface Part {
  readonly label: string;
  readonly items: readonly OpportunitySummary[];
}

/** Yields how many there are and all of them. */
function* item<T>(
  label: string,
  all: readonly T[],
  named: (one: T) => Named,
  style: Style,
  indent = '',
): Generator<string, void> {
  if (all.length === 0) yield `${indent}- **${literal(label)}:** ${style.t('none')}`;
  else yield* idLines(`**${counted(label, all.length, style)}:**`, all, named, indent, style.t);
}

function* partedItem(label: string, parts: readonly Part[], style: Style): Generator<string, void> {
  const count = parts.reduce((sum, { items }) => sum + items.length, 0);
  if (count === 0) return yield* item(label, [], unnoted, style);
  yield `- **${counted(label, count, style)}:**`;
  for (const { label: own, items } of parts) yield* item(own, items, unnoted, style, '  ');
}

function* movesItem(label: string, moves: readonly Move[], style: Style): Generator<string, void> {
  const { t } = style;
  const parts = moves.map(({ from, items }) => ({
    label: from === '' ? t('From none') : t('From {0}', oneLine(from)),
    items,
  }));
  yield* partedItem(label, parts, style);
}

function* shiftItem(label: string, shifts: readonly DateShift[], style: Style): Generator<string, void> {
  const figures = shiftFigures(shifts);
  if (!figures) return yield* item(label, [], unnoted, style);
  const { t } = style;
  const { days, median, largest } = figures;
  const id = oneLine(largest.item.Id ?? '') || t('no ID');
  const words = t(
    '{0} in all, {1} at the median, {2} at most ({3}).',
    ...[days, median, largest.days].map((each) => daysText(each, style)),
    id,
  );
  const named = ({ item, days }: DateShift) => ({ item, note: daysText(days, style) });
  yield* idLines(`**${counted(label, shifts.length, style)}:** ${literal(words)}`, shifts, named, '', t);
}

function counted(label: string, count: number, { locale }: Style): string {
  return `${literal(label)} (${count.toLocaleString(locale)})`;
}

function daysText(days: number, { t, locale }: Style): string {
  return days === 1 ? t('1 day') : t('{0} days', days.toLocaleString(locale));
}

function* stageLines(review: Review, sides: ReviewSides, style: Style): Generator<string, void> {
  const { t, locale } = style;
  const { stages, moves } = review.stages;
  if (stages.length === 0) return;
  yield* ['', `### ${t('Stages')}`, ''];
  const { before, after, onlyBefore, onlyAfter } = sides;
  yield* table([t('Stage'), before, t('Entered'), onlyAfter, t('Left'), onlyBefore, after, t('Difference')]);
  for (const each of stages) {
    const counts = [each.before, each.entered, each.onlyAfter, each.left, each.onlyBefore, each.after];
    const net = (each.after - each.before).toLocaleString(locale, { signDisplay: 'exceptZero' });
    yield rowLine([stageText(each.stage, t), ...counts.map((count) => count.toLocaleString(locale)), net]);
  }
  yield '';
  if (moves.length === 0) yield `- ${t('None of those in both lists moved to another stage.')}`;
  for (const { from, to, items } of moves) {
    yield* item(t('{0} → {1}', stageText(from, t), stageText(to, t)), items, unnoted, style);
  }
}

function* spendLines({ spend }: Review, { before, after }: ReviewSides, style: Style): Generator<string, void> {
  const { t, locale } = style;
  yield* ['', `### ${t('Expected monthly spend')}`, ''];
  const changes = [
    ...spend.open.map((change) => ({ change, label: t('Open pipeline, {0}', currencyName(change.currency)) })),
    ...spend.all.map((change) => ({ change, label: t('All, {0}', currencyName(change.currency)) })),
  ];
  if (changes.length === 0) yield* [t('Nothing in either list has a monthly amount that can be read.'), ''];
  else {
    yield* table([t('Monthly'), before, after, t('Difference')]);
    for (const { label, change } of changes) yield rowLine([label, ...amountsOf(change, locale)]);
    yield '';
  }
  for (const { label, change } of changes) yield* differenceItem(label, change, style);
  yield* notSummedItems(before, spend.notSummed.before, style);
  yield* notSummedItems(after, spend.notSummed.after, style);
}

function amountsOf({ currency, before, after }: CurrencyChange, locale: string): readonly string[] {
  const amount = (hundredths: bigint) => formatMoney({ currency: currencyName(currency), hundredths }, locale);
  return [amount(before), amount(after), signedMoney(currency, after - before, locale)];
}

/** Returns a difference exactly, with its sign. */
function signedMoney(currency: string, hundredths: bigint, locale: string): string {
  const sign = hundredths < 0n ? '-' : hundredths > 0n ? '+' : '';
  const amount = { currency: currencyName(currency), hundredths: hundredths < 0n ? -hundredths : hundredths };
  return `${sign}${formatMoney(amount, locale)}`;
}

function* differenceItem(label: string, { currency, shifts }: CurrencyChange, style: Style): Generator<string, void> {
  const { t, locale } = style;
  const named = ({ item, hundredths }: SpendShift) => ({ item, note: signedMoney(currency, hundredths, locale) });
  yield* item(t('{0}, what makes the difference', label), shifts, named, style);
}

function* notSummedItems(
  side: string,
  { withoutSpend, withEntriesLeftOut, entries }: NotSummed,
  style: Style,
): Generator<string, void> {
  const { t } = style;
  if (withEntriesLeftOut.length > 0) {
    const label = counted(t('{0}, with entries in no sum', side), withEntriesLeftOut.length, style);
    const words = literal(`${leftOutText(entries, style)}.`);
    yield* idLines(`**${label}:** ${words}`, withEntriesLeftOut, unnoted, '', t);
  }
  yield* item(t('{0}, without a monthly amount that can be read', side), withoutSpend, unnoted, style);
}

/** Returns how many entries are in no sum, and why. */
function leftOutText({ notMonthly, noAmount, noCurrency }: Record<LeftOutReason, number>, style: Style): string {
  const { t, locale } = style;
  return [
    ...(notMonthly > 0 ? [t('{0} not monthly', notMonthly.toLocaleString(locale))] : []),
    ...(noAmount > 0 ? [t('{0} whose amount is missing or cannot be read', noAmount.toLocaleString(locale))] : []),
    ...(noCurrency > 0 ? [t('{0} without a currency', noCurrency.toLocaleString(locale))] : []),
  ].join(', ');
}

function table(columns: readonly string[]): readonly string[] {
  return [rowLine(columns), rowLine(columns.map((_, n) => (n === 0 ? '---' : '---:')))];
}

function rowLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => literal(oneLine(cell))).join(' | ')} |`;
}
