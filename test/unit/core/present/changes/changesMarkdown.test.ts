import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ChangesOrigin,
  changesMarkdown,
  companyText,
} from '../../../../../src/core/present/changes/changesMarkdown';
import { assertInertMarkdown } from '../../../../support/inert';
import { english } from '../../../../support/writing';
import { changeOf, changes } from './someChanges';

const origin: ChangesOrigin = {
  catalog: 'AWS',
  isSample: false,
  since: '2026-06-14T08:00:00Z',
  isWhole: true,
  at: new Date('2026-06-15T10:00:00Z'),
};
const named = (CompanyName: string) => ({ Catalog: 'AWS', Customer: { Account: { CompanyName } } });

describe('the changes as Markdown', () => {
  it('are a document for somebody who does not see the view', () => {
    const text = changesMarkdown(
      [
        changeOf({
          id: 'O1',
          modified: '2026-06-15T09:00:00Z',
          item: named('Acme #1'),
          reviewStatus: { from: 'Submitted', to: 'Action Required' },
          closes: { from: '2026-11-13', to: '2026-11-27' },
        }),
        changeOf({ id: 'O2', modified: '2026-06-14T09:00:00Z', kind: 'unknown' }),
        changeOf({ id: 'O3', item: { Catalog: 'AWS' }, kind: 'new' }),
      ],
      origin,
      english,
    );
    assert.equal(
      text,
      [
        '## What changed',
        '',
        '- Catalog: AWS',
        '- Since: Jun 14, 2026, 8:00 AM UTC',
        '- Copied: Jun 15, 2026, 10:00 AM UTC',
        '- 3 changes that were not marked as seen',
        '',
        '### Today, Jun 15, 2026',
        '',
        '- Acme \\#1 (O1): Submitted → Action Required · close date moved 14 days later',
        '',
        '### Yesterday, Jun 14, 2026',
        '',
        '- O2: changed; what it was before is not known',
        '',
        '### Earlier',
        '',
        '- No company name (O3): new',
        '',
      ].join('\n'),
    );
  });

  it('say that they are of sample data, or only of what was loaded, and of how many', () => {
    const one = [changeOf({})];
    const text = changesMarkdown(one, { ...origin, isSample: true, isWhole: false, since: undefined }, english);
    assert.match(text, /^- Sample data$/m);
    assert.match(text, /^- Only among what was loaded: other opportunities may have changed too\.$/m);
    assert.match(text, /^- 1 change that was not marked as seen$/m);
    assert.doesNotMatch(text, /Since|Catalog/);
  });

  it('are inert, whatever AWS sends', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 4 }), (some) => {
        const text = changesMarkdown(some, origin, english);
        assertInertMarkdown(text);
        for (const line of text.split('\n')) assert.match(line, /^($|#{2,3} |- )/);
        const items = text.split('\n').filter((line) => line.startsWith('- ')).length;
        assert.equal(items, some.length + 4, 'one line for each, and none more');
      }),
    );
  });
});

describe('the company of a change', () => {
  it('is its name, or its id until AWS has sent it', () => {
    assert.equal(companyText(changeOf({ item: named('Acme\nLtd') }), english), 'Acme Ltd');
    assert.equal(companyText(changeOf({ item: named('  ') }), english), 'No company name');
    assert.equal(companyText(changeOf({}), english), 'O1');
  });
});
