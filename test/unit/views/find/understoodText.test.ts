import assert from 'node:assert/strict';
import { readFindWords } from '../../../../src/core/query/findWords';
import { vscode } from '../../../support/fakeVscode';

describe('what a search understood', () => {
  let textOf: (query: string) => string;

  before(async () => {
    vscode.install();
    const { understoodText } = await import('../../../../src/views/find/understoodText');
    textOf = (query) => understoodText(readFindWords(query, '2026-03-15', 'en'));
  });

  it('is said of every form of an amount', () => {
    for (const [query, said] of [
      ['acme', ''],
      ['>50k', 'monthly amount over 50,000 in any currency'],
      ['>=50.5', 'monthly amount at least 50.5 in any currency'],
      ['<1m', 'monthly amount under 1,000,000 in any currency'],
      ['<=1m', 'monthly amount at most 1,000,000 in any currency'],
      ['=5', 'monthly amount 5 in any currency'],
      ['5k..6k', 'monthly amount 5,000 to 6,000 in any currency'],
      ['>50k eur', 'monthly amount over €50,000'],
      ['>=50k eur', 'monthly amount at least €50,000'],
      ['<1m usd', 'monthly amount under $1,000,000'],
      ['<=1m usd', 'monthly amount at most $1,000,000'],
      ['=5 gbp', 'monthly amount £5'],
      ['5k-6k gbp', 'monthly amount £5,000 to £6,000'],
      ['>12345678901234567890.12', 'monthly amount over 12,345,678,901,234,567,890.12 in any currency'],
      ['5000-6000', 'monthly amount 5,000 to 6,000 in any currency, or the words “5000-6000”'],
    ]) {
      assert.equal(textOf(query ?? ''), said, query);
    }
  });

  it('is said of what has to be changed, and of the ordinary word', () => {
    assert.equal(
      textOf('Changed >50k usd'),
      'changed since you last looked, or the words “changed” · monthly amount over $50,000',
    );
    assert.equal(textOf('change unchanged'), '');
  });

  it('is said of dates, beside amounts', () => {
    assert.equal(textOf('closing today'), 'closing Mar 15, 2026');
    assert.equal(
      textOf('>1k closing this week'),
      'monthly amount over 1,000 in any currency · closing Mar 15, 2026 to Mar 21, 2026',
    );
    assert.equal(textOf('overdue'), 'overdue, or the words “overdue”');
    assert.equal(textOf('this month'), 'closing Mar 1, 2026 to Mar 31, 2026, or the words “this month”');
  });
});
