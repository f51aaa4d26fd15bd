import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { isAllLoaded, moreExist } from '../../../../src/core/lists/completeness';
import { canLoadMore, costUpTo, limitFrom, loadAll, loadedCount } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { stages } from '../../../../src/core/model/opportunity';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { settled } from '../../../support/fakeClock';
import { type Call, FakeSource, isFirstLook, isLook, page, pagesOf, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const query: ListsQuery = {
  catalog: 'AWS',
  filter: {},
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  pageSize: 10,
  split: 'byStage',
};
const over = (source: FakeSource, more: Partial<ListsQuery> = {}) =>
  new OpportunityLists(source, { ...query, ...more }, () => utc('2026-01-01'));
const never = new AbortController().signal;

const finished = new WeakSet<Call>();

// Stages whose names are of one length would get the same ids.
const two = { filter: { LifeCycleStage: ['Prospect', 'Committed'] as const } };

describe('loadAll', () => {
  it('reads every list to its end, also those that nobody opened', async () => {
    const lists = over(new FakeSource(pagesOf(25, 10)), two);
    await lists.listOf('Prospect')?.firstPage();
    assert.ok(moreExist(lists) && canLoadMore(lists));
    await loadAll(lists, 1_000, never);
    assert.equal(loadedCount(lists), 50);
    assert.ok(!moreExist(lists) && !canLoadMore(lists));
  });

  it('counts in all lists also what is in none of them, and in some lists only theirs', async () => {
    const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
      page(stage === 'Prospect' ? [summary('O1'), { Catalog: 'AWS', Id: 'O2' }] : [summary('O3', stage)]),
    );
    const lists = over(source, two);
    for (const key of lists.keys) await lists.listOf(key)?.firstPage();
    assert.deepEqual(
      [loadedCount(lists), loadedCount(lists, ['Prospect']), loadedCount(lists, ['Launched'])],
      [3, 1, 0],
    );
  });

  it('lets the first list that has not ended go first, and the others behind what is clicked', async () => {
    const source = new FakeSource((request) => (isLook(request) ? page([]) : pagesOf(25, 10)(request)));
    await loadAll(over(source, two), 1_000, never);
    const asked = source.calls
      .filter(({ request }) => request.LifeCycleStage)
      .map(({ request, priority }) => [request.LifeCycleStage?.[0], priority]);
    assert.deepEqual(
      asked.filter(([stage]) => stage === 'Prospect'),
      Array(3).fill(['Prospect', 'foreground']),
    );
    assert.deepEqual(asked[1], ['Committed', 'background']);
  });

  it('asks first for the list that is the longest in what was modified last', async () => {
    const sample = (['Launched', 'Committed', 'Launched', 'Qualified'] as const).map((stage, n) =>
      summary(`O9${n}`, stage),
    );
    const source = new FakeSource((request) =>
      isFirstLook(request) ? page([...sample, { Catalog: 'AWS' }]) : page([]),
    );
    await loadAll(over(source), 1_000, never);
    const asked = source.calls.flatMap(({ request }) => request.LifeCycleStage ?? []);
    assert.deepEqual(asked, [
      ...['Launched', 'Qualified', 'Committed'],
      ...['Prospect', 'Technical Validation', 'Business Validation', 'Closed Lost'],
    ]);
  });

  it('asks what was modified before it reads, unless its own first page says so', async () => {
    const all = { split: 'whole' } as const;
    const others = { SortBy: 'Identifier', SortOrder: 'ASCENDING' } as const;
    const looks = async (more: Partial<ListsQuery>, before = 0) => {
      const source = new FakeSource((request) => (isLook(request) ? page([]) : pagesOf(25, 10)(request)));
      const lists = over(source, more);
      for (let n = 0; n < before; n++) for (const key of lists.keys) await lists.listOf(key)?.loadMore();
      const { length } = source.calls;
      await loadAll(lists, 1_000, never);
      return source.calls
        .slice(length)
        .map(({ request }) => (isFirstLook(request) ? 'first' : isLook(request) ? 'last' : (request.NextToken ?? '-')));
    };
    // Its first page is what was modified last.
    assert.deepEqual(await looks(all), ['first', 't1', 't2', 'last']);
    assert.deepEqual(await looks(all, 1), ['first', 't1', 't2', 'last']);
    assert.deepEqual(await looks({ ...all, sort: others }), ['first', '-', 't1', 't2', 'last']);
    // What is only a part of the list claims nothing that would have to be checked.
    assert.deepEqual(await looks({ ...all, sort: others, startingToken: 't1' }), ['t1', 't2']);
    assert.deepEqual(await looks({ ...all, sort: others, maxItems: 12 }), ['-', 't1']);
  });

  it('reads again a list if something was modified since it was begun, and otherwise goes on', async () => {
    const tokens = async (before: string, now: string) => {
      let last = before;
      const source = new FakeSource((request) => {
        if (isFirstLook(request)) return page([summary('O99', 'Committed', last)]);
        return isLook(request) ? page([]) : pagesOf(25, 10)(request);
      });
      const lists = over(source, { ...two, sort: { SortBy: 'Identifier', SortOrder: 'ASCENDING' } });
      await loadAll(lists, 10, never, ['Prospect']);
      const { length } = source.calls;
      last = now;
      assert.deepEqual(await loadAll(lists, 1_000, never, ['Prospect']), { kind: 'complete' });
      const pages = source.calls.slice(length).filter(({ request }) => request.LifeCycleStage);
      return pages.map(({ request }) => request.NextToken ?? '-');
    };
    const [first, later] = ['2026-02-01T00:00:00.000Z', '2026-02-01T00:00:01.000Z'];
    assert.deepEqual(await tokens(first, first), ['t1', 't2']);
    assert.deepEqual(await tokens(first, later), ['-', 't1', 't2']);
  });

  it('stops once so many are loaded, with the last page whole, and says so', async () => {
    const source = new FakeSource(pagesOf(1_000, 10));
    const lists = over(source, { split: 'whole' });
    assert.deepEqual(await loadAll(lists, 45, never), { kind: 'limit' });
    assert.equal(loadedCount(lists), 50);
    assert.ok(moreExist(lists));
  });

  it('stops seven lists at one limit, however their pages come in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.infiniteStream(fc.nat()), async (limit, order) => {
        const source = new FakeSource();
        const lists = over(source);
        const done = loadAll(lists, limit, never);
        let answeredPages = 0;
        for (const pages = pagesOf(60, 10); ; ) {
          await settled();
          const waiting = source.calls.slice(0).filter((call) => !finished.has(call));
          const call = waiting[(order.next().value ?? 0) % waiting.length];
          if (!call) break;
          finished.add(call);
          if (!call.request.LifeCycleStage) {
            call.answer(page([]));
            continue;
          }
          answeredPages += 1;
          const stage = stages.indexOf(call.request.LifeCycleStage?.[0] ?? 'Prospect');
          const { items, ...rest } = pages(call.request);
          call.answer({ ...rest, items: items.map((item) => ({ ...item, Id: `${item.Id}-${stage}` })) });
        }
        await done;
        assert.equal(loadedCount(lists), Math.min(420, Math.ceil(limit / 10) * 10));
        assert.equal(answeredPages, Math.ceil(limit / 10));
      }),
      { numRuns: 20 },
    );
  });

  it('reads some lists and leaves the others alone', async () => {
    const source = new FakeSource(pagesOf(25, 10));
    const lists = over(source, two);
    assert.deepEqual(await loadAll(lists, 1_000, never, ['Committed']), { kind: 'complete' });
    assert.equal(lists.listOf('Prospect')?.tail.kind, 'unread');
    assert.equal(loadedCount(lists, ['Committed']), 25);
    assert.ok(!canLoadMore(lists, ['Committed']) && canLoadMore(lists));
  });

  it('gives up what it has begun when it is stopped, keeps what is there and goes on from that place', async () => {
    const source = new FakeSource();
    const lists = over(source, two);
    const stop = new AbortController();
    const done = loadAll(lists, 1_000, stop.signal);
    source.calls[0]?.answer(page([summary('O1')]));
    await settled();
    source.calls[1]?.answer(page([summary('O1')], 't1'));
    await settled();
    assert.equal(source.tokens, '- - - t1');
    stop.abort();
    assert.deepEqual(await done, { kind: 'stopped' });
    assert.ok(source.calls.slice(2).every(({ signal }) => signal.aborted));
    assert.deepEqual(lists.listOf('Prospect')?.tail, {
      kind: 'more',
      at: { nextToken: 't1', used: 0 },
      stopped: true,
    });
    assert.deepEqual(lists.listOf('Committed')?.tail, { kind: 'unread' }, 'as if nobody had asked for it');
    const again = loadAll(lists, 1_000, never);
    source.calls[4]?.answer(page([summary('O1')]));
    await settled();
    source.calls[5]?.answer(page([summary('O2')]));
    source.calls[6]?.answer(page([summary('O3', 'Committed')]));
    await settled();
    source.calls[7]?.answer(page([summary('O1'), summary('O2'), summary('O3', 'Committed')]));
    assert.deepEqual(await again, { kind: 'complete' });
    assert.equal(source.tokens, '- - - t1 - t1 - -');
    assert.equal(loadedCount(lists), 3);
  });

  it('lets a page come that somebody else asked for', async () => {
    const source = new FakeSource();
    const lists = over(source, two);
    const opened = lists.listOf('Prospect')?.firstPage();
    const stop = new AbortController();
    const done = loadAll(lists, 1_000, stop.signal);
    source.calls[1]?.answer(page([]));
    await settled();
    stop.abort();
    assert.deepEqual(await done, { kind: 'stopped' });
    source.calls[0]?.answer(page([summary('O1')], 't1'));
    await opened;
    assert.deepEqual(lists.listOf('Prospect')?.tail, { kind: 'more', at: { nextToken: 't1', used: 0 } });
  });

  it('R13: reads a list again whose place AWS has forgotten, keeps what is shown meanwhile, and reads to its end', async () => {
    let forgetful = true;
    const pages = pagesOf(45, 10);
    const source = new FakeSource((request) => {
      if (forgetful && request.NextToken === 't3') {
        forgetful = false;
        return new SourceError('tokenRejected');
      }
      return pages(request);
    });
    const lists = over(source, { split: 'whole' });
    let fewest = Number.POSITIVE_INFINITY;
    lists.onDidChange(() => {
      if (!forgetful) fewest = Math.min(fewest, loadedCount(lists));
    });
    assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'complete' });
    assert.equal(fewest, 30);
    assert.equal(loadedCount(lists), 45);
    assert.equal(source.tokens, '- t1 t2 t3 - t1 t2 t3 t4 - t1 t2 t3 t4 -');
    assert.ok(
      isLook(source.calls[9]?.request ?? assert.fail()),
      'what changed meanwhile, which is answered in pages too',
    );
  });

  it('R13: gives up on a list whose place is forgotten again and again', async () => {
    const pages = pagesOf(45, 10);
    const source = new FakeSource((request) =>
      request.NextToken === 't3' ? new SourceError('tokenRejected') : pages(request),
    );
    const lists = over(source, { split: 'whole' });
    assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'failed', keys: ['All'] });
    assert.equal(loadedCount(lists), 30);
    assert.ok(source.calls.length < 15, 'a few requests');
  });

  it('asks once for a starting token that AWS refuses', async () => {
    const source = new FakeSource(() => new SourceError('tokenRejected'));
    const lists = over(source, { split: 'whole', startingToken: 'gone' });
    assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'failed', keys: ['All'] });
    assert.equal(source.tokens, 'gone');
  });

  it('asks once for what only a person can give', async () => {
    const source = new FakeSource(() => new SourceError('mfaNeeded', { args: ['dev'] }));
    await loadAll(over(source, { split: 'whole' }), 1_000, never);
    assert.equal(source.calls.length, 1);
  });

  it('tries a list that failed once, and reads the others to their end', async () => {
    let broken = true;
    const pages = pagesOf(25, 10);
    const source = new FakeSource((request) =>
      broken && request.LifeCycleStage?.[0] === 'Prospect' ? new SourceError('throttled') : pages(request),
    );
    const lists = over(source, two);
    assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'failed', keys: ['Prospect'] });
    assert.equal(loadedCount(lists), 25);
    assert.equal(lists.listOf('Prospect')?.tail.kind, 'failed');
    assert.ok(canLoadMore(lists));
    broken = false;
    await loadAll(lists, 1_000, never);
    assert.equal(loadedCount(lists), 50);
  });

  it('leaves a list where the person let it end', async () => {
    const source = new FakeSource(pagesOf(25, 10));
    const lists = over(source, { split: 'whole', maxItems: 12 });
    await loadAll(lists, 1_000, never);
    assert.equal(loadedCount(lists), 12);
    assert.ok(moreExist(lists) && !canLoadMore(lists));
  });

  it('ends with its lists', async () => {
    const source = new FakeSource();
    const lists = over(source);
    const done = loadAll(lists, 1_000, never);
    lists.dispose();
    await done;
    assert.equal(loadedCount(lists), 0);
  });
});

