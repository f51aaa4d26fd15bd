import assert from 'node:assert/strict';
import { Pipeline } from '../../../../src/core/lists/pipeline';
import { ActionCount, attentionOf } from '../../../../src/core/model/attention';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

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

describe('ActionCount', () => {
  it('counts what is loaded, also while it grows, changes and is read anew', async () => {
    const asked = (id: string, modified?: string) => ({
      ...summary(id, 'Prospect', modified),
      LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Action Required' } as const,
    });
    const later = '2026-02-01T00:00:00.000Z';
    const pages = [
      page([asked('O1'), summary('O2')], 't1'),
      page([asked('O3'), asked('O2', later), summary('O1', 'Prospect', later)], 't2'),
      page([asked('O4')]),
    ];
    const pipeline = new Pipeline(
      new FakeSource((_, n) => pages[(n - 1) % 3]),
      {
        catalog: 'AWS',
        filter: { LifeCycleStage: ['Prospect'] },
        sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
        pageSize: 3,
        split: 'byStage',
      },
      () => utc(),
    );
    const count = new ActionCount();
    const seen = [count.of(pipeline)];
    for (let n = 0; n < 3; n++) {
      await pipeline.feed('Prospect')?.loadMore();
      seen.push(count.of(pipeline), count.of(pipeline));
    }
    await pipeline.refresh();
    assert.deepEqual([...seen, count.of(pipeline)], [0, 1, 1, 2, 2, 3, 3, 3]);
  });
});
