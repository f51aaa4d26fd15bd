import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { isAllLoaded, knowsWithoutStage, missingFromLoaded } from '../../../../src/core/lists/completeness';
import { whyEmpty } from '../../../../src/core/lists/emptyLists';
import { findWithoutStage, loadAll, loadedCount } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { refreshAll } from '../../../../src/core/lists/refreshAll';
import type { ListRequest, OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { FakeSource, isLook, page, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const never = new AbortController().signal;
const query: ListsQuery = {
  catalog: 'AWS',
  filter: { LifeCycleReviewStatus: ['Approved'] },
  sort: { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' },
  pageSize: 2,
  split: 'byStage',
};
const unstaged = (id: string, modified = '2026-01-01T00:00:00.000Z'): OpportunitySummary => ({
  ...{ Catalog: 'AWS', Id: id, LastModifiedDate: modified },
});
/** A request for a page of the single list under the filter. */
const isWhole = ({ LifeCycleStage, LifeCycleReviewStatus }: ListRequest) => !LifeCycleStage && !!LifeCycleReviewStatus;

describe('the search for opportunities without a stage', () => {
  let items: OpportunitySummary[];
  let modified: OpportunitySummary[];
  let answer: (request: ListRequest) => SourceError | 'never' | undefined;
  let pageSize: number;
  let source: FakeSource;
  let lists: OpportunityLists;

  beforeEach(() => {
    items = [summary('O1'), unstaged('O2'), summary('O3', 'Committed'), unstaged('O4'), summary('O5')];
    modified = [];
    pageSize = 2;
    answer = () => undefined;
    source = new FakeSource((request) => {
      const other = answer(request);
      if (other) return other === 'never' ? undefined : other;
      if (isLook(request)) return page(modified);
      const [stage] = request.LifeCycleStage ?? [];
      const listed = stage ? items.filter(({ LifeCycle }) => LifeCycle?.Stage === stage) : items;
      const start = Number((request.NextToken ?? 't0').slice(1));
      const end = start + pageSize;
      return page(listed.slice(start, end), end < listed.length ? `t${end}` : undefined);
    });
    lists = new OpportunityLists(source, query, () => utc('2026-01-01'));
  });

  const load = () => loadAll(lists, 100, never);
  const others = () => lists.other.map(({ Id }) => Id);
  const wholes = () => source.calls.filter(({ request }) => isWhole(request));

  it('is not part of the reading of the stages, which says that it is missing', async () => {
    assert.deepEqual(await load(), { kind: 'complete' });
    assert.ok(isAllLoaded(lists) && !knowsWithoutStage(lists));
    assert.deepEqual([wholes().length, missingFromLoaded(lists)], [0, ['withoutStage']]);
  });

  it('reads the single list under the filter once, in the background, and keeps nothing else of it', async () => {
    await load();
    const before = source.calls.length;
    assert.deepEqual(await findWithoutStage(lists, never), { kind: 'complete' });
    assert.deepEqual([others(), loadedCount(lists), lists.loaded().length], [['O2', 'O4'], 5, 5]);
    assert.deepEqual([missingFromLoaded(lists), isAllLoaded(lists), knowsWithoutStage(lists)], [[], true, true]);
    assert.deepEqual([wholes().length, source.calls.length - before], [3, 4]);
    assert.ok(wholes().every(({ priority }) => priority === 'background'));
    assert.deepEqual(await findWithoutStage(lists, never), { kind: 'complete' });
    assert.equal(wholes().length, 3);
  });

  it('knows that nothing is there where the stages are empty too', async () => {
    items = [];
    await load();
    assert.equal(whyEmpty(lists), 'noMatchInStages');
    await findWithoutStage(lists, never);
    assert.equal(whyEmpty(lists), 'noMatch');
  });

  it('is stopped and goes on at its token, and until then nothing is claimed', async () => {
    await load();
    const stop = new AbortController();
    answer = (request) => (isWhole(request) && request.NextToken === 't2' ? 'never' : undefined);
    const search = findWithoutStage(lists, stop.signal);
    while (wholes().length < 2) await Promise.resolve();
    assert.ok(lists.loading);
    stop.abort();
    assert.deepEqual(await search, { kind: 'stopped' });
    assert.deepEqual([others(), missingFromLoaded(lists), isAllLoaded(lists)], [['O2'], ['withoutStage'], true]);
    answer = () => undefined;
    assert.deepEqual(await findWithoutStage(lists, never), { kind: 'complete' });
    assert.deepEqual(
      wholes().map(({ request }) => request.NextToken ?? '-'),
      ['-', 't2', 't2', 't4'],
    );
    assert.deepEqual(others(), ['O2', 'O4']);
  });

  it('fails by itself: what is known of the stages stays', async () => {
    await load();
    answer = (request) => (isWhole(request) ? new SourceError('accessDenied') : undefined);
    assert.deepEqual(await findWithoutStage(lists, never), { kind: 'failed', keys: ['Other'] });
    assert.deepEqual([missingFromLoaded(lists), isAllLoaded(lists)], [['withoutStage'], true]);
    await lists.retryFailed(() => true);
    assert.equal(wholes().length, 1, 'it is not read a page at a time');
  });

  it('reads again what changed meanwhile: one that got a stage is in its list alone', async () => {
    await load();
    const late = '2026-01-02T00:00:00.000Z';
    answer = (request) => {
      if (!isWhole(request) || request.NextToken !== 't4' || modified.length > 0) return undefined;
      modified = [summary('O2', 'Launched', late)];
      items = items.map((item) => modified.find(({ Id }) => Id === item.Id) ?? item);
      return undefined;
    };
    assert.deepEqual(await findWithoutStage(lists, never), { kind: 'complete' });
    assert.deepEqual(others(), ['O4']);
    assert.deepEqual(lists.listOf('Launched')?.items, modified);
    assert.deepEqual(missingFromLoaded(lists), []);
  });

  it('reads a single page again too, where one got a stage, lost it, or left the filter after that', async () => {
    const late = '2026-01-02T00:00:00.000Z';
    for (const [change, expected, matches] of [
      [summary('O2', 'Launched', late), ['O4'], true],
      [unstaged('O1', late), ['O1', 'O2', 'O4'], true],
      // It has a stage now, and left the filter at the same time.
      [summary('O2', 'Launched', late), ['O4'], false],
    ] as const) {
      lists = new OpportunityLists(source, { ...query, pageSize: 10 }, () => utc('2026-01-01'));
      pageSize = 10;
      modified = [];
      items = [summary('O1'), unstaged('O2'), summary('O3', 'Committed'), unstaged('O4'), summary('O5')];
      await load();
      answer = (request) => {
        // Once the page of the single list has come.
        if (!isLook(request) || modified.length > 0) return undefined;
        modified = [change];
        items = items.flatMap((item) => (item.Id !== change.Id ? item : matches ? change : []));
        return undefined;
      };
      assert.deepEqual(await findWithoutStage(lists, never), { kind: 'complete' });
      assert.deepEqual([others(), missingFromLoaded(lists)], [expected, []]);
      assert.equal(lists.loaded().length, matches ? 5 : 4);
      answer = () => undefined;
    }
  });

  it('is made again by a refresh of everything, if it was made before', async () => {
    await load();
    await refreshAll(lists, never, { everything: true });
    assert.equal(wholes().length, 0);
    await findWithoutStage(lists, never);
    items = items.filter(({ Id }) => Id !== 'O4');
    await refreshAll(lists, never, { everything: true });
    assert.deepEqual([others(), missingFromLoaded(lists)], [['O2'], []]);
  });

  it('is nothing for the single list, or for some stages', () => {
    for (const more of [{ split: 'whole' }, { filter: { LifeCycleStage: ['Prospect'] } }] as const) {
      const others = new OpportunityLists(source, { ...query, ...more }, () => utc('2026-01-01'));
      assert.ok(others.listOf('Other') === undefined && knowsWithoutStage(others));
    }
  });
});
