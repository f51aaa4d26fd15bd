import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { completenessOf, isAllLoaded, missingFromLoaded, moreExist } from '../../../../src/core/lists/completeness';
import { loadAll } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { FakeSource, isLook, page, pageOf, pagesOf, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const never = new AbortController().signal;
const whole: ListsQuery = {
  catalog: 'AWS',
  filter: {},
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  pageSize: 10,
  split: 'whole',
};
const twoStages: ListsQuery = { ...whole, split: 'byStage', filter: { LifeCycleStage: ['Prospect', 'Committed'] } };
const over = (query: ListsQuery, script: ConstructorParameters<typeof FakeSource>[0] = pagesOf(5, 10)) =>
  new OpportunityLists(new FakeSource(script), query, () => utc('2026-01-01'));

describe('what is missing from the loaded opportunities', () => {
  it('is nothing where one answer of AWS is the whole list', async () => {
    const lists = over(whole);
    assert.deepEqual(missingFromLoaded(lists), ['moreExist']);
    assert.ok(!isAllLoaded(lists) && moreExist(lists));
    await lists.listOf('All')?.firstPage();
    assert.deepEqual(missingFromLoaded(lists), []);
    assert.ok(isAllLoaded(lists) && !moreExist(lists));
  });

  it('is unknown while nobody asked what changed between the pages, and between the lists', async () => {
    const paged = over(whole, pagesOf(15, 10));
    await paged.listOf('All')?.firstPage();
    assert.deepEqual(missingFromLoaded(paged), ['moreExist']);
    await paged.listOf('All')?.loadMore();
    assert.deepEqual(missingFromLoaded(paged), ['notChecked']);
    assert.ok(!isAllLoaded(paged));

    const lists = over(twoStages);
    await lists.listOf('Prospect')?.firstPage();
    assert.deepEqual(missingFromLoaded(lists), ['moreExist']);
    assert.deepEqual(completenessOf(lists, { kind: 'stage', stage: 'Prospect' }).missing, []);
    assert.ok(isAllLoaded(lists, ['Prospect']) && !isAllLoaded(lists));
    await lists.listOf('Committed')?.firstPage();
    assert.deepEqual(missingFromLoaded(lists), ['notChecked']);
    assert.ok(!isAllLoaded(lists));
    await loadAll(lists, 100, never);
    assert.deepEqual(missingFromLoaded(lists), []);
    assert.ok(isAllLoaded(lists));
  });

  it('is unknown where each list was confirmed by itself, at another time', async () => {
    const lists = over(twoStages, (request) => (isLook(request) ? page([]) : pagesOf(25, 10)(request)));
    await loadAll(lists, 100, never, ['Prospect']);
    await loadAll(lists, 100, never, ['Committed']);
    assert.ok(isAllLoaded(lists, ['Prospect']) && isAllLoaded(lists, ['Committed']));
    assert.ok(!isAllLoaded(lists) && !isAllLoaded(lists, ['Committed', 'Prospect']));
    assert.deepEqual(missingFromLoaded(lists), ['notChecked']);
  });

  it('is what failed, what could not be read, and what lies before the starting token', async () => {
    const lists = over(twoStages, ({ LifeCycleStage: [stage] = [] }) =>
      stage === 'Prospect' ? { ...pageOf([summary('O1')]), skipped: 2 } : new SourceError('connectionLost'),
    );
    for (const key of lists.keys) await lists.listOf(key)?.firstPage();
    assert.deepEqual(missingFromLoaded(lists), ['unreadableEntries', 'failedPage']);
    const later = over({ ...whole, startingToken: 't0' });
    await later.listOf('All')?.firstPage();
    assert.deepEqual(missingFromLoaded(later), ['beforeStartingToken']);
  });

  it('is what has no stage where all stages are read, and everything that is not selected', async () => {
    const lists = over({ ...twoStages, filter: {} }, () => page([]));
    for (const key of lists.keys) await lists.listOf(key)?.firstPage();
    assert.deepEqual(missingFromLoaded(lists), ['notChecked', 'withoutStage']);
    const bases = [
      completenessOf(lists, { kind: 'loaded' }),
      completenessOf(over(twoStages), { kind: 'loaded' }),
      completenessOf(over(whole), { kind: 'loaded' }),
      completenessOf(lists, { kind: 'stage', stage: 'Launched' }),
      completenessOf(lists, { kind: 'selection', items: [] }),
    ];
    assert.deepEqual(
      bases.map(({ basis, covered, missing }) => [basis, covered.length, missing]),
      [
        ['allStageLists', 7, ['notChecked', 'withoutStage']],
        ['stageLists', 2, ['moreExist']],
        ['wholeList', 1, ['moreExist']],
        ['oneStage', 1, []],
        ['selection', 0, ['notSelected']],
      ],
    );
    // A stage that the filter leaves out is no list, so there is nothing that it could lack.
    assert.deepEqual(completenessOf(over(twoStages), { kind: 'stage', stage: 'Launched' }).covered, []);
  });
});
