import assert from 'node:assert/strict';
import { markdownSummary } from '../../../../src/core/formats/markdownSummary';
import { hostileTexts } from '../../../support/hostileTexts';
import { filledWith } from '../../../support/summaries';
import { english } from '../../../support/writing';

describe('the Markdown summary', () => {
  it('says in a few lines what there is', () => {
    const text = markdownSummary(
      {
        Catalog: 'AWS',
        Id: 'O1',
        LifeCycle: {
          Stage: 'Qualified',
          ReviewStatus: 'Approved',
          TargetCloseDate: '2026-06-16',
          NextSteps: 'Call\nthem',
        },
        Customer: { Account: { CompanyName: 'A & B *Corp*' } },
        Project: {
          ExpectedCustomerSpend: [{ Amount: '9.50', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
        },
      },
      english,
    );
    assert.equal(
      text,
      [
        '## A \\& B \\*Corp\\* (O1)',
        '',
        '- **Stage:** Qualified',
        '- **Review status:** Approved',
        '- **Target close date:** Jun 16, 2026, closes tomorrow',
        '- **Expected spend:** $9.50 a month',
        '- **Next steps:** Call them',
        '',
      ].join('\n'),
    );
  });

  it('is inert wherever it is pasted', () => {
    for (const text of [...hostileTexts, '![i](https://evil.example/x.png)', 'www.evil.example', '@everyone']) {
      const markdown = markdownSummary(filledWith(text), english);
      assert.doesNotMatch(markdown, /(^|[^\\])[<[]/m, text);
      assert.doesNotMatch(markdown, /:\/\/|www\.|@|\u202e/, text);
      assert.equal(markdown.split('\n').filter((line) => line !== '' && !/^(## |- \*\*)/.test(line)).length, 0);
    }
  });

  it('has a heading for an opportunity of which nothing is known', () => {
    assert.equal(markdownSummary({ Catalog: 'Sandbox' }, english), '## No company name (Sandbox)\n\n');
  });
});
