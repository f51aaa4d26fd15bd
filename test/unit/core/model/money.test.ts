import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatMoney, monthlySpend, parseAmount, shortMoney } from '../../../../src/core/model/money';
import type { OpportunitySummary, Spend } from '../../../../src/core/model/opportunity';

function withSpend(...spend: Partial<Spend>[]): OpportunitySummary {
  const entries = spend.map((entry) => ({
    CurrencyCode: 'USD' as const,
    Frequency: 'Monthly' as const,
    TargetCompany: 'AWS',
    ...entry,
  }));
  return { Catalog: 'AWS', Project: { ExpectedCustomerSpend: entries } };
}

describe('money', () => {
  it('reads the amounts that the API knows', () => {
    assert.equal(parseAmount('531.0'), 53100n);
    assert.equal(parseAmount('0'), 0n);
    assert.equal(parseAmount('12.'), 1200n);
    assert.equal(parseAmount('1234567890123456789012345678901.99'), 123456789012345678901234567890199n);
    for (const text of ['', '-1', '1e5', '1,000', '1.234', 'NaN', ' 1'])
      assert.equal(parseAmount(text), undefined, text);
  });

  it('writes every digit of what it read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 33n }), (hundredths) => {
        const digits = formatMoney({ currency: 'USD', hundredths }, 'en').replace(/[^\d.]/g, '');
        assert.equal(parseAmount(digits), hundredths);
      }),
    );
  });

  it('adds up the months of one currency and never adds across', () => {
    const item = withSpend({ Amount: '0.10' }, { Amount: '5', CurrencyCode: 'EUR' }, { Amount: '0.20' });
    assert.deepEqual(monthlySpend(item), [
      { currency: 'USD', hundredths: 30n },
      { currency: 'EUR', hundredths: 500n },
    ]);
  });

  it('leaves out what is no monthly amount', () => {
    const once = { Frequency: 'None' as unknown as 'Monthly' };
    assert.deepEqual(monthlySpend(withSpend({ Amount: '5', ...once }, { Amount: '' }, {})), []);
    assert.deepEqual(monthlySpend({ Catalog: 'AWS' }), []);
  });

  it('writes amounts in the way of the locale, and unknown currencies by their code', () => {
    const amount = { currency: 'USD', hundredths: 1024384n };
    assert.equal(formatMoney(amount, 'en'), '$10,243.84');
    assert.equal(shortMoney(amount, 'en'), '$10.2K');
    assert.equal(formatMoney(amount, 'de'), '10.243,84\u00a0$');
    assert.equal(formatMoney({ ...amount, currency: '<b>' }, 'en'), '10,243.84 <b>');
    assert.equal(formatMoney({ currency: 'USD', hundredths: 500n }, 'en'), '$5');
    assert.equal(shortMoney({ currency: 'USD', hundredths: 99_900n * 10n ** 12n }, 'en'), '$999T');
    assert.equal(shortMoney({ currency: 'USD', hundredths: 123_456n * 10n ** 27n }, 'en'), '$1.23E30');
  });
});
