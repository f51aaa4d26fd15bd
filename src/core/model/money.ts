import { remembering } from '../runtime/remembering';
import type { OpportunitySummary } from './opportunity';

/** An amount in one currency, in hundredths. It is exact at any size: the API allows 31 digits before the point. */
export interface Money {
  readonly currency: string;
  readonly hundredths: bigint;
}

const amount = /^(\d{1,40})(?:\.(\d{0,2}))?$/;

/**
 * Returns the hundredths of a decimal text from the API; undefined for a text that is not an amount, such as an empty
 * one.
 */
export function parseAmount(text: string): bigint | undefined {
  const match = amount.exec(text);
  return match ? BigInt(match[1] + (match[2] ?? '').padEnd(2, '0')) : undefined;
}

/** Returns the amount as a program writes it: `10243.84`, `1000`. */
export function decimalAmount(hundredths: bigint): string {
  const rest = hundredths % 100n;
  return rest === 0n ? String(hundredths / 100n) : `${hundredths / 100n}.${String(rest).padStart(2, '0')}`;
}

/**
 * Returns the expected monthly spend of an opportunity: one sum for each currency, in the order of the list. Currencies
 * are never combined.
 */
export function monthlySpend(item: OpportunitySummary): readonly Money[] {
  const sums = new Map<string, bigint>();
  for (const { Amount: text, CurrencyCode: currency, Frequency: frequency } of item.Project?.ExpectedCustomerSpend ??
    []) {
    const hundredths = frequency === 'Monthly' && text !== undefined ? parseAmount(text) : undefined;
    if (hundredths === undefined || currency === undefined) continue;
    sums.set(currency, (sums.get(currency) ?? 0n) + hundredths);
  }
  return [...sums].map(([currency, hundredths]) => ({ currency, hundredths }));
}

/** Why no monthly sum includes an entry of the expected spend. */
export type LeftOutReason = 'notMonthly' | 'noAmount' | 'noCurrency';

/** An entry of the expected spend that no sum of {@link monthlySpend} includes. */
export interface LeftOutSpend {
  /** Empty if the entry has no currency. */
  readonly currency: string;
  readonly reason: LeftOutReason;
}

/** Returns the entries of the expected spend that no monthly sum includes, each with the first reason that applies. */
export function spendLeftOut(item: OpportunitySummary): readonly LeftOutSpend[] {
  const found: LeftOutSpend[] = [];
  for (const { Amount: text = '', CurrencyCode: currency = '', Frequency: frequency } of item.Project
    ?.ExpectedCustomerSpend ?? []) {
    if (currency === '') found.push({ currency, reason: 'noCurrency' });
    else if (frequency !== 'Monthly') found.push({ currency, reason: 'notMonthly' });
    else if (parseAmount(text) === undefined) found.push({ currency, reason: 'noAmount' });
  }
  return found;
}

/** Formats an amount for the locale and the currency of a key such as `en USD`. */
type Format = (key: string) => (text: `${number}`) => string;

/** More currencies, in one language, than any partner uses. */
const mostFormats = 500;

/**
 * Returns formats that are cached: creating one takes a hundred times as long as using it, and a tree has thousands of
 * rows.
 */
const formatBy = (options: Intl.NumberFormatOptions): Format =>
  remembering((key) => newFormat(key, options), mostFormats);

const exact = formatBy({ minimumFractionDigits: 2 });
const exactWhole = formatBy({ minimumFractionDigits: 0 });
const short = formatBy({ notation: 'compact', maximumSignificantDigits: 3 });
const shortest = formatBy({ notation: 'scientific', maximumSignificantDigits: 3 });
/** A thousand trillion, in hundredths: from here on, locales have no short names for the magnitude. */
const nameless = 10n ** 17n;

/** Returns the amount in the format of a locale, exact to the last digit: `$10,243.84`. */
export function formatMoney(money: Money, locale: string): string {
  return write(money, locale, money.hundredths % 100n === 0n ? exactWhole : exact);
}

/** Returns the rounded amount in few characters: `$10.2K`, `$1.23E30`. */
export function shortMoney(money: Money, locale: string): string {
  return write(money, locale, money.hundredths < nameless ? short : shortest);
}

function write({ currency, hundredths }: Money, locale: string, format: Format): string {
  const amount = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}` as `${number}`;
  return format(`${locale} ${currency}`)(amount);
}

function newFormat(key: string, options: Intl.NumberFormatOptions): (text: `${number}`) => string {
  // A locale never contains a space, but the currency code that a service sends may.
  const [locale, currency] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
  try {
    const { format } = new Intl.NumberFormat(locale, { ...options, style: 'currency', currency });
    return format;
  } catch {
    // It is not a currency code that the locale data supports.
    const { format } = new Intl.NumberFormat(locale, { ...options, maximumFractionDigits: 2 });
    return (text) => `${format(text)} ${currency}`;
  }
}
