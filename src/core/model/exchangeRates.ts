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

/** Returns amounts converted to the base currency and added up. */
export function convert(amounts: Iterable<Money>, { base, perBase }: ExchangeRates): Converted {
  const without = new Set<string>();
  // The exact sum as a fraction, so that only the end is rounded.
  let [over, under] = [0n, 1n];
  let any = false;
  for (const [currency, hundredths] of byCurrency(amounts)) {
    const rate = perBase.get(currency);
    if (!rate) without.add(currency);
    else {
      any = true;
      over = over * rate.digits + hundredths * 10n ** BigInt(rate.places) * under;
      under *= rate.digits;
    }
  }
  return { money: { currency: base, hundredths: (2n * over + under) / (2n * under) }, without: [...without], any };
}

function byCurrency(amounts: Iterable<Money>): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, hundredths } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + hundredths);
  return sums;
}
