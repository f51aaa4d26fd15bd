import assert from 'node:assert/strict';
import { ActionCount } from '../../../../src/core/lists/actionCount';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

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
    const lists = new OpportunityLists(
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
    const seen = [count.of(lists)];
    for (let n = 0; n < 3; n++) {
      await lists.listOf('Prospect')?.loadMore();
      seen.push(count.of(lists), count.of(lists));
    }
    await lists.refresh();
    assert.deepEqual([...seen, count.of(lists)], [0, 1, 1, 2, 2, 3, 3, 3]);
  });
});
