import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findOpportunities } from '../../../../../src/core/model/opportunityMentions';
import { normalisePage } from '../../../../../src/core/wire/normalisePage';
import { anyCharacter } from '../../../../support/anyCharacter';
import { hostileMessages } from '../../../../support/hostileTexts';
import { assertInertMarkdown } from '../../../../support/inert';
import { type Deal, deal, reviewText } from '../../../../support/review/reviews';
import { filledWith, summaries } from '../../../../support/summaries';

const text = (before: readonly Deal[], after: readonly Deal[]) => reviewText(before.map(deal), after.map(deal));

describe('the summary of a review', () => {
  it('says what moved, with the ids, and what the spend was and is', () => {
    const before: Deal[] = [
      { id: 'O1000001', company: 'Acme', stage: 'Committed', closes: '2026-01-01', spend: ['1000.50 USD'] },
      { id: 'O1000002', company: 'Beta', stage: 'Qualified', closes: '2026-01-01', spend: ['200 USD'] },
      { id: 'O1000003', stage: 'Qualified', status: 'In review', closes: '2026-02-01' },
      { id: 'O1000004', stage: 'Prospect', status: 'Submitted', spend: ['5 USD Yearly'] },
    ];
    const after: Deal[] = [
      { id: 'O1000001', company: 'Acme', stage: 'Launched', closes: '2026-01-02', spend: ['1000.50 USD'] },
      {
        id: 'O1000002',
        company: 'Beta',
        stage: 'Closed Lost',
        reason: 'Price',
        closes: '2026-01-31',
        spend: ['200 USD'],
      },
      { id: 'O1000003', stage: 'Qualified', status: 'Approved', closes: '2026-01-25' },
      { id: 'O1000005', company: 'New Inc', stage: 'Prospect', spend: ['-3 USD'] },
    ];
    assert.equal(
      text(before, after),
      [
        '## Summary',
        '',
        'What moved is counted among the 3 opportunities that both lists have.',
        '',
        '- **Won (→ Launched) (1):**',
        '  - **From Committed (1):** O1000001 (Acme)',
        '- **Lost (→ Closed Lost) (1):**',
        '  - **Price (1):** O1000002 (Beta)',
        '- **Target close date moved later (2):** 31 days in all, 15.5 days at the median, 30 days at most (O1000002).',
        '  O1000001 (Acme, 1 day), O1000002 (Beta, 30 days)',
        '- **Target close date moved earlier (1):** 7 days in all, 7 days at the median, 7 days at most (O1000003).',
        '  O1000003 (7 days)',
        '- **Target close date added:** none',
        '- **Target close date removed:** none',
        '- **Review status → Action Required:** none',
        '- **Review status → Approved (1):**',
        '  - **From In review (1):** O1000003',
        '- **Review status → Rejected:** none',
        '- **New (1):**',
        '  - **Prospect (1):** O1000005 (New Inc)',
        '- **Gone (1):**',
        '  - **Prospect (1):** O1000004',
        '',
        '### Stages',
        '',
        '| Stage | Before | Entered | Only after | Left | Only before | After | Difference |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| Prospect | 1 | 0 | 1 | 0 | 1 | 1 | 0 |',
        '| Qualified | 2 | 0 | 0 | 1 | 0 | 1 | -1 |',
        '| Committed | 1 | 0 | 0 | 1 | 0 | 0 | -1 |',
        '| Launched | 0 | 1 | 0 | 0 | 0 | 1 | +1 |',
        '| Closed Lost | 0 | 1 | 0 | 0 | 0 | 1 | +1 |',
        '',
        '- **Qualified → Closed Lost (1):** O1000002 (Beta)',
        '- **Committed → Launched (1):** O1000001 (Acme)',
        '',
        '### Expected monthly spend',
        '',
        '| Monthly | Before | After | Difference |',
        '| --- | ---: | ---: | ---: |',
        '| Open pipeline, USD | $1,200.50 | $0 | -$1,200.50 |',
        '| All, USD | $1,200.50 | $1,200.50 | $0 |',
        '',
        '- **Open pipeline, USD, what makes the difference (2):** O1000001 (Acme, -$1,000.50), O1000002 (Beta, -$200)',
        '- **All, USD, what makes the difference:** none',
        '- **Before, with entries in no sum (1):** 1 not monthly. O1000004',
        '- **Before, without a monthly amount that can be read (2):** O1000003, O1000004',
        '- **After, with entries in no sum (1):** 1 whose amount is missing or cannot be read. O1000005 (New Inc)',
        '- **After, without a monthly amount that can be read (2):** O1000003, O1000005 (New Inc)',
      ].join('\n'),
    );
  });

  it('counts one as one, and none of nothing', () => {
    const one = [{ id: 'O1', spend: ['5 USD Yearly', '5', 'x USD'] }];
    assert.match(text(one, one), /among the 1 opportunity that both lists have\.$/m);
    assert.match(
      text(one, one),
      /1 not monthly, 1 whose amount is missing or cannot be read, 1 without a currency\.\n {2}O1$/m,
    );
    assert.match(text([], []), /among the 0 opportunities that both lists have\.$/m);
    assert.doesNotMatch(text([], []), /### Stages/);
    assert.match(text([], []), /^Nothing in either list has a monthly amount that can be read\.$/m);
  });

  it('writes amounts of 30 digits to the last one', () => {
    const large = '123456789012345678901234567890';
    const shown = '123,456,789,012,345,678,901,234,567,890';
    const all = text(
      [{ id: 'O1', stage: 'Launched', spend: [`${large}.98 USD`] }],
      [{ id: 'O1', stage: 'Launched', spend: [`${large}.99 USD`] }],
    );
    assert.match(all, new RegExp(`^\\| All, USD \\| \\$${shown}\\.98 \\| \\$${shown}\\.99 \\| \\+\\$0\\.01 \\|$`, 'm'));
  });

  it('names all ids of a long list, in its order, on lines that can be read, each of which is a link', () => {
    const before = Array.from({ length: 400 }, (_, n) => ({
      id: `O${7_000_000 - n}`,
      stage: 'Prospect',
      company: 'X',
    }));
    const after = before.map((each) => ({ ...each, stage: 'Qualified' }));
    const lines = text(before, after).split('\n');
    const first = lines.findIndex((line) => line.startsWith('- **Prospect → Qualified (400):**'));
    const last = lines.findIndex((line, n) => n > first && !line.startsWith('  '));
    const found = lines.slice(first, last).flatMap((line) => findOpportunities(line));
    assert.deepEqual(
      found.map(({ id }) => id),
      before.map(({ id }) => id),
    );
    for (const line of lines) assert.ok(line.length < 130, line);
  });

  it('begins no line with a text that could mean something there', () => {
    const odd = ['===', '---', '- x', '1. x', '# x', '> x', '```', '* * *', '    x', '| x |', 'O1', ''];
    const before = odd.flatMap((id, n) =>
      Array.from({ length: 3 }, (_, m) => ({
        id: id + ' '.repeat(m),
        stage: 'Prospect',
        company: `${n} ${'c'.repeat(60)}`,
      })),
    );
    const lines = text([], before).split('\n');
    for (const line of lines.filter((each) => each.startsWith('  ')))
      assert.match(line, /^ {2}(- \*\*| {0,2}O\d+[ ,])/);
  });

  it('neither links nor runs anything, and breaks out of no table, whatever the lists say', () => {
    const odd = (all: string) => {
      const { Catalog: _, ...item } = filledWith(all);
      return {
        ...item,
        Project: { ExpectedCustomerSpend: [{ Amount: '5', CurrencyCode: all, Frequency: 'Monthly' }] },
      };
    };
    const items = (raw: unknown) => normalisePage({ OpportunitySummaries: [raw] }).items;
    const check = (all: string, other: string) => {
      const same = { Id: 'O1234567' };
      const shown = reviewText(
        [...items(odd(all)), ...items({ ...odd(all), ...same })],
        [...items(odd(other)), ...items({ ...odd(other), ...same })],
      );
      assertInertMarkdown(shown);
      for (const line of shown.split('\n').filter((each) => each.startsWith('|'))) {
        assert.match(String(line.match(/(?<!\\)(?:\\\\)*\|/g)?.length), /^[59]$/, line);
      }
    };
    for (const hostile of hostileMessages) check(hostile, `${hostile}2`);
    const texts = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.array(fc.constantFrom(...'|\\[]()!<>`*_~#-+=&:/@$\n\r\t 1.xO'), { maxLength: 12 }).map((all) => all.join('')),
    );
    fc.assert(fc.property(texts, texts, check));
    fc.assert(fc.property(fc.array(summaries), fc.array(summaries), (a, b) => assertInertMarkdown(reviewText(a, b))));
  });
});
