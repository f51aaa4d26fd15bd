import type { Random } from './random';

const categories = ['MAP', 'Modernization - Containers', 'Modernization - Data', 'Modernization - Serverless'];

const savings = [
  'Commit to a Compute Savings Plan for one year.',
  'Move to Graviton instances.',
  'Use S3 Intelligent-Tiering for data that is rarely read.',
  'Stop the test environment at night and on weekends.',
];

/** Returns what one side expects the products to cost a month. The amounts of the products add up to the totals. */
export function spendInsights(random: Random, productCodes: readonly string[], currency: 'USD' | 'EUR') {
  const products = productCodes.map((ProductCode) => {
    const cents = random.integer(1000, 5_000_000);
    const optimizations = random.several(savings, random.integer(0, 2)).map((Description) => ({
      Description,
      savedCents: random.integer(0, Math.floor(cents / 4)),
    }));
    const savedCents = sum(optimizations.map((each) => each.savedCents));
    return {
      ProductCode,
      categories: random.several(categories, random.integer(0, 2)),
      cents,
      savedCents,
      optimizations,
    };
  });
  const total = sum(products.map(({ cents }) => cents));
  const saved = sum(products.map(({ savedCents }) => savedCents));
  const byCategory = categories
    .map((category) => ({ category, members: products.filter((each) => each.categories.includes(category)) }))
    .filter(({ members }) => members.length > 0)
    .map(({ category, members }) => [category, amount(sum(members.map(({ cents }) => cents)))] as const);
  return {
    CurrencyCode: currency,
    Frequency: 'Monthly' as const,
    TotalAmount: amount(total),
    ...(random.chance(0.9) && {
      TotalOptimizedAmount: amount(total - saved),
      TotalPotentialSavingsAmount: amount(saved),
    }),
    TotalAmountByCategory: Object.fromEntries(byCategory),
    AwsProducts: products.map(({ ProductCode, cents, savedCents, optimizations, ...product }) => ({
      ProductCode,
      ...(random.chance(0.7) && { ServiceCode: ProductCode.replace(/^(AWS|Amazon)/, '').toLowerCase() }),
      Categories: product.categories,
      Amount: amount(cents),
      ...(savedCents > 0 && {
        OptimizedAmount: amount(cents - savedCents),
        PotentialSavingsAmount: amount(savedCents),
      }),
      Optimizations: optimizations.map((each) => ({
        Description: each.Description,
        SavingsAmount: amount(each.savedCents),
      })),
    })),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function amount(cents: number): string {
  return (cents / 100).toFixed(2);
}
