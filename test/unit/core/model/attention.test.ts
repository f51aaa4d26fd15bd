import assert from 'node:assert/strict';
import { attentionOf } from '../../../../src/core/model/attention';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';

const today = '2026-06-15';
const closing = (TargetCloseDate: string, life: OpportunitySummary['LifeCycle'] = {}): OpportunitySummary => ({
  Catalog: 'AWS',
  LifeCycle: { TargetCloseDate, ...life },
});

describe('attentionOf', () => {
  it('counts the days since an open opportunity should have closed', () => {
    assert.equal(attentionOf(closing('2026-06-14'), today).overdueDays, 1);
    assert.equal(attentionOf(closing('2026-06-15'), today).overdueDays, undefined);
    assert.equal(attentionOf(closing('soon'), today).overdueDays, undefined);
  });

  it('calls nothing overdue that is over', () => {
    for (const life of [{ Stage: 'Launched' }, { Stage: 'Closed Lost' }, { ReviewStatus: 'Rejected' }] as const) {
      assert.equal(attentionOf(closing('2020-01-01', life), today).overdueDays, undefined);
    }
  });

  it('sees that AWS asks for something', () => {
    assert.ok(attentionOf(closing('2027-01-01', { ReviewStatus: 'Action Required' }), today).actionRequired);
    assert.ok(!attentionOf({ Catalog: 'AWS' }, today).actionRequired);
  });
});
