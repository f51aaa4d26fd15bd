import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { OpportunitySummary, Stage } from '../../../../src/core/model/opportunity';
import { stages } from '../../../../src/core/model/opportunity';
import { FakeSource, page, pagesOf, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const query = {
  catalog: 'AWS',
  filter: {},
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  pageSize: 100,
  split: 'byStage',
} as const;

function listsOver(source: FakeSource, filter: (typeof query)['filter'] | object = {}) {
  return new OpportunityLists(source, { ...query, filter }, () => utc('2026-06-01T12:00:00Z'));
}

const ids = (items: Iterable<OpportunitySummary>) => [...items].map((item) => item.Id).join(' ');

describe('OpportunityLists', () => {
  it('has the seven stages in lifecycle order and asks for none of them by itself', () => {
    const source = new FakeSource();
    const lists = listsOver(source);
    assert.deepEqual(lists.keys, stages);
    assert.equal(source.calls.length, 0);
  });

  it('asks for one stage, with the page size, the sort and the filter', async () => {
    const source = new FakeSource(pagesOf(3, 100));
    const lists = listsOver(source, { LifeCycleReviewStatus: ['Approved'] });
    await lists.listOf('Committed')?.firstPage();
    assert.deepEqual(source.calls[0]?.request, {
      Catalog: 'AWS',
      MaxResults: 100,
      Sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
      LifeCycleStage: ['Committed'],
      LifeCycleReviewStatus: ['Approved'],
    });
    assert.equal(source.calls[0]?.priority, 'foreground');
  });

  it('never asks for a full record by itself', async () => {
    const source = new FakeSource(pagesOf(3, 100));
    const lists = listsOver(source);
    for (const key of lists.keys) await lists.listOf(key)?.firstPage();
    await lists.refresh();
    await lists.get('O80001', new AbortController().signal);
    assert.equal(lists.source, source);
    assert.equal(source.opportunityCalls.length + source.awsSummaryCalls.length, 0);
  });

  it('finds several by their ids, in that order and twenty in a request, without those that it has', async () => {
    const source = new FakeSource(({ Identifier: ids }) =>
      page(
        (ids ?? ['O1'])
          .filter((id) => id !== 'O7')
          .toReversed()
          .map((id) => summary(id, 'Prospect')),
      ),
    );
    const lists = listsOver(source);
    await lists.listOf('Prospect')?.firstPage();
    const ids = Array.from({ length: 30 }, (_, n) => `O${30 - n}`);
    const found = await lists.getAll(ids, new AbortController().signal);
    assert.deepEqual(
      found.map(({ Id }) => Id),
      ids.filter((id) => id !== 'O7'),
    );
    assert.deepEqual(
      source.calls.slice(1).map(({ request }) => [request.Identifier?.length, request.MaxResults]),
      [
        [20, 20],
        [9, 9],
      ],
    );
  });

  describe('one that is read again by its id', () => {
    const older = summary('O1', 'Prospect', '2026-01-01');
    const reread = async (newer: typeof older) => {
      const source = new FakeSource(({ Identifier: ids }) => page(ids ? [newer] : [older, summary('O2', 'Prospect')]));
      const lists = listsOver(source);
      const list = lists.listOf('Prospect');
      await list?.firstPage();
      const changes: unknown[] = [];
      lists.onDidChange((change) => changes.push(change));
      assert.equal(await lists.reread('O1', new AbortController().signal), newer);
      return { items: list?.items.map(({ LastModifiedDate: date }) => date?.slice(0, 10)), changes, lists };
    };

    it('is the version that its list shows', async () => {
      const { items, changes } = await reread(summary('O1', 'Prospect', '2026-02-01'));
      assert.equal(items?.[0], '2026-02-01');
      assert.equal(items?.length, 2);
      assert.deepEqual(changes, ['Prospect']);
    });

    it('stays where it is when its stage is another now', async () => {
      const { items, changes, lists } = await reread(summary('O1', 'Launched', '2026-02-01'));
      assert.equal(items?.[0], '2026-01-01');
      assert.deepEqual(changes, []);
      assert.deepEqual(lists.listOf('Launched')?.items, []);
    });
  });

  describe('those that are read by their ids', () => {
    const { signal } = new AbortController();
    const asking = (...pages: readonly (readonly OpportunitySummary[])[]) => {
      const source = new FakeSource((_, n) => page(pages[n - 1] ?? [], n < pages.length ? `${n}` : undefined));
      return { source, lists: listsOver(source) };
    };

    it('are read until all are there, on pages that are not full or even empty, and no further', async () => {
      const { source, lists } = asking([summary('O1')], [], [summary('O3')], [summary('O2')], [summary('O1')]);
      assert.equal(ids(await lists.getAll(['O2', 'O1', 'O3'], signal)), 'O2 O1 O3');
      assert.equal(source.calls.length, 4);
    });

    it('are those that were asked for, whatever else AWS sends', async () => {
      const { lists } = asking([summary('O9'), { Catalog: 'AWS' }, summary('O2')], []);
      await assert.rejects(lists.get('O1', signal), { code: 'notFound' });
      const { lists: others } = asking([{ Catalog: 'AWS' }, summary('O9'), summary('O1')]);
      assert.equal((await others.get('O1', signal)).Id, 'O1');
    });

    it('are asked for in full requests, and in none where all are loaded', async () => {
      const { source, lists } = asking([summary('O1')]);
      await lists.listOf('Prospect')?.firstPage();
      assert.equal(ids(await lists.getAll(['O1'], signal)), 'O1');
      assert.equal((await lists.get('O1', signal)).Id, 'O1');
      assert.equal(source.calls.length, 1);
      const twenty = Array.from({ length: 20 }, (_, n) => `O${n + 100}`);
      assert.deepEqual(await lists.getAll(twenty, signal), []);
      assert.equal(source.calls.length, 2);
    });
  });

  it('has only the stages that the filter asks for', () => {
    const lists = listsOver(new FakeSource(), { LifeCycleStage: ['Launched', 'Prospect'] });
    assert.deepEqual(lists.keys, ['Prospect', 'Launched']);
  });

  it('reads the whole list as one where it is not split, whatever the stages in it', async () => {
    const items = [summary('O1', 'Prospect'), { Catalog: 'AWS', Id: 'O2' }, summary('O3', 'Launched')];
    const source = new FakeSource(() => page(items));
    const whole = new OpportunityLists(
      source,
      { ...query, split: 'whole', filter: { LifeCycleStage: ['Prospect', 'Launched'] }, startingToken: 'tok___1' },
      () => utc(),
    );
    assert.deepEqual(whole.keys, ['All']);
    await whole.listOf('All')?.firstPage();
    assert.deepEqual(source.calls[0]?.request.LifeCycleStage, ['Prospect', 'Launched']);
    assert.equal(source.tokens, 'tok');
    assert.equal(ids(whole.loaded()), 'O2 O3');
    assert.equal(whole.other.length, 0);
  });

  it('shows an opportunity that moved to another stage once, in its newest version', async () => {
    const old = summary('O1', 'Prospect', '2026-01-01T00:00:00.000Z');
    const moved = summary('O1', 'Qualified', '2026-02-01T00:00:00.000Z');
    const source = new FakeSource((request) => page([request.LifeCycleStage?.[0] === 'Prospect' ? old : moved]));
    for (const order of [
      ['Prospect', 'Qualified'],
      ['Qualified', 'Prospect'],
    ] as const) {
      const lists = listsOver(source);
      for (const stage of order) await lists.listOf(stage)?.firstPage();
      assert.equal(ids(lists.listOf('Prospect')?.items ?? []), '', order.join());
      assert.equal(ids(lists.listOf('Qualified')?.items ?? []), 'O1', order.join());
      assert.equal(lists.find('O1'), moved);
    }
  });

  describe('an opportunity that comes from two lists', () => {
    const strange = (day: string) => ({
      ...summary('O1', 'Prospect', `${day}T00:00:00Z`),
      LifeCycle: { Stage: 'Closed Won' as Stage },
    });
    /** Reads two stages, each with one version of the same opportunity, and returns where it is then. */
    const places = async (first: OpportunitySummary, second: OpportunitySummary) => {
      const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
        page([stage === 'Prospect' ? first : second]),
      );
      const lists = listsOver(source);
      await lists.listOf('Prospect')?.firstPage();
      await lists.listOf('Qualified')?.firstPage();
      const [prospect, qualified] = (['Prospect', 'Qualified'] as const).map((key) => lists.listOf(key)?.items ?? []);
      return [prospect, qualified, lists.other].map((items) => items?.[0]?.LastModifiedDate?.slice(0, 10));
    };

    it('is in its own stage where both say the same version', async () => {
      const same = (stage: Stage) => summary('O1', stage, '2026-02-01T00:00:00Z');
      assert.deepEqual(await places(same('Prospect'), same('Prospect')), ['2026-02-01', undefined, undefined]);
      assert.deepEqual(await places(same('Qualified'), same('Qualified')), [undefined, '2026-02-01', undefined]);
      assert.deepEqual(await places(same('Launched'), same('Launched')), [undefined, '2026-02-01', undefined]);
      const { LifeCycle: _, ...stageless } = same('Prospect');
      assert.deepEqual(await places(stageless, stageless), [undefined, undefined, '2026-02-01']);
    });

    it('leaves what has no stage of ours once a newer version has one, and only then', async () => {
      const listed = (day: string) => summary('O1', 'Qualified', `${day}T00:00:00Z`);
      assert.deepEqual(await places(strange('2026-01-01'), listed('2026-02-01')), [undefined, '2026-02-01', undefined]);
      assert.deepEqual(await places(strange('2026-02-01'), listed('2026-02-01')), [undefined, '2026-02-01', undefined]);
      assert.deepEqual(await places(strange('2026-03-01'), listed('2026-02-01')), [undefined, undefined, '2026-03-01']);
    });

    it('leaves its stage once a newer version has none of ours, and is there once', async () => {
      const listed = summary('O1', 'Prospect', '2026-02-01T00:00:00Z');
      assert.deepEqual(await places(listed, strange('2026-03-01')), [undefined, undefined, '2026-03-01']);
      assert.deepEqual(await places(listed, strange('2026-01-01')), ['2026-02-01', undefined, undefined]);
      assert.deepEqual(await places(strange('2026-01-01'), strange('2026-03-01')), [
        undefined,
        undefined,
        '2026-03-01',
      ]);
    });

    it('is one of several without a stage of ours, which stay', async () => {
      const { LifeCycle: _, ...other } = summary('O2');
      const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
        page(
          stage === 'Prospect' ? [strange('2026-01-01'), other] : [summary('O1', 'Qualified', '2026-02-01T00:00:00Z')],
        ),
      );
      const lists = listsOver(source);
      await lists.listOf('Prospect')?.firstPage();
      await lists.listOf('Qualified')?.firstPage();
      assert.equal(ids(lists.other), 'O2');
      assert.equal(ids(lists.listOf('Qualified')?.items ?? []), 'O1');
    });
  });

  it('knows the newer version to the last digit of a second, and by zone', async () => {
    const modified = (moment: string) => summary('O1', 'Prospect', moment);
    for (const [older, newer] of [
      ['2026-02-01T00:00:50Z', '2026-02-01T00:00:50.5Z'],
      ['2026-02-01T00:00:50.123Z', '2026-02-01T00:00:50.123456Z'],
      ['2026-02-01T09:00:00+09:00', '2026-02-01T00:00:01Z'],
    ] as const) {
      for (const order of [
        [older, newer],
        [newer, older],
      ] as const) {
        const source = new FakeSource((_, n) => page([modified(order[n - 1] ?? '')], n === 1 ? 'a' : undefined));
        const list = listsOver(source).listOf('Prospect');
        await list?.firstPage();
        await list?.loadMore();
        assert.deepEqual(
          list?.items.map((item) => item.LastModifiedDate),
          [newer],
        );
      }
    }
  });

  it('puts an opportunity with a missing or unknown stage under Other', async () => {
    const strange = { ...summary('O2'), LifeCycle: { Stage: 'Closed Won' as Stage } };
    const source = new FakeSource(() => page([summary('O1'), strange, { Catalog: 'AWS', Id: 'O3' }]));
    const lists = listsOver(source);
    const changes: string[] = [];
    lists.onDidChange((change) => changes.push(change));
    await lists.listOf('Prospect')?.firstPage();
    assert.equal(ids(lists.listOf('Prospect')?.items ?? []), 'O1');
    assert.equal(ids(lists.other), 'O2 O3');
    assert.deepEqual(changes, ['Other', 'Prospect']);
    await lists.refresh();
    assert.equal(ids(lists.other), 'O2 O3', 'a refresh does not double them');
    assert.equal(lists.find('O3')?.Id, 'O3');
  });

  it('puts under Other what the last reading of each stage found there, and says when that changes', async () => {
    const stray = (Id: string) => ({ Catalog: 'AWS', Id }) as const;
    let found: Partial<Record<Stage, readonly OpportunitySummary[]>> = {
      Prospect: [stray('O1'), stray('O2')],
      Qualified: [stray('O3'), { Catalog: 'AWS' }],
    };
    const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) => page((stage && found[stage]) ?? []));
    const lists = listsOver(source);
    for (const key of ['Prospect', 'Qualified'] as const) await lists.listOf(key)?.firstPage();
    assert.equal(ids(lists.other), 'O1 O2 O3 ');
    assert.ok(!lists.empty);
    const changes: string[] = [];
    lists.onDidChange((change) => changes.push(change));
    found = { Prospect: [stray('O2'), summary('O1')], Qualified: [] };
    await lists.refreshList('Prospect');
    assert.equal(ids(lists.other), 'O3  O2', 'those of Qualified stay, which was not read again');
    assert.equal(ids(lists.listOf('Prospect')?.items ?? []), 'O1');
    assert.ok(changes.includes('Other'));
    changes.length = 0;
    await lists.refreshList('Qualified');
    assert.equal(ids(lists.other), 'O2');
    assert.ok(changes.includes('Other'));
    found = {};
    await lists.refreshList('Prospect');
    assert.equal(ids(lists.other), '');
    changes.length = 0;
    await lists.refreshList('Prospect');
    assert.deepEqual(changes, ['Prospect'], 'nothing is under Other before and after');
  });

  it('renews an opportunity only in the list that holds it, and where it still belongs', async () => {
    const source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
      page(stage === 'Prospect' ? [summary('O1')] : []),
    );
    const lists = listsOver(source);
    for (const key of ['Prospect', 'Qualified'] as const) await lists.listOf(key)?.firstPage();
    const later = '2026-02-01T00:00:00.000Z';
    for (const other of [
      summary('O1', 'Qualified', later),
      { Catalog: 'AWS', Id: 'O1' },
      summary('O2'),
      { Catalog: 'AWS' },
    ]) {
      lists.renew(other);
      assert.deepEqual([...lists.loaded()], [summary('O1')]);
    }
    lists.renew(summary('O1', 'Prospect', later));
    assert.deepEqual([...lists.loaded()], [summary('O1', 'Prospect', later)]);
  });

  it('refresh reads as many pages as were loaded, of the stages that were read, behind what the person clicks', async () => {
    const source = new FakeSource(pagesOf(500, 100));
    const lists = listsOver(source);
    await lists.listOf('Prospect')?.firstPage();
    await lists.listOf('Prospect')?.loadMore();
    await lists.listOf('Launched')?.firstPage();
    source.calls.length = 0;
    await lists.refresh();
    const asked = source.calls.map((call) => `${call.request.LifeCycleStage?.[0]} ${call.request.NextToken ?? '-'}`);
    assert.deepEqual(asked.sort(), ['Launched -', 'Prospect -', 'Prospect t1']);
    assert.ok(source.calls.every((call) => call.priority === 'background'));
    assert.equal(lists.listOf('Prospect')?.items.length, 200);
    assert.deepEqual(lists.listOf('Prospect')?.tail, { kind: 'more', at: { nextToken: 't2', used: 0 } });
  });

  it('keeps what is shown until the refreshed list is there', async () => {
    const source = new FakeSource((_, n) => (n === 1 ? page([summary('O1')]) : undefined));
    const lists = listsOver(source);
    await lists.listOf('Prospect')?.firstPage();
    const refreshed = lists.refresh();
    assert.equal(ids(lists.loaded()), 'O1');
    source.calls[1]?.answer(page([summary('O2')]));
    await refreshed;
    assert.equal(ids(lists.loaded()), 'O2');
  });

  it('keeps what is shown when a refresh fails, says so, and forgets it once one works', async () => {
    let broken = false;
    const pages = pagesOf(300, 100);
    const source = new FakeSource((request) =>
      broken && request.NextToken === 't1' ? new SourceError('unavailable', { args: ['503'] }) : pages(request),
    );
    const lists = listsOver(source);
    const list = () => lists.listOf('Prospect');
    await list()?.firstPage();
    await list()?.loadMore();
    broken = true;
    await lists.refresh();
    assert.equal(list()?.items.length, 200);
    assert.equal(lists.refreshError('Prospect')?.code, 'unavailable');
    broken = false;
    await lists.refresh();
    assert.equal(lists.refreshError('Prospect'), undefined);
    await list()?.loadMore();
    assert.equal(list()?.items.length, 300);
  });

  it('shows why when a stage that never loaded fails again', async () => {
    const source = new FakeSource((_, n) => new SourceError(n === 1 ? 'offline' : 'throttled'));
    const lists = listsOver(source);
    await lists.listOf('Prospect')?.firstPage();
    await lists.refresh();
    const tail = lists.listOf('Prospect')?.tail;
    assert.equal(tail?.kind === 'failed' && tail.error.code, 'throttled');
    assert.equal(lists.refreshError('Prospect'), undefined);
  });

  it('does not lose the page that the person loads during a refresh', async () => {
    const source = new FakeSource();
    const pages = pagesOf(500, 100);
    const lists = listsOver(source);
    const answer = async (from: number) => {
      for (const call of source.calls.slice(from)) call.answer(pages(call.request));
      await new Promise(setImmediate);
    };
    const first = lists.listOf('Prospect')?.firstPage();
    await answer(0);
    await first;
    const refreshed = lists.refresh();
    void lists.listOf('Prospect')?.loadMore();
    for (let i = 1; i < 4; i++) await answer(i);
    await refreshed;
    assert.equal(lists.listOf('Prospect')?.items.length, 200);
  });

  it('R20: 20 refreshes at once are one', async () => {
    const source = new FakeSource(pagesOf(50, 100));
    const lists = listsOver(source);
    await lists.listOf('Prospect')?.firstPage();
    await Promise.all(Array.from({ length: 20 }, () => lists.refresh()));
    assert.equal(source.calls.length, 2);
    const loading = lists.listOf('Launched')?.firstPage();
    await Promise.all([loading, lists.refreshList('Launched')]);
    assert.equal(source.calls.length, 3, 'a stage that is just being read is up to date');
  });

  it('R17, R18: after dispose every call is aborted and no late answer shows', async () => {
    const source = new FakeSource();
    const lists = listsOver(source);
    let changes = 0;
    lists.onDidChange(() => {
      changes += 1;
    });
    const reads = stages.map((stage) => lists.listOf(stage)?.firstPage());
    lists.dispose();
    assert.ok(source.calls.every((call) => call.signal.aborted));
    for (const call of source.calls) call.answer(page([summary('O1')]));
    await Promise.all(reads);
    assert.equal(changes, 0);
    assert.equal(ids(lists.loaded()), '');
  });

  it('knows when there is nothing at all', async () => {
    const lists = listsOver(new FakeSource(() => page([])));
    assert.equal(lists.empty, false);
    for (const stage of stages) await lists.listOf(stage)?.firstPage();
    assert.equal(lists.empty, true);
  });

  it('R14: shows each opportunity once and in its newest version while the list shifts', async () => {
    const move = fc.record({ id: fc.integer({ min: 0, max: 29 }), stage: fc.constantFrom(...stages) });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), async (moves, size) => {
        let clock = 0;
        const at = () => new Date(Date.UTC(2026, 0, 1, 0, 0, clock++)).toISOString();
        const records = new Map(
          Array.from({ length: 30 }, (_, n) => [n, summary(`O${n}`, stages[n % stages.length], at())] as const),
        );
        const waiting = [...moves];
        const source = new FakeSource((request) => {
          const change = waiting.shift();
          if (change) records.set(change.id, summary(`O${change.id}`, change.stage, at()));
          const rows = [...records.values()]
            .filter((row) => row.LifeCycle?.Stage === request.LifeCycleStage?.[0])
            .sort((a, b) => b.LastModifiedDate.localeCompare(a.LastModifiedDate));
          const start = Number(request.NextToken ?? 0);
          return page(rows.slice(start, start + size), start + size < rows.length ? String(start + size) : undefined);
        });
        const lists = listsOver(source);
        const readAll = async () => {
          for (const stage of lists.keys) {
            await lists.listOf(stage)?.firstPage();
            while (lists.listOf(stage)?.tail.kind === 'more') await lists.listOf(stage)?.loadMore();
          }
        };
        await readAll();
        const shown = [...lists.loaded()].map((item) => item.Id);
        assert.equal(new Set(shown).size, shown.length, 'once');
        waiting.length = 0;
        await lists.refresh();
        await readAll();
        assert.deepEqual(
          new Set(lists.loaded()),
          new Set(records.values()),
          'after a refresh: everything, in its newest version',
        );
      }),
      { numRuns: 200 },
    );
  });
});
