import { formatMoney, parseAmount } from '../../model/money';
import type { Spend } from '../../model/opportunity';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { toEstimateAddress } from '../../text/webAddress';

/** One entry of the expected customer spend, as text. */
export interface SpendRow {
  /** The source of the figure, `AWS` or `Self`, as received. Empty when AWS does not say. */
  readonly company: string;
  readonly companyMeaning?: string;
  /** Exact to the last digit, or as received when it is not an amount. */
  readonly amount: string;
  readonly frequency: string;
  /** The amount for twelve months, which is empty when the entry is not monthly. */
  readonly yearly: string;
  /** True when the AWS Pricing Calculator has an estimate for it. */
  readonly estimate: boolean;
}

/** The sum of the monthly entries in one currency. */
export interface SpendTotal {
  readonly currency: string;
  readonly monthly: string;
  readonly yearly: string;
}

export interface SpendTable {
  readonly rows: readonly SpendRow[];
  /** One for each currency, in list order; empty when they would only repeat a row. Currencies are never added together. */
  readonly totals: readonly SpendTotal[];
}

const companies: Readonly<Record<string, string>> = {
  AWS: 'What the customer is expected to spend on AWS.',
  Self: 'The value of the deal for the partner.',
};

/** Returns the entries of the expected customer spend, a line each. */
export function spendLines(spend: readonly Partial<Spend>[], writing: Writing): readonly string[] {
  return spendTable(spend, writing).rows.map(({ amount, company, frequency }) =>
    [amount, company, frequency].filter(Boolean).join(' · '),
  );
}

/** Returns the expected customer spend of an opportunity with every digit. */
export function spendTable(spend: readonly Partial<Spend>[], { t, locale }: Writing): SpendTable {
  const sums = new Map<string, { hundredths: bigint; entries: number }>();
  const rows = spend.map((entry): SpendRow => {
    const {
      Amount: text = '',
      CurrencyCode: currency = '',
      Frequency: frequency = '',
      TargetCompany: company = '',
    } = entry;
    const hundredths = parseAmount(text);
    const readable = hundredths !== undefined && currency !== '';
    const monthly = readable && (frequency as string) === 'Monthly';
    if (monthly) {
      const sum = sums.get(currency) ?? { hundredths: 0n, entries: 0 };
      sums.set(currency, { hundredths: sum.hundredths + hundredths, entries: sum.entries + 1 });
    }
    const meaning = Object.hasOwn(companies, company) ? companies[company] : undefined;
    return {
      company: oneLine(company, 80),
      ...(meaning && { companyMeaning: t(meaning) }),
      amount: readable ? formatMoney({ currency, hundredths }, locale) : oneLine(`${text} ${currency}`, 80),
      frequency: oneLine(frequency, 40),
      yearly: monthly ? formatMoney({ currency, hundredths: hundredths * 12n }, locale) : '',
      estimate: toEstimateAddress(entry.EstimationUrl ?? '') !== undefined,
    };
  });
  const totals = [...sums]
    .filter(([, { entries }]) => entries > 1 || sums.size > 1)
    .map(([currency, { hundredths }]) => ({
      currency,
      monthly: formatMoney({ currency, hundredths }, locale),
      yearly: formatMoney({ currency, hundredths: hundredths * 12n }, locale),
    }));
  return { rows, totals };
}
