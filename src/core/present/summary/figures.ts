import { convert, type ExchangeRates } from '../../model/exchangeRates';
import { formatMoney, type Money, shortMoney } from '../../model/money';
import { currencyName, type Sums } from '../../model/spendSums';
import { dayText } from '../../text/calendar';
import type { Writing } from '../../text/translate';
import { leftOutOf, leftOutText } from './leftOut';

/** A figure of some lines together. */
export interface Figure {
  readonly short: string;
  /** With every digit, and without anything around it. */
  readonly plain: string;
  /** In words, and with what it leaves out. */
  readonly exact: string;
  /** For the length of a bar. */
  readonly hundredths: bigint;
}

/** The lines of a page. */
export interface SummedLines {
  readonly open: readonly Sums[];
  readonly apart: readonly Sums[];
}

/** Reckons one sum of the expected monthly spend: of one currency, or of all that have a rate. */
interface Reckoning {
  readonly heading: string;
  readonly head: string;
  /** Returns the sum over these lines; undefined when nothing is in it. */
  readonly of: (lines: readonly Sums[]) => Figure | undefined;
  /** Returns what the sum over these lines leaves out and is reckoned with. */
  readonly remarksOn: (lines: readonly Sums[]) => readonly string[];
  readonly beside?: { readonly head: string; readonly of: (lines: readonly Sums[]) => string };
}

/** A sum of the expected monthly spend in all lines of a page. */
export interface SpendFigures {
  readonly heading: string;
  /** The heading of its column in a table. */
  readonly head: string;
  /** The sums of the lines of the open pipeline, each undefined when nothing is in it. */
  readonly open: readonly (Figure | undefined)[];
  /** Those of the other lines. */
  readonly apart: readonly (Figure | undefined)[];
  /** The sum of the open pipeline. */
  readonly total: Figure | undefined;
  readonly remarks: readonly string[];
  /** Another column of a table beside the sums, with its texts for the same lines. */
  readonly beside?: {
    readonly head: string;
    readonly open: readonly string[];
    readonly apart: readonly string[];
    readonly total: string;
  };
}

/** Returns the sums of a currency, and beside them what is left out of them when something is. */
export function currencyFigures(code: string, lines: SummedLines, writing: Writing): SpendFigures {
  return reckoned(currencyReckoning(code, [...lines.open, ...lines.apart], writing), lines);
}

/** Returns the sums of all currencies at the person's rates. They are rounded, and say so. */
export function convertedFigures(rates: ExchangeRates, lines: SummedLines, writing: Writing): SpendFigures {
  return reckoned(convertedReckoning(rates, [...lines.open, ...lines.apart], writing), lines);
}

function reckoned({ heading, head, of, remarksOn, beside }: Reckoning, { open, apart }: SummedLines): SpendFigures {
  const each = <T>(reckon: (lines: readonly Sums[]) => T) => ({
    open: open.map((line) => reckon([line])),
    apart: apart.map((line) => reckon([line])),
    total: reckon(open),
  });
  return {
    ...{ heading, head, remarks: remarksOn(open) },
    ...each(of),
    ...(beside && { beside: { head: beside.head, ...each(beside.of) } }),
  };
}

/** The most currencies that a sentence names. */
const mostNamed = 8;

function currencyReckoning(code: string, all: readonly Sums[], writing: Writing): Reckoning {
  const { t, locale } = writing;
  const currency = currencyName(code);
  const leftOut = (lines: readonly Sums[]) => leftOutText(leftOutOf(code, lines), writing);
  return {
    heading: t('Expected monthly spend, {0}', currency),
    head: t('Monthly, {0}', currency),
    of: (lines) => {
      const found = lines.flatMap(({ monthly }) => monthly.get(code) ?? []);
      if (found.length === 0) return undefined;
      const money = { currency, hundredths: found.reduce((sum, one) => sum + one.hundredths, 0n) };
      const exact = t('{0} a month', formatMoney(money, locale));
      const without = leftOut(lines);
      return figureOf(money, without ? t('{0}, left out: {1}', exact, without) : exact, locale);
    },
    remarksOn: (lines) => {
      const without = leftOut(lines);
      return without ? [t('Left out: {0}', without)] : [];
    },
    ...(all.some((line) => line.leftOut.has(code)) && {
      beside: { head: t('Left out, {0}', currency), of: (lines) => leftOut(lines) || '–' },
    }),
  };
}

function convertedReckoning(rates: ExchangeRates, all: readonly Sums[], writing: Writing): Reckoning {
  const { t, locale } = writing;
  const converted = (lines: readonly Sums[]) => convert(amountsOf(lines), rates);
  return {
    heading: t('Expected monthly spend at your rates, {0}', rates.base),
    head: t('At your rates, {0}', rates.base),
    of: (lines) => {
      const { money, without, any } = converted(lines);
      if (!any) return undefined;
      const exact = t('about {0} a month', formatMoney(money, locale));
      const { short, plain, hundredths } = figureOf(money, exact, locale);
      return {
        short: t('about {0}', short),
        plain: t('about {0}', plain),
        exact: without.length > 0 ? t('{0}, without {1}', exact, named(without)) : exact,
        hundredths,
      };
    },
    remarksOn: () => ratesTexts(all, rates, writing),
  };
}

/** Returns what sums at the person's rates are reckoned with, and what they leave out. */
export function ratesTexts(all: readonly Sums[], rates: ExchangeRates, writing: Writing): readonly string[] {
  const { t } = writing;
  const { base, date } = rates;
  const { without } = convert(amountsOf(all), rates);
  return [
    date === undefined
      ? t('Converted to {0} at the rates in your settings, which have no date, and rounded.', base)
      : t('Converted to {0} at the rates of {1} in your settings, and rounded.', base, dayText(date, writing)),
    ...(without.length > 0 ? [t('Not converted, because there is no rate: {0}', named(without))] : []),
  ];
}

/** Returns whether sums at the person's rates say more than those of the currencies by themselves. */
export function needsRates(currencies: readonly string[], { base, perBase }: ExchangeRates): boolean {
  return currencies.some((code) => code !== base && perBase.has(code));
}

function* amountsOf(lines: readonly Sums[]): Generator<Money> {
  for (const { monthly } of lines) {
    for (const [currency, { hundredths }] of monthly) yield { currency, hundredths };
  }
}

function named(codes: readonly string[]): string {
  const names = codes.slice(0, mostNamed).map(currencyName).join(', ');
  return codes.length > mostNamed ? `${names}, …` : names;
}

function figureOf(money: Money, exact: string, locale: string): Figure {
  const { hundredths } = money;
  return { short: shortMoney(money, locale), plain: formatMoney(money, locale), exact, hundredths };
}