describe('what a Load All finds at its end', () => {
  const one = { filter: { LifeCycleStage: ['Prospect'] as const } };
  const pages = pagesOf(25, 10);

  it('is that nothing changed: then all of it is one moment, and asking again asks for nothing', async () => {
    const source = new FakeSource((request) => (isLook(request) ? page([]) : pages(request)));
    const lists = over(source, one);
    assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'complete' });
    assert.ok(isAllLoaded(lists));
    const { length } = source.calls;
    assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'complete' });
    assert.equal(source.calls.length, length);
  });

  it('is that something changed: then the list is read again, twice at most, and shows what is newer', async () => {
    let looks = 0;
    const source = new FakeSource((request) => {
      if (!isLook(request)) return pages(request);
      looks += 1;
      return page([summary('O80001', 'Prospect', `2027-01-01T00:00:0${looks}Z`)]);
    });
    const lists = over(source, one);
    assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'changing', keys: ['Prospect'] });
    assert.equal(looks, 3);
    const readFirst = source.calls.filter(({ request }) => request.LifeCycleStage && request.NextToken === undefined);
    assert.equal(readFirst.length, 3);
    assert.equal(lists.find('O80001')?.LastModifiedDate, '2027-01-01T00:00:03Z');
    assert.ok(!isAllLoaded(lists));
  });

  it('is unknown where AWS does not say what changed', async () => {
    const source = new FakeSource((request) => (isLook(request) ? new SourceError('accessDenied') : pages(request)));
    const outcome = await loadAll(over(source, one), 1_000, never);
    assert.ok(outcome.kind === 'unchecked' && outcome.error.code === 'accessDenied');
  });

  it('is nothing where the person stops it while AWS is asked', async () => {
    const stop = new AbortController();
    const source = new FakeSource((request) => {
      if (!isLook(request)) return pages(request);
      setImmediate(() => stop.abort());
      return undefined;
    });
    const lists = over(source, one);
    assert.deepEqual(await loadAll(lists, 1_000, stop.signal), { kind: 'stopped' });
    assert.equal(loadedCount(lists), 25);
  });
});

describe('what a Load All is told beforehand', () => {
  it('is the next multiple of the setting, or no limit', () => {
    assert.deepEqual(
      [0, 9_999, 10_000, 10_050].map((loaded) => limitFrom(loaded, 10_000)),
      [10_000, 10_000, 20_000, 20_000],
    );
    assert.equal(limitFrom(12_345, 0), Number.POSITIVE_INFINITY);
  });

  it('is the most requests that it takes to the limit, and their time', () => {
    assert.deepEqual(costUpTo(13_000, { loaded: 0, lists: 7, pageSize: 100, perSecond: 5 }), {
      requests: 137,
      seconds: 28,
    });
    assert.deepEqual(costUpTo(100, { loaded: 130, lists: 1, pageSize: 100, perSecond: 2.5 }), {
      requests: 1,
      seconds: 1,
    });
  });
});
