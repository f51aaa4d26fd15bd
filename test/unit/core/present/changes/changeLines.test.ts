import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OpportunityChange } from '../../../../../src/core/changes/opportunityChange';
import type { OpportunitySummary } from '../../../../../src/core/model/opportunity';
import { changeLines } from '../../../../../src/core/present/changes/changeLines';
import { english } from '../../../../support/writing';
import { changeOf, changes } from './someChanges';

const linesOf = (part: Partial<OpportunityChange>) => changeLines(changeOf(part), english);
const version = (Amount: string, NextSteps?: string): OpportunitySummary => ({
  Catalog: 'AWS',
  LifeCycle: NextSteps === undefined ? {} : { NextSteps },
  Project: { ExpectedCustomerSpend: [{ Amount, CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }] },
});

describe('what a field was and is', () => {
  it('is said of what is kept', () => {
    const lines = linesOf({
      reviewStatus: { from: 'Submitted', to: 'Action Required' },
      stage: { from: undefined, to: 'Qualified' },
      closes: { from: '2026-11-13', to: '2026-11-27' },
      modified: '2026-06-15T10:04:00Z',
    });
    assert.deepEqual(lines, [
      'Review status: Submitted → Action Required',
      'Stage: none → Qualified',
      'Target close date: Nov 13, 2026 → Nov 27, 2026, 14 days later',
      'Modified Jun 15, 2026, 10:04 AM UTC',
    ]);
    assert.deepEqual(linesOf({ closes: { from: '2026-11-13', to: undefined } }), [
      'Target close date: Nov 13, 2026 → none',
    ]);
  });

  it('is said of other fields only where the old version was read in this window', () => {
    const fields = ['LifeCycle.NextSteps', 'Project.ExpectedCustomerSpend'] as const;
    const [before, item] = [version('100.50', 'Call Ann'), version('2500')];
    assert.deepEqual(linesOf({ before, item, fields }), [
      'Expected spend: $100.50 · AWS · Monthly → $2,500 · AWS · Monthly',
      'Next steps: Call Ann → none',
    ]);
    assert.deepEqual(linesOf({ item, fields }), ['Expected spend: now $2,500 · AWS · Monthly', 'Next steps: now none']);
    assert.deepEqual(linesOf({ fields }), ['Expected spend: changed', 'Next steps: changed']);
  });

  it('is said in the same words as the row where nothing is known of it', () => {
    assert.deepEqual(linesOf({ kind: 'new' }), ['new']);
    assert.deepEqual(linesOf({ kind: 'unknown' }), ['changed; what it was before is not known']);
    assert.deepEqual(linesOf({}), ['modified outside the summary']);
  });

  it('is on one line of a length that can be read, whatever AWS sends', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const lines = changeLines(change, english);
        assert.ok(lines.length >= 1);
        for (const line of lines) {
          assert.ok(line.length > 0 && line.length < 400, line);
          assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
    );
  });
});
