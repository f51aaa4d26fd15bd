import assert from 'node:assert/strict';
import type { Spend } from '../../../../../src/core/model/opportunity';
import { spendTable } from '../../../../../src/core/present/detail/spendTable';
import { english } from '../../../../support/writing';

const usd = { CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;

describe('the table of expected customer spend', () => {
  it('is exact to the last of 31 digits, monthly and yearly', () => {
    const digits = '1234567890123456789012345678901.99';
    const { rows, totals } = spendTable([{ ...usd, Amount: digits }], english);
    assert.equal(rows[0]?.amount, '$1,234,567,890,123,456,789,012,345,678,901.99');
    assert.equal(rows[0]?.yearly, '$14,814,814,681,481,481,468,148,148,146,823.88');
    assert.deepEqual(totals, [], 'a total would only repeat the row');
  });

  it('has a total for each currency, never across', () => {
    const { totals } = spendTable(
      [
        { ...usd, Amount: '1' },
        { ...usd, Amount: '2.5', CurrencyCode: 'EUR' },
        { ...usd, Amount: '0.75' },
        { ...usd, Amount: '1000', Frequency: 'None' as 'Monthly', TargetCompany: 'Self' },
      ],
      english,
    );
    assert.deepEqual(totals, [
      { currency: 'USD', monthly: '$1.75', yearly: '$21' },
      { currency: 'EUR', monthly: '€2.50', yearly: '€30' },
    ]);
  });

  it('shows as it came what is no amount', () => {
    const odd: Partial<Spend>[] = [{ Amount: 'a lot', CurrencyCode: 'USD' }, { ...usd, Amount: '' }, {}];
    const { rows, totals } = spendTable(odd, english);
    assert.deepEqual(
      rows.map(({ amount, yearly }) => [amount, yearly]),
      [
        ['a lot USD', ''],
        ['USD', ''],
        ['', ''],
      ],
    );
    assert.deepEqual(totals, []);
  });
});
