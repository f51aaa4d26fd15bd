import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimalAmount } from '../../../../src/core/model/money';
import { type AmountRange, isWithin, readRange } from '../../../../src/core/query/amountWords';
import { readFindWords } from '../../../../src/core/query/findWords';
import { fold } from '../../../../src/core/text/fold';
import { anyCharacter } from '../../../support/anyCharacter';

const today = '2026-11-28';
const read = (query: string) => readFindWords(query, today, 'de');
/** Writes a range in short: `>50000 EUR`. */
const short = ({ from, to, currency }: AmountRange) =>
  [
    from && `${from.included ? '>=' : '>'}${decimalAmount(from.hundredths)}`,
    to && `${to.included ? '<=' : '<'}${decimalAmount(to.hundredths)}`,
    currency,
  ]
    .filter(Boolean)
    .join(' ');
const amountsOf = (query: string) => read(query).amounts.map(({ is, orWords }) => short(is) + (orWords ? ' ?' : ''));

describe('the words of a search', () => {
  it('state amounts, exact and in any way of writing them', () => {
    for (const [query, expected] of [
      ['>50k', '>50000'],
      ['>=50,000', '>=50000'],
      ['>= 50.000', '>=50000'],
      ['<1m', '<1000000'],
      ['≤ 1.5m', '<=1500000'],
      ['<1,5m', '<1500000'],
      ['=10243.84', '>=10243.84 <=10243.84'],
      ['>1’234,50', '>1234.50'],
      ['>1.234.567,89', '>1234567.89'],
      ['>12,34,567', '>1234567'],
      ['>50k eur', '>50000 EUR'],
      ['>€50k', '>50000 EUR'],
      ['>50k$', '>50000 USD'],
      ['>USD50k', '>50000 USD'],
      ['50000-80000 EUR', '>=50000 <=80000 EUR'],
      ['50k..80k usd', '>=50000 <=80000 USD'],
      ['50–80k', '>=50000 <=80000'],
      ['50k..', '>=50000'],
      ['..80k', '<=80000'],
      ['above 50,000', '>50000'],
      ['under 2m gbp', '<2000000 GBP'],
      ['50000-80000', '>=50000 <=80000 ?'],
      ['..7', '<=7 ?'],
      ['..7 usd', '<=7 USD'],
      ['>1234567890123456789012345678901', '>1234567890123456789012345678901'],
    ]) {
      assert.deepEqual(amountsOf(query ?? ''), [expected], query);
      assert.deepEqual(read(query ?? '').words, [], query);
    }
  });

  it('stay ordinary words if they state no amount', () => {
    for (const query of [
      ...['10,243', '50k', '2026-11', '80000-50000', '1-2-3', '>', '> x', '>0.001', '>1.2.3', 'under 30', 'over there'],
      ...['a..b', '..', '>50xyzq', '50eur-80usd', '>5k€£', `>${'9'.repeat(60)}`, '-5', 'o1234567', '<b>'],
    ]) {
      assert.deepEqual([amountsOf(query), read(query).words], [[], query.split(' ').map(fold)], query);
    }
    assert.deepEqual(amountsOf('>50k all'), ['>50000'], 'a word that is a currency in capitals alone');
    assert.deepEqual(read('>50k all').words, ['all']);
    assert.deepEqual(amountsOf('>50k ALL'), ['>50000 ALL']);
  });

  it('state close dates, in the person’s own calendar', () => {
    for (const [query, from, to] of [
      ['closing this month', '2026-11-01', '2026-11-30'],
      ['Closes THIS month', '2026-11-01', '2026-11-30'],
      ['closing next month', '2026-12-01', '2026-12-31'],
      ['closing this week', '2026-11-23', '2026-11-29'],
      ['closing next week', '2026-11-30', '2026-12-06'],
      ['closing this quarter', '2026-10-01', '2026-12-31'],
      ['closing next quarter', '2027-01-01', '2027-03-31'],
      ['closing last year', '2025-01-01', '2025-12-31'],
      ['closing today', today, today],
      ['closing tomorrow', '2026-11-29', '2026-11-29'],
    ]) {
      assert.deepEqual(read(query ?? ''), { words: [], amounts: [], closing: [{ is: { from, to } }] }, query);
    }
    const sunday = readFindWords('closing this week', today, 'en-US').closing;
    assert.deepEqual(sunday, [{ is: { from: '2026-11-22', to: '2026-11-28' } }], 'a week begins as in the language');
    assert.deepEqual(read('overdue').closing, [{ is: 'overdue', orWords: ['overdue'] }]);
    const month = { from: '2026-12-01', to: '2026-12-31' };
    assert.deepEqual(read('next month').closing, [{ is: month, orWords: ['next', 'month'] }]);
    for (const query of ['closing', 'closing soon', 'this', 'month', 'closing this deal']) {
      assert.deepEqual(read(query).closing, [], query);
    }
  });

  it('state that something changed since the person last looked', () => {
    assert.deepEqual(read('Acme CHANGED').changed, { is: true, orWords: ['changed'] });
    assert.deepEqual(read('acme changed').words, ['acme']);
    for (const query of ['change', 'unchanged', 'changed-by', '']) assert.ok(!('changed' in read(query)), query);
  });

  it('mix in any order', () => {
    const expected = { words: ['acme', 'bern'], amounts: ['>50000'], closing: 1 };
    for (const query of ['acme closing this month >50k bern', '> 50k acme bern closing this month']) {
      const { words, closing } = read(query);
      assert.deepEqual({ words, amounts: amountsOf(query), closing: closing.length }, expected, query);
    }
  });

  it('keep every word of any text, once', () => {
    const piece = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 8 }),
      fc.constantFrom('>', '<=', '50k', '50..', '-', 'closing', 'this', 'month', 'EUR', 'overdue', '1,000', '€'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const query = pieces.join(' ');
        const { words, amounts, closing } = read(query);
        const texts = query.split(/\s+/).filter(Boolean);
        assert.ok(words.length + amounts.length + closing.length <= texts.length);
        for (const word of words) assert.ok(texts.some((text) => fold(text) === word));
        for (const { is } of amounts) {
          assert.ok(is.from || is.to);
          if (is.from && is.to) assert.ok(is.from.hundredths <= is.to.hundredths);
        }
      }),
    );
  });

  it('compare exactly, at any size', () => {
    const hundredths = fc.bigInt({ min: 0n, max: 10n ** 33n });
    fc.assert(
      fc.property(hundredths, hundredths, (bound, amount) => {
        const text = decimalAmount(bound);
        const within = (query: string) => {
          const range = readRange([query], 0)?.range;
          assert.ok(range, query);
          return isWithin({ currency: 'EUR', hundredths: amount }, range);
        };
        assert.equal(within(`>${text}`), amount > bound);
        assert.equal(within(`>=${text}`), amount >= bound);
        assert.equal(within(`<${text}`), amount < bound);
        assert.equal(within(`..${text}`), amount <= bound);
        assert.equal(within(`=${text}`), amount === bound);
      }),
    );
  });

  it('are not read in words that every object has as members', () => {
    for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      assert.deepEqual(readFindWords(`${word} 5000`, '2026-11-28', 'en').words, [word.toLowerCase(), '5000'], word);
      const { words, amounts } = readFindWords(`>50k ${word}`, '2026-11-28', 'en');
      assert.deepEqual(words, [word.toLowerCase()], word);
      assert.deepEqual(amounts, [{ is: { from: { hundredths: 5_000_000n, included: false } } }], word);
    }
  });

  it('read grouped and short numbers as the same amounts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.constantFrom('en', 'de', 'en-IN', 'de-CH'), (n, locale) => {
        const bound = (query: string) => readRange([query], 0)?.range.from?.hundredths;
        const expected = BigInt(n) * 100_000n;
        for (const text of [`${n}k`, `${n}K`, `${n}000`, (n * 1000).toLocaleString(locale)]) {
          assert.equal(bound(`>${text}`), expected, text);
        }
      }),
    );
  });
});
