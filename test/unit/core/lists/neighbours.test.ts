import assert from 'node:assert/strict';
import { neighboursOf } from '../../../../src/core/lists/neighbours';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { FakeSource, page, pagesOf, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const query: ListsQuery = {
  catalog: 'AWS',
  filter: {},
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  pageSize: 3,
  split: 'byStage',
};
const now = () => utc(0);

describe('the neighbours of an opportunity', () => {
  it('are those of its stage, as far as they are loaded', async () => {
    const lists = new OpportunityLists(new FakeSource(pagesOf(4, 3)), query, now);
    const list = lists.listOf('Prospect');
    await list?.firstPage();
    await lists.listOf('Qualified')?.firstPage();
    const [first, second, third] = list?.items ?? [];
    assert.ok(first && second && third);
    assert.deepEqual(neighboursOf(lists, 'stage', second), {
      ...{ place: 2, loaded: 3, more: true },
      ...{ previous: first, next: third, list, grouped: false },
    });
    assert.equal(neighboursOf(lists, 'stage', first)?.previous, undefined);
    assert.equal(neighboursOf(lists, 'stage', third)?.next, undefined);
    await list?.loadMore();
    assert.equal(neighboursOf(lists, 'stage', third)?.next, list?.items[3]);
    assert.equal(neighboursOf(lists, 'stage', third)?.more, false);
    assert.equal(neighboursOf(lists, 'stage', summary('O404')), undefined);
  });

  it('are those of its group where the one list is grouped', async () => {
    const company = (id: string, CompanyName: string) => ({ ...summary(id), Customer: { Account: { CompanyName } } });
    const items = [company('O1', 'B'), company('O2', 'A'), company('O3', 'B')];
    const lists = new OpportunityLists(new FakeSource(() => page(items)), { ...query, split: 'whole' }, now);
    await lists.listOf('All')?.firstPage();
    const [first] = items;
    assert.ok(first);
    const found = neighboursOf(lists, 'company', first);
    assert.deepEqual([found?.place, found?.loaded, found?.more, found?.next?.Id], [1, 2, false, 'O3']);
    assert.equal(found?.grouped, true);
  });

  it('are found by the id in any of the lists, and by the object where there is none', async () => {
    const nameless = (): OpportunitySummary => ({ Catalog: 'AWS', LifeCycle: { Stage: 'Qualified' } });
    const [one, two] = [nameless(), nameless()];
    const members = { Prospect: [summary('O1'), summary('O2')], Qualified: [one, two, summary('O3', 'Qualified')] };
    const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
      page(stage === 'Prospect' || stage === 'Qualified' ? members[stage] : []),
    );
    const lists = new OpportunityLists(source, query, now);
    await lists.listOf('Prospect')?.firstPage();
    const qualified = lists.listOf('Qualified');
    await qualified?.firstPage();
    assert.deepEqual(neighboursOf(lists, 'stage', two), {
      ...{ place: 2, loaded: 3, more: false, list: qualified, grouped: false },
      ...{ previous: one, next: members.Qualified[2] },
    });
    assert.equal(neighboursOf(lists, 'stage', nameless()), undefined);
    assert.equal(neighboursOf(lists, 'stage', summary('O2', 'Prospect', '2026-05-05T00:00:00Z'))?.place, 2);
    // In lists by stage, a company is no list.
    assert.equal(neighboursOf(lists, 'company', two)?.loaded, 3);
  });

  it('are the others in no list, of which nobody knows whether there are more', async () => {
    const lost = { Catalog: 'AWS', Id: 'O9' } as const;
    const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
      page(stage === 'Prospect' ? [lost, summary('O1')] : []),
    );
    const lists = new OpportunityLists(source, query, now);
    await lists.listOf('Prospect')?.firstPage();
    assert.deepEqual(lists.other, [lost]);
    assert.deepEqual(neighboursOf(lists, 'stage', lost), {
      ...{ place: 1, loaded: 1, more: false, list: undefined, grouped: false },
      ...{ previous: undefined, next: undefined },
    });
  });
});
