import { type ExchangeRates, rateOf } from '../model/exchangeRates';
import { isRecord } from '../runtime/isRecord';
import { oneLine } from '../text/plainText';
import { isCalendarDate } from '../time/dates';
import type { SettingProblem } from './settings';

const currencyCode = /^[A-Z]{3}$/;

/** The most entries that a problem names. */
const mostNamed = 5;

/**
 * Reads the setting `exchangeRates`, which people write by hand. Each currency has its units for one unit of `base`; an
 * entry that is no rate is left out and named.
 */
export function readExchangeRates(value: unknown): {
  /** Undefined if no rate can be used. */
  readonly rates?: ExchangeRates;
  readonly problems: readonly SettingProblem[];
} {
  if (value === undefined || value === null) return { problems: [] };
  const problem = (expected: string, used: string): SettingProblem => ({ key: 'exchangeRates', expected, used });
  const noRates = 'no rates';
  if (!isRecord(value)) return { problems: [problem('an object such as {"base": "USD", "EUR": 0.92}', noRates)] };
  const { base, date, ...entries } = value;
  if (base === undefined && date === undefined && Object.keys(entries).length === 0) return { problems: [] };
  if (typeof base !== 'string' || !currencyCode.test(base)) {
    return { problems: [problem('an object whose base is a currency code, such as USD', noRates)] };
  }
  const problems: SettingProblem[] = [];
  const dated = typeof date === 'string' && isCalendarDate(date);
  if (!dated && date !== undefined) {
    problems.push(problem('an object whose date is a day, such as 2026-11-01', 'the rates without a date'));
  }
  const one = rateOf(1);
  const perBase = new Map(one && [[base, one]]);
  const bad: string[] = [];
  for (const [code, number] of Object.entries(entries)) {
    const rate = currencyCode.test(code) && (code !== base || number === 1) ? rateOf(number) : undefined;
    if (rate) perBase.set(code, rate);
    else bad.push(oneLine(code, 20));
  }
  if (bad.length > 0) {
    const names = bad.slice(0, mostNamed).join(', ') + (bad.length > mostNamed ? ', …' : '');
    const expected = `an object with currency codes and numbers above 0 (the base has 1), which is not so for ${names}`;
    problems.push(problem(expected, 'the other rates'));
  }
  return { rates: { base, ...(dated && { date }), perBase }, problems };
}
