import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OpportunityChange } from '../../../../../src/core/changes/opportunityChange';
import { changedInOrder, changeWords } from '../../../../../src/core/present/changes/changeWords';
import { shiftDay } from '../../../../../src/core/time/dates';
import { english } from '../../../../support/writing';
import { changeOf, changes, hashedFields } from './someChanges';

const wordsOf = (part: Partial<OpportunityChange>) => changeWords(changeOf(part), english).join(' · ');
const item = { Catalog: 'AWS', LifeCycle: { Stage: 'Prospect' } } as const;
const close = (from: string | undefined, to: string | undefined) => wordsOf({ closes: { from, to } });

describe('what changed, in words', () => {
  const table: readonly (readonly [words: string, part: Partial<OpportunityChange>])[] = [
    ['Submitted → Action Required', { reviewStatus: { from: 'Submitted', to: 'Action Required' } }],
    ['review status Submitted', { reviewStatus: { from: undefined, to: 'Submitted' } }],
    ['no review status any more', { reviewStatus: { from: 'Submitted', to: undefined } }],
    ['Qualified → Committed', { stage: { from: 'Qualified', to: 'Committed' } }],
    ['stage Qualified', { stage: { from: undefined, to: 'Qualified' } }],
    ['no stage any more', { stage: { from: 'Qualified', to: undefined } }],
    ['expected spend changed', { fields: ['Project.ExpectedCustomerSpend'] }],
    ['next steps changed', { fields: ['LifeCycle.NextSteps'] }],
    ['new in Prospect', { kind: 'new', item }],
    ['new', { kind: 'new' }],
    ['new', { kind: 'new', item: { Catalog: 'AWS' } }],
    ['changed; what it was before is not known', { kind: 'unknown', item }],
    ['modified outside the summary', {}],
    ['city changed', { fields: ['Customer.Account.Address.City'] }],
    [
      'company name changed · type changed · city changed',
      { fields: ['Customer.Account.Address.City', 'OpportunityType', 'Customer.Account.CompanyName'] },
    ],
    [
      '4 fields changed',
      { fields: ['Customer.Account.Address.City', 'OpportunityType', 'CreatedDate', 'Customer.Account.WebsiteUrl'] },
    ],
    [
      'next steps changed · 4 more fields changed',
      {
        fields: [
          ...(['Customer.Account.Address.City', 'OpportunityType', 'CreatedDate'] as const),
          ...(['LifeCycle.NextSteps', 'Customer.Account.WebsiteUrl'] as const),
        ],
      },
    ],
    [
      'In review → Approved · Qualified → Committed · close date moved 1 day later · expected spend changed · next steps changed · industry changed',
      {
        reviewStatus: { from: 'In review', to: 'Approved' },
        stage: { from: 'Qualified', to: 'Committed' },
        closes: { from: '2026-02-28', to: '2026-03-01' },
        fields: ['Customer.Account.Industry', 'LifeCycle.NextSteps', 'Project.ExpectedCustomerSpend'],
      },
    ],
  ];

  for (const [words, part] of table) {
    it(`are “${words}”${part.item ? ' (read)' : ''}`, () => assert.equal(wordsOf(part), words));
  }

  it('say of a close date by how many days it moved, and whether it came or went', () => {
    assert.equal(close('2026-11-13', '2026-11-27'), 'close date moved 14 days later');
    assert.equal(close('2026-11-27', '2026-11-13'), 'close date moved 14 days earlier');
    assert.equal(close('2026-12-31', '2027-01-01'), 'close date moved 1 day later');
    assert.equal(close('2027-01-01', '2026-12-31'), 'close date moved 1 day earlier');
    assert.equal(close('2026-01-01', '2030-01-01'), 'close date moved 1,461 days later');
    assert.equal(close(undefined, '2026-11-27'), 'close date added: Nov 27, 2026');
    assert.equal(close('2026-11-27', undefined), 'close date removed');
    assert.equal(close('2026-11-27', 'soon'), 'close date Nov 27, 2026 → soon');
    assert.equal(close(undefined, undefined), 'close date changed');
  });

  it('count the days of a close date as a calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), (days) => {
        fc.pre(Math.abs(days) > 1);
        const number = Math.abs(days).toLocaleString('en');
        const words = `close date moved ${number} days ${days > 0 ? 'later' : 'earlier'}`;
        assert.equal(close('2026-06-15', shiftDay('2026-06-15', days)), words);
      }),
    );
  });

  it('name each field alone, and all of them in one order', () => {
    for (const field of hashedFields) assert.match(wordsOf({ fields: [field] }), /^[a-z’ID ]+ changed$/, field);
    assert.deepEqual(changedInOrder({ fields: hashedFields.toReversed() }), changedInOrder({ fields: hashedFields }));
    assert.equal(changedInOrder({ fields: hashedFields }).length, hashedFields.length);
  });

  it('are always there, on one line and of a length that can be read, whatever AWS sends', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const words = changeWords(change, english);
        assert.ok(words.length >= 1 && words.length <= 8);
        for (const each of words) {
          assert.ok(each.length > 0 && each.length < 200, each);
          assert.doesNotMatch(each, /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
    );
  });
});
