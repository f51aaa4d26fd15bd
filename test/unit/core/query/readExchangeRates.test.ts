import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readExchangeRates } from '../../../../src/core/query/readExchangeRates';

describe('the setting exchangeRates', () => {
  it('is rates with a base, and a date if there is one', () => {
    const { rates, problems } = readExchangeRates({ base: 'USD', date: '2026-11-01', EUR: 0.92, JPY: 150 });
    assert.deepEqual(problems, []);
    assert.deepEqual([rates?.base, rates?.date], ['USD', '2026-11-01']);
    assert.deepEqual(
      [...(rates?.perBase ?? [])],
      [
        ['USD', { digits: 1n, places: 0 }],
        ['EUR', { digits: 92n, places: 2 }],
        ['JPY', { digits: 150n, places: 0 }],
      ],
    );
    assert.deepEqual(readExchangeRates({ base: 'EUR', EUR: 1 }).problems, []);
  });

  it('is nothing, without a problem, where nobody wrote anything', () => {
    for (const value of [undefined, null, {}]) assert.deepEqual(readExchangeRates(value), { problems: [] });
  });

  for (const [what, value, expected] of [
    ['a text', 'USD', /^an object such as /],
    ['a list', ['USD'], /^an object such as /],
    ['no base', { EUR: 0.92 }, /^an object whose base is /],
    ['a base that is no code', { base: 'dollars', EUR: 0.92 }, /^an object whose base is /],
    ['a date alone', { date: '2026-11-01' }, /^an object whose base is /],
  ] as const) {
    it(`gives no rates for ${what}, and says what it must be`, () => {
      const { rates, problems } = readExchangeRates(value);
      assert.equal(rates, undefined);
      assert.deepEqual(
        problems.map(({ key, used }) => [key, used]),
        [['exchangeRates', 'no rates']],
      );
      assert.match(problems[0]?.expected ?? '', expected);
    });
  }

  it('uses the other rates where some are none, and names them', () => {
    const bad = { EUR: 0, GBP: -1, CHF: '1.1', NOK: null, usd: 1, JPY: 150 };
    const { rates, problems } = readExchangeRates({ base: 'USD', ...bad });
    assert.deepEqual([...(rates?.perBase.keys() ?? [])], ['USD', 'JPY']);
    assert.match(problems[0]?.expected ?? '', / for EUR, GBP, CHF, NOK, usd$/);
    assert.equal(problems[0]?.used, 'the other rates');
    const base = readExchangeRates({ base: 'USD', USD: 2 });
    assert.match(base.problems[0]?.expected ?? '', / for USD$/);
    assert.deepEqual(base.rates?.perBase.get('USD'), { digits: 1n, places: 0 });
  });

  it('uses the rates without a date that is none', () => {
    for (const date of ['2026-02-30', 'today', 20261101, '']) {
      const { rates, problems } = readExchangeRates({ base: 'USD', date, EUR: 0.9 });
      assert.deepEqual([rates?.date, rates?.perBase.size], [undefined, 2]);
      assert.equal(problems[0]?.used, 'the rates without a date');
    }
  });

  it('never throws, and never takes what is no positive number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.object(), fc.anything()), (value) => {
        const { rates } = readExchangeRates(value);
        for (const { digits } of rates?.perBase.values() ?? []) assert.ok(digits > 0n);
      }),
    );
    const hostile = JSON.parse('{"base":"USD","__proto__":{"EUR":1},"constructor":1}');
    assert.deepEqual([...(readExchangeRates(hostile).rates?.perBase.keys() ?? [])], ['USD']);
  });
});
