import { oneLine } from '../text/plainText';
import { type LeftOutReason, type LeftOutSpend, type Money, monthlySpend, spendLeftOut } from './money';
import type { OpportunitySummary } from './opportunity';

/** The sums over some opportunities. */
export interface Sums {
  readonly count: number;
  /** The number of opportunities that are in no sum because they have no monthly amount. */
  readonly withoutSpend: number;
  /** The expected monthly spend by currency code as received from AWS. Currencies are never added together. */
  readonly monthly: ReadonlyMap<string, SpendSum>;
  /** How many entries of the expected spend these sums leave out, by currency code (`''` when missing) and reason. */
  readonly leftOut: ReadonlyMap<string, LeftOut>;
}

/** The number of entries left out of a sum, by reason. Reasons that apply to none are absent. */
export type LeftOut = Partial<Readonly<Record<LeftOutReason, number>>>;

export interface SpendSum {
  readonly hundredths: bigint;
  /** The number of opportunities in the sum. */
  readonly opportunities: number;
}

/** The expected spend of one opportunity: what sums include of it, and what they do not. */
export interface ItemSpend {
  readonly spend: readonly Money[];
  readonly leftOut: readonly LeftOutSpend[];
}

export function spendOf(item: OpportunitySummary): ItemSpend {
  return { spend: monthlySpend(item).filter(({ currency }) => currency !== ''), leftOut: spendLeftOut(item) };
}

/** Sums that opportunities are added to, and taken from. */
export class RunningSums implements Sums {
  count = 0;
  withoutSpend = 0;
  readonly monthly = new Map<string, SpendSum>();
  readonly leftOut = new Map<string, LeftOut>();

  add({ spend, leftOut }: ItemSpend, sign: 1 | -1 = 1): void {
    this.count += sign;
    if (spend.length === 0) this.withoutSpend += sign;
    for (const { currency, hundredths } of spend) {
      const before = this.monthly.get(currency) ?? { hundredths: 0n, opportunities: 0 };
      const opportunities = before.opportunities + sign;
      const after = { hundredths: before.hundredths + BigInt(sign) * hundredths, opportunities };
      if (opportunities > 0) this.monthly.set(currency, after);
      else this.monthly.delete(currency);
    }
    for (const { currency, reason } of leftOut) {
      const { [reason]: before = 0, ...others } = this.leftOut.get(currency) ?? {};
      const after = { ...others, ...(before + sign > 0 && { [reason]: before + sign }) };
      if (Object.keys(after).length > 0) this.leftOut.set(currency, after);
      else this.leftOut.delete(currency);
    }
  }

  /** Returns the sums by now. */
  copy(): Sums {
    const { count, withoutSpend, monthly, leftOut } = this;
    return { count, withoutSpend, monthly: new Map(monthly), leftOut: new Map(leftOut) };
  }
}

/** Returns the currencies, starting with those of most opportunities. Those with nothing in the sums come last. */
export function currenciesOf(sums: readonly Sums[]): readonly string[] {
  const uses = new Map<string, number>();
  for (const [code, { opportunities }] of sums.flatMap(({ monthly }) => [...monthly])) {
    uses.set(code, (uses.get(code) ?? 0) + opportunities);
  }
  for (const code of sums.flatMap(({ leftOut }) => [...leftOut.keys()])) {
    if (code !== '') uses.set(code, uses.get(code) ?? 0);
  }
  const ordered = [...uses].sort(([a, used], [b, usedToo]) => usedToo - used || a.localeCompare(b, 'en'));
  return ordered.map(([code]) => code);
}

/** Returns the code of a currency, which may be any text, for one line. */
export function currencyName(code: string): string {
  return oneLine(code, 12) || '?';
}
