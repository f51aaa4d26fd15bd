import type { Spend } from '../../core/model/opportunity';
import type { Random, Weighted } from './random';
import type { WireRecord } from './wireRecord';

type Project = NonNullable<WireRecord['Project']>;

const deliveryModels = [
  'SaaS or PaaS',
  'BYOL or AMI',
  'Managed Services',
  'Professional Services',
  'Resell',
  'Other',
] as const;

const currencies: readonly Weighted<Spend['CurrencyCode']>[] = [
  ['USD', 60],
  ['EUR', 15],
  ['GBP', 6],
  ['JPY', 6],
  ['INR', 4],
  ['BRL', 3],
  ['AUD', 3],
  ['CHF', 2],
  ['KRW', 1],
];

/** By the code of a country: its currency, and how many units of it are about one dollar. Other countries use dollars. */
const currencyOf: Readonly<Record<string, readonly [currency: Spend['CurrencyCode'], unit: number]>> = {
  DE: ['EUR', 1],
  FR: ['EUR', 1],
  GB: ['GBP', 1],
  JP: ['JPY', 150],
  IN: ['INR', 80],
  BR: ['BRL', 5],
  AU: ['AUD', 1],
  CH: ['CHF', 1],
};

/** Returns how many units of a currency are about one dollar. */
export function unitOf(currency: Spend['CurrencyCode'] | null): number {
  return Object.values(currencyOf).find(([known]) => known === currency)?.[1] ?? 1;
}

/**
 * Returns a project with what its customer is expected to spend.
 * @param country The country of the customer, as a code.
 */
export function projectOf(
  index: number,
  country: string | null | undefined,
  random: Random,
  hostile: boolean,
): Project {
  const first = random.integer(0, deliveryModels.length - 1);
  const contract = random.chance(0.4);
  const spends = () => (hostile ? spendsOf(index, contract, random) : likelySpendsOf(country, contract, random));
  return {
    ...(random.chance(0.95) && { DeliveryModels: deliveryModels.slice(first, first + random.integer(1, 3)) }),
    ...(random.chance(0.93) && { ExpectedCustomerSpend: spends() }),
    // "Self" is accepted as a target company only together with a contract duration.
    ...(contract && {
      ExpectedContractDuration: { Term: 'Months', Value: String(random.integer(1, 5) * 12) } as const,
    }),
  };
}

function spendsOf(index: number, contract: boolean, random: Random): Spend[] {
  const entries = random.weighted([
    [0, 3],
    [1, 70],
    [2, 20],
    [4, 7],
  ]);
  return Array.from({ length: entries }, (_, entry): Spend => {
    const amount = anyAmount(index, random);
    const CurrencyCode = random.weighted(currencies);
    return spend(amount, CurrencyCode, contract && entry > 0, random);
  });
}

/** Returns one spend on AWS, and the partner's own where there is a contract, both in the currency of the country. */
function likelySpendsOf(country: string | null | undefined, contract: boolean, random: Random): Spend[] {
  const [CurrencyCode, unit] = currencyOf[country ?? ''] ?? ['USD', 1];
  const own = contract && random.chance(0.3);
  return (own ? [false, true] : [false]).map((self) => spend(likelyAmount(unit, random), CurrencyCode, self, random));
}

function spend(amount: string | undefined, CurrencyCode: Spend['CurrencyCode'], self: boolean, random: Random): Spend {
  return {
    ...(amount !== undefined && { Amount: amount }),
    CurrencyCode,
    Frequency: 'Monthly',
    TargetCompany: self ? 'Self' : 'AWS',
    ...(random.chance(0.1) && { EstimationUrl: `https://calculator.aws/#/estimate?id=${estimateId(random)}` }),
  };
}

/** Returns decimal text as the service writes it. One in 83 has more digits than a JavaScript number can represent. */
function anyAmount(index: number, random: Random): string | undefined {
  if (index % 83 === 12) return `1234567890123456789012345678901.${random.integer(10, 99)}`;
  if (index % 103 === 51) return undefined;
  if (index % 53 === 20) return '';
  const dollars = random.integer(1, 9) * random.pick([10, 100, 1000, 1000, 10_000, 25_000]) + random.integer(0, 99);
  return random.weighted([
    [`${dollars}.0`, 50],
    [String(dollars), 20],
    [`${dollars}.${random.integer(10, 99)}`, 25],
    ['0', 3],
    ['0.0', 2],
  ]);
}

/**
 * Returns an amount as a salesperson estimates it, mostly a round number.
 * @param unit How many units of the currency are about one dollar.
 */
export function likelyAmount(unit: number, random: Random): string {
  const round = random.integer(1, 9) * random.pick([500, 1000, 1000, 2500, 2500, 5000, 10_000, 25_000]) * unit;
  const exact = round + random.integer(1, 99) * 5 * unit;
  return random.weighted([
    [`${round}.0`, 50],
    [String(round), 25],
    [`${exact}.0`, 15],
    [unit > 5 ? String(exact) : `${exact}.${random.integer(10, 99)}`, 10],
  ]);
}

function estimateId(random: Random): string {
  return Array.from({ length: 40 }, () => random.integer(0, 15).toString(16)).join('');
}
