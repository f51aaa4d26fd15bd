import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { whyEmpty } from '../../../../src/core/lists/emptyLists';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { catalogs, type OpportunitySummary, stages } from '../../../../src/core/model/opportunity';
import type { Page } from '../../../../src/core/paging/source';
import type { Filter } from '../../../../src/core/query/filter';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { FakeSource, page, summary } from '../../../support/fakeSource';

const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
const filters: readonly Filter[] = [
  {},
  { LifeCycleStage: ['Prospect', 'Launched'] },
  { LifeCycleReviewStatus: ['Approved'] },
  { CustomerCompanyName: ['Nobody'], LifeCycleStage: ['Committed'] },
];
const ends = [{}, { maxItems: 5 }, { startingToken: 'token' }, { maxItems: 5, startingToken: 'token' }];

/** Every list that can be asked for: the ends are those of the one list alone. */
const queries: readonly ListsQuery[] = catalogs.flatMap((catalog) =>
  filters.flatMap((filter) => [
    { catalog, filter, sort, pageSize: 5, split: 'byStage' as const },
    ...ends.map((end) => ({ catalog, filter, sort, pageSize: 5, split: 'whole' as const, ...end })),
  ]),
);

/** What AWS answers to the requests, by their number. */
type Script = (n: number) => Page<OpportunitySummary> | SourceError;
const empty: Script = () => page([]);
const opened = (query: ListsQuery, script: Script) =>
  new OpportunityLists(new FakeSource((_request, n) => script(n)), query, () => ({ at: new Date(0), zone: 'UTC' }));

async function reasonOf(query: ListsQuery, script: Script, refreshed?: Script): Promise<string | undefined> {
  let answer = script;
  const lists = opened(query, (n) => answer(n));
  for (const key of lists.keys) await lists.listOf(key)?.firstPage();
  if (refreshed) answer = refreshed;
  if (refreshed) await lists.refresh();
  return whyEmpty(lists);
}

describe('why nothing is there', () => {
  it('is said of each list that was read to its end, and only of what was asked', async () => {
    assert.equal(queries.length, 40);
    for (const query of queries) {
      const reason = (await reasonOf(query, empty)) ?? 'not said';
      const { filter, catalog, startingToken, split } = query;
      const filtered = Object.keys(filter).length > 0;
      const words = JSON.stringify(query);
      assert.equal(/^noMatch/.test(reason), filtered, words);
      assert.equal(/FromToken$/.test(reason), startingToken !== undefined, words);
      const anyStage = split === 'byStage' && !filter.LifeCycleStage;
      if (catalog === 'AWS' || filtered) assert.equal(/InStages$/.test(reason), anyStage, words);
      const catalogIsEmpty = reason === 'nothingFound' || reason === 'nothingInStages';
      assert.equal(catalogIsEmpty, !filtered && startingToken === undefined && catalog === 'AWS', words);
      assert.equal(reason === 'nothingInSandbox', !filtered && !startingToken && catalog === 'Sandbox', words);
    }
  });

  it('is not said where a list goes on, failed, was not read, or holds what cannot be read', async () => {
    for (const query of queries) {
      const cases: readonly (readonly [name: string, script: Script, refreshed?: Script])[] = [
        [
          'an opportunity',
          (n) =>
            n === 1
              ? page([
                  summary(
                    'O1',
                    stages.find((stage) => query.filter.LifeCycleStage?.includes(stage)),
                  ),
                ])
              : page([]),
        ],
        ['a failure', (n) => (n === 1 ? new SourceError('offline') : page([]))],
        ['unreadable', (n) => ({ ...page([]), skipped: n === 1 ? 3 : 0 })],
        ['a failed refresh', empty, () => new SourceError('offline')],
      ];
      for (const [name, script, refreshed] of cases) {
        assert.equal(await reasonOf(query, script, refreshed), undefined, `${name}: ${JSON.stringify(query)}`);
      }
      const unread = opened(query, empty);
      for (const key of unread.keys.slice(1)) await unread.listOf(key)?.firstPage();
      assert.equal(whyEmpty(unread), undefined);
    }
  });

  it('is not said of a list that stops at the most items asked for', async () => {
    const [cut] = queries.filter(({ maxItems }) => maxItems !== undefined);
    assert.ok(cut);
    const lists = opened({ ...cut, maxItems: 1 }, () => page([summary('O1'), summary('O2')]));
    await lists.listOf('All')?.firstPage();
    lists.listOf('All')?.drop('O1');
    assert.equal(whyEmpty(lists), undefined);
  });
});
