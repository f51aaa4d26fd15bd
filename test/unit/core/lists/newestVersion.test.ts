import assert from 'node:assert/strict';
import { newestVersion } from '../../../../src/core/lists/newestVersion';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

describe('the newest version of an opportunity', () => {
  it('is that in the lists, unless they have none or an older one', async () => {
    const listed = summary('O1', 'Prospect', '2026-03-01T00:00:00Z');
    const nameless = { Catalog: 'AWS' } as const;
    const lists = new OpportunityLists(
      new FakeSource(() => page([listed, nameless])),
      {
        ...{ catalog: 'AWS', filter: {}, pageSize: 10, split: 'whole' },
        sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
      },
      () => utc(0),
    );
    await lists.listOf('All')?.firstPage();
    const [older, newer] = ['2026-02-01T00:00:00Z', '2026-04-01T00:00:00Z'].map((date) =>
      summary('O1', 'Prospect', date),
    );
    assert.ok(older && newer);
    assert.equal(newestVersion(lists, older), listed);
    assert.equal(newestVersion(lists, newer), newer);
    const other = summary('O2');
    assert.equal(newestVersion(lists, other), other);
    const another = { ...nameless };
    assert.equal(newestVersion(lists, another), another);
  });
});
