import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convert, type ExchangeRates, type Rate, rateOf } from '../../../../src/core/model/exchangeRates';
import type { Money } from '../../../../src/core/model/money';

const rates = (entries: Readonly<Record<string, number>>, base = 'USD'): ExchangeRates => ({
  base,
  perBase: new Map(
    Object.entries({ [base]: 1, ...entries }).flatMap(([code, number]) => {
      const rate = rateOf(number);
      return rate ? [[code, rate] as const] : [];
    }),
  ),
});

/** The same by long division: whole units first, then digit by digit, and one digit more to round by. */
function slowly(amounts: readonly Money[], { perBase }: ExchangeRates): bigint {
  const known = amounts.flatMap(({ currency, hundredths }) => {
    const rate = perBase.get(currency);
    return rate ? [{ hundredths, rate }] : [];
  });
  // Everything over one denominator: the product of all rates.
  const under = known.reduce((product, { rate }) => product * rate.digits, 1n);
  const over = known.reduce(
    (sum, { hundredths, rate }) => sum + (hundredths * 10n ** BigInt(rate.places) * under) / rate.digits,
    0n,
  );
  let [quotient, rest] = [0n, over];
  for (let power = BigInt(String(over / under).length); power >= 0n; power--) {
    const step = under * 10n ** power;
    let digit = 0n;
    while (rest >= step) {
      rest -= step;
      digit += 1n;
    }
    quotient += digit * 10n ** power;
  }
  return rest * 2n >= under ? quotient + 1n : quotient;
}

describe('an exchange rate', () => {
  it('is the number that a person wrote, to the last digit', () => {
    const written: [number, Rate][] = [
      [1, { digits: 1n, places: 0 }],
      [0.92, { digits: 92n, places: 2 }],
      [150.25, { digits: 15025n, places: 2 }],
      [1e-7, { digits: 1n, places: 7 }],
      [1.5e-9, { digits: 15n, places: 10 }],
      [2.5e21, { digits: 25n * 10n ** 20n, places: 0 }],
    ];
    for (const [number, rate] of written) assert.deepEqual(rateOf(number), rate, String(number));
  });

  it('is nothing but a number above nought', () => {
    for (const value of [0, -1, -0, Number.NaN, Number.POSITIVE_INFINITY, '0.92', null, undefined, {}, [1], true, 1n]) {
      assert.equal(rateOf(value), undefined, String(value));
    }
  });
});

describe('amounts at the person’s rates', () => {
  const usd = (hundredths: bigint): Money => ({ currency: 'USD', hundredths });

  it('are rounded once, at the end, half a hundredth up', () => {
    const { money } = convert(
      [
        { currency: 'EUR', hundredths: 1n },
        { currency: 'CHF', hundredths: 1n },
      ],
      rates({ EUR: 4, CHF: 4 }),
    );
    assert.deepEqual(money, usd(1n), 'a quarter and a quarter are a half');
    assert.deepEqual(convert([{ currency: 'EUR', hundredths: 1n }], rates({ EUR: 4 })).money, usd(0n));
    assert.deepEqual(convert([{ currency: 'JPY', hundredths: 15_000n }], rates({ JPY: 150 })).money, usd(100n));
  });

  it('are rounded right where the quotients have no end, and only together come to a half', () => {
    const amounts = ['EUR', 'CHF'].map((currency) => ({ currency, hundredths: 1n }));
    assert.deepEqual(convert(amounts, rates({ EUR: 3, CHF: 6 })).money, usd(1n), 'a third and a sixth are a half');
  });

  it('are exact where floating point is not', () => {
    const huge = 999_999_999_999_999_999_999_999_999_999_999n;
    assert.deepEqual(convert([usd(huge)], rates({})).money, usd(huge));
    assert.deepEqual(convert([{ currency: 'EUR', hundredths: 30n }], rates({ EUR: 0.1 })).money, usd(300n));
  });

  it('name the currencies without a rate, each once, and say whether anything is in the sum', () => {
    const amounts = ['GBP', 'USD', 'GBP', '__proto__', 'constructor'].map((currency) => ({ currency, hundredths: 5n }));
    const { money, without, any } = convert(amounts, rates({ EUR: 1 }));
    assert.deepEqual([money, without, any], [usd(5n), ['GBP', '__proto__', 'constructor'], true]);
    assert.deepEqual(convert([{ currency: 'GBP', hundredths: 5n }], rates({})), {
      ...{ money: usd(0n), without: ['GBP'], any: false },
    });
  });

  it('are what a slow and exact division gives, whatever the amounts and the rates', () => {
    const codes = ['USD', 'EUR', 'JPY', 'GBP', 'KWD', 'none'] as const;
    const amount = fc.record({
      currency: fc.constantFrom(...codes),
      hundredths: fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 5n }), fc.bigInt({ min: 0n, max: 10n ** 33n })),
    });
    const number = fc.oneof(
      fc.constantFrom(0.92, 150, 0.3, 3, 1e-7, 7e20, 1.1, 5e-324, 1.7976931348623157e308),
      fc.double({ min: 1e-9, max: 1e9, noNaN: true }).filter((value) => value > 0),
    );
    const setting = fc.record({ EUR: number, JPY: number, GBP: number, KWD: number });
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 12 }), setting, (amounts, entries) => {
        const set = rates(entries);
        const { money, without } = convert(amounts, set);
        assert.equal(money.hundredths, slowly(amounts, set));
        assert.deepEqual(without, amounts.some(({ currency }) => currency === 'none') ? ['none'] : []);
      }),
    );
  });
});
