import type { LeftOut, Sums } from '../../model/spendSums';
import type { Writing } from '../../text/translate';

/** Returns what is left out of the sums of a currency in several lines together. */
export function leftOutOf(currency: string, sums: readonly Pick<Sums, 'leftOut'>[]): LeftOut {
  const total = (reason: keyof LeftOut) =>
    sums.reduce((count, { leftOut }) => count + (leftOut.get(currency)?.[reason] ?? 0), 0);
  return { notMonthly: total('notMonthly'), noAmount: total('noAmount'), noCurrency: total('noCurrency') };
}

/** Returns how many entries a sum leaves out and why, as `2 not monthly, 1 without an amount`; empty when none. */
export function leftOutText(leftOut: LeftOut | undefined, { t, locale }: Writing): string {
  const { notMonthly = 0, noAmount = 0, noCurrency = 0 } = leftOut ?? {};
  const number = (count: number) => count.toLocaleString(locale);
  return [
    ...(notMonthly > 0 ? [t('{0} not monthly', number(notMonthly))] : []),
    ...(noAmount > 0 ? [t('{0} without an amount', number(noAmount))] : []),
    ...(noCurrency > 0 ? [t('{0} without a currency', number(noCurrency))] : []),
  ].join(', ');
}
