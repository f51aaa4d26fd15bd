import type { Money } from './money';

/** Exchange rates that the person set. They are exact decimals, because amounts are. */
export interface ExchangeRates {
  /** The currency that amounts are converted to. */
  readonly base: string;
  /** The calendar date of the rates, `YYYY-MM-DD`, if the person gave one. */
  readonly date?: string;
  /** The units of each currency for one unit of the base, by currency code. The base itself is in it with 1. */
  readonly perBase: ReadonlyMap<string, Rate>;
}

/** A positive decimal: `digits` divided by ten to the power of `places`. */
export interface Rate {
  readonly digits: bigint;
  readonly places: number;
}

/** Amounts of several currencies in one. */
export interface Converted {
  /** The sum in the base currency. It is rounded once, half a hundredth up. */
  readonly money: Money;
  /** The currencies that have no rate, which are not in the sum. */
  readonly without: readonly string[];
  /** True if at least one amount is in the sum. */
  readonly any: boolean;
}

/** The decimal text of a positive number as JavaScript writes it: `0.92`, `150`, `1e-7`. */
const decimal = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Returns the rate that a number stands for, digit by digit as it is written; undefined for what is no rate. */
export function rateOf(value: unknown): Rate | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = decimal.exec(String(value)) ?? [];
  if (whole === '') return undefined;
  const digits = BigInt(whole + fraction);
  const places = fraction.length - Number(exponent);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

/** Enough digits behind the point for the sum of all quotients to be sure of its hundredths, but for a few rare sums. */
const guard = 10n ** 30n;

/** Returns amounts converted to the base currency and added up. */
export function convert(amounts: Iterable<Money>, { base, perBase }: ExchangeRates): Converted {
  const without: string[] = [];
  const parts: { readonly over: bigint; readonly under: bigint }[] = [];
  for (const [currency, hundredths] of byCurrency(amounts)) {
    const rate = perBase.get(currency);
    if (rate) parts.push({ over: hundredths * 10n ** BigInt(rate.places), under: rate.digits });
    else without.push(currency);
  }
  // Each quotient is cut off, so the sum is too small by less than one for each part.
  const low = parts.reduce((sum, { over, under }) => sum + (over * guard) / under, 0n);
  const [rounded, other] = [low, low + BigInt(parts.length)].map((sum) => (2n * sum + guard) / (2n * guard));
  const hundredths = rounded !== undefined && rounded === other ? rounded : roundedExactly(parts);
  return { money: { currency: base, hundredths }, without, any: parts.length > 0 };
}

/** Returns the rounded sum of fractions, by their common denominator: with many currencies it is a number of many digits. */
function roundedExactly(parts: readonly { readonly over: bigint; readonly under: bigint }[]): bigint {
  let [over, under] = [0n, 1n];
  for (const part of parts) {
    over = over * part.under + part.over * under;
    under *= part.under;
  }
  return (2n * over + under) / (2n * under);
}

function byCurrency(amounts: Iterable<Money>): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, hundredths } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + hundredths);
  return sums;
}
