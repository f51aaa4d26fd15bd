import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { isAllLoaded, knowsWithoutStage } from '../../../../src/core/lists/completeness';
import type { ReadKey } from '../../../../src/core/lists/listKeys';
import { findWithoutStage, loadAll, loadedCount } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { refreshAll } from '../../../../src/core/lists/refreshAll';
import type { ListRequest, OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { Priority } from '../../../../src/core/paging/source';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { shiftDay } from '../../../../src/core/time/dates';
import type { OpportunitySource } from '../../../../src/core/wire/operations';
import { sourceOver } from '../../../../src/demo/sampleSource';
import { DemoService } from '../../../../src/demo/server/demoService';
import { FakeSource, isLook, page, pagesOf, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const never = new AbortController().signal;
const unlimited = Number.POSITIVE_INFINITY;
const base = Date.UTC(2026, 5, 1);
/** After everything in the sample data. */
const later = base + 10 * 86_400_000;
const dayMs = 86_400_000;
const newestFirst = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;

/** A service whose requests are recorded, and that fails or waits when a test wants it to. */
class Watched {
  readonly service: DemoService;
  requests: { readonly input: ListRequest; readonly priority: Priority }[] = [];
  /** Called before a request is answered; what it throws is the answer. */
  before: (input: ListRequest) => void | Promise<void> = () => {};
  now = utc(base);

  constructor(opportunities = 60) {
    this.service = new DemoService({ opportunities, anchor: new Date(base) });
  }

  readonly source: OpportunitySource = {
    run: async (operation, priority, signal) => {
      const input = operation.input as ListRequest;
      this.requests.push({ input, priority });
      await this.before(input);
      return sourceOver(this.service).run(operation, priority, signal);
    },
    dispose() {},
  };

  open(query: Partial<ListsQuery> = {}): OpportunityLists {
    const whole = { catalog: 'AWS', filter: {}, sort: newestFirst, pageSize: 20, split: 'byStage', ...query } as const;
    return new OpportunityLists(this.source, whole, () => this.now);
  }

  /** Changes as many opportunities of a stage. */
  change(count: number, at = later, step = 1_000): readonly string[] {
    const ids = this.service.records().flatMap(({ Id: id }) => id ?? []);
    const changed = ids.slice(0, count);
    for (const [n, id] of changed.entries()) {
      const edit = { NextSteps: `step ${n}` };
      this.service.change(id, (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, ...edit } }), new Date(at + n * step));
    }
    return changed;
  }

  /** Returns the number of requests that something takes. */
  async count(run: () => Promise<unknown>): Promise<number> {
    const before = this.requests.length;
    await run();
    return this.requests.length - before;
  }

  get moments(): readonly (string | undefined)[] {
    return this.requests.map(({ input }) => input.LastModifiedDate?.AfterLastModifiedDate);
  }
}

const stageOf = (lists: OpportunityLists, id: string) => lists.keys.find((key) => lists.listOf(key)?.find(id));

describe('refreshAll', () => {
  describe('by what was modified', () => {
    for (const [name, query, most] of [
      ['without a filter', {}, 3],
      ['of the single list', { split: 'whole' }, 3],
      ['by close date, with many ties', { sort: { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' } }, 5],
      ['by name', { sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } }, 5],
      ['by id', { sort: { SortBy: 'Identifier', SortOrder: 'ASCENDING' } }, 3],
      ['with a filter', { filter: { LifeCycleReviewStatus: ['Approved', 'Submitted'] } }, 5],
      ['with a filter and one timestamp', { filter: { TargetCloseDate: { AfterTargetCloseDate: '-1000d' } } }, 5],
    ] as const) {
      it(`costs at most ${most} requests for 20 of 10,000 ${name}, and one if nothing changed`, async () => {
        const world = new Watched(10_000);
        const lists = world.open({ pageSize: 100, ...query });
        await loadAll(lists, unlimited, never);
        world.change(20, later, name.includes('one timestamp') ? 0 : 1_000);
        const requests = await world.count(() => refreshAll(lists, never));
        assert.ok(requests <= most, `${requests} requests`);
        assert.deepEqual([lists.lastRefresh?.kind, isAllLoaded(lists)], ['difference', true]);
        assert.equal(await world.count(() => refreshAll(lists, never)), 1);
      }).timeout(20_000);
    }

    it('says what AWS was asked, and shows everything at once', async () => {
      const world = new Watched();
      const lists = world.open();
      await loadAll(lists, unlimited, never);
      const since = lists.newest ?? assert.fail();
      const [id = ''] = world.service
        .records()
        .flatMap(({ Id, LifeCycle: life }) => (life?.Stage === 'Prospect' ? (Id ?? []) : []));
      world.service.change(
        id,
        (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Committed' } }),
        new Date(later),
      );
      const [from, into] = [lists.listOf('Prospect'), lists.listOf('Committed')];
      const rewrites = [from?.rewrites ?? 0, into?.rewrites ?? 0];
      const seen: unknown[] = [];
      lists.onDidChange(() => seen.push(stageOf(lists, id), lists.loaded().filter(({ Id }) => Id === id).length));
      assert.deepEqual(await refreshAll(lists, never), {
        ...{ kind: 'difference', at: new Date(base), changed: 1 },
        asked: { since, upTo: '2026-06-11T00:00:00Z', isWhole: true },
      });
      assert.deepEqual(new Set(seen), new Set(['Committed', 1]));
      assert.ok((from?.rewrites ?? 0) > (rewrites[0] ?? 0) && (into?.rewrites ?? 0) > (rewrites[1] ?? 0));
      assert.deepEqual(lists.listOf('Committed')?.items[0]?.Id, id, 'the newest is the first');
      assert.deepEqual([into?.reading.since, into?.reading.readAt], ['2026-06-11T00:00:00Z', new Date(base)]);
    });

    it('asks for nothing where nothing was read, or only for what somebody else wants to know', async () => {
      const world = new Watched();
      const lists = world.open();
      assert.deepEqual(await refreshAll(lists, never), { kind: 'nothing' });
      world.change(3);
      const refreshed = await refreshAll(lists, never, { since: '2026-06-10T00:00:00Z' });
      assert.ok(refreshed.kind === 'difference');
      assert.deepEqual([refreshed.changed, refreshed.asked?.upTo], [undefined, '2026-06-11T00:00:02Z']);
      assert.deepEqual(world.moments, ['2026-06-09T23:59:00.000Z']);
      assert.equal(loadedCount(lists), 0);
    });

    it('asks from an earlier moment if somebody wants to know since then', async () => {
      const world = new Watched();
      const lists = world.open();
      await loadAll(lists, unlimited, never);
      const refreshed = await refreshAll(lists, never, { since: '2026-05-20T00:00:00Z' });
      assert.equal(world.moments.at(-1), '2026-05-19T23:59:00.000Z');
      assert.ok(refreshed.kind === 'difference' && refreshed.changed === 0);
      assert.equal(refreshed.asked?.since, '2026-05-20T00:00:00Z');
    });

    it('does not mind the clock of this computer', async () => {
      for (const years of [-1, 0, 1]) {
        const world = new Watched();
        world.now = utc(base + years * 365 * dayMs);
        const lists = world.open();
        await loadAll(lists, unlimited, never);
        const [id = ''] = world.change(1);
        assert.equal(await world.count(() => refreshAll(lists, never)), 1);
        assert.equal(lists.find(id)?.LifeCycle?.NextSteps, 'step 0');
      }
    });

    it('reads only the list again in which a place is not known', async () => {
      const world = new Watched(400);
      const lists = world.open({ sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } });
      await loadAll(lists, unlimited, never);
      await findWithoutStage(lists, never);
      const item = lists.listOf('Launched')?.items[3] ?? assert.fail();
      const renamed = { Account: { ...item.Customer?.Account, CompanyName: 'Zzz' } };
      world.service.change(item.Id ?? '', (now) => ({ ...now, Customer: renamed }), new Date(later));
      const before = world.requests.length;
      await refreshAll(lists, never);
      const stages = world.requests.slice(before).flatMap(({ input }) => input.LifeCycleStage ?? []);
      assert.deepEqual(new Set(stages), new Set(['Launched']));
      const fresh = world.open({ sort: lists.query.sort });
      await fresh.listOf('Launched')?.readAsFarAs(lists.listOf('Launched') ?? assert.fail());
      assert.deepEqual(lists.listOf('Launched')?.items, fresh.listOf('Launched')?.items);
      assert.ok(isAllLoaded(lists) && knowsWithoutStage(lists));
    });

    it('shows what moved in its new list although that cannot be read again', async () => {
      const world = new Watched(400);
      const lists = world.open({ sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } });
      await loadAll(lists, unlimited, never);
      const { Id: id = '' } = lists.listOf('Launched')?.items[3] ?? assert.fail();
      world.service.change(
        id,
        (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Committed' } }),
        new Date(later),
      );
      world.before = ({ LifeCycleStage: stage }) => {
        if (stage) throw new SourceError('invalidRequest');
      };
      await refreshAll(lists, never);
      assert.deepEqual([stageOf(lists, id), isAllLoaded(lists)], ['Committed', false]);
      assert.equal(lists.refreshError('Committed')?.code, 'invalidRequest');
      assert.equal(lists.loaded().filter(({ Id }) => Id === id).length, 1);
      world.before = () => {};
      await refreshAll(lists, never);
      assert.equal(lists.refreshError('Committed'), undefined);
    });

    it('reads several pages of a list again once if something was modified, and then never without a reason', async () => {
      const world = new Watched(400);
      const lists = world.open({ pageSize: 20 });
      const list = lists.listOf('Prospect') ?? assert.fail();
      for (let n = 0; n < 3; n++) await list.loadMore();
      world.change(1);
      await refreshAll(lists, never);
      assert.equal(lists.listOf('Prospect')?.pages, 3);
      for (let n = 0; n < 2; n++) assert.equal(await world.count(() => refreshAll(lists, never)), 1);
    });

    it('keeps the pages of a list that goes on, unless its token may not fit any more', async () => {
      const world = new Watched(400);
      const lists = world.open({ sort: { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } });
      const list = lists.listOf('Prospect') ?? assert.fail();
      await list.firstPage();
      const [, second, third] = list.items;
      const change = (item: OpportunitySummary | undefined, life: object) =>
        world.service.change(
          item?.Id ?? '',
          (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, ...life } }),
          new Date(later),
        );
      change(second, { NextSteps: 'changed' });
      assert.equal(await world.count(() => refreshAll(lists, never)), 1);
      assert.equal(lists.listOf('Prospect'), list);
      assert.equal(list.items[1]?.LifeCycle?.NextSteps, 'changed');
      change(third, { Stage: 'Launched' });
      assert.equal(await world.count(() => refreshAll(lists, never)), 2);
      assert.deepEqual([lists.listOf('Prospect')?.items.length, lists.find(third?.Id ?? '')], [20, undefined]);
    });
  });

  describe('where the rows that are shown do not tell which rows AWS counts', () => {
    const sort = { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' } as const;
    const moveTo = (world: Watched, item: Pick<OpportunitySummary, 'Id'> | undefined, TargetCloseDate: string) =>
      world.service.change(
        item?.Id ?? assert.fail(),
        (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, TargetCloseDate } }),
        new Date(later),
      );
    const readOn = async (lists: OpportunityLists, key: ReadKey) => {
      const list = lists.listOf(key) ?? assert.fail();
      while (list.tail.kind !== 'end') await list.loadMore();
      return key === 'Other' ? lists.other : list.items;
    };

    it('reads pages again between which something may have been skipped', async () => {
      const world = new Watched(400);
      const lists = world.open({ sort, pageSize: 100 });
      const list = lists.listOf('Prospect') ?? assert.fail();
      await list.firstPage();
      moveTo(world, list.items[5], '2029-01-01');
      await readOn(lists, 'Prospect');
      await refreshAll(lists, never);
      const fresh = world.open({ sort, pageSize: 100 });
      assert.deepEqual(lists.listOf('Prospect')?.items, await readOn(fresh, 'Prospect'));
    });

    it('finds the place of what the details showed before, although the list has its new version', async () => {
      const byName = { sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } } as const;
      const world = new Watched();
      const lists = world.open(byName);
      await loadAll(lists, unlimited, never);
      const { Id: id = '' } = lists.listOf('Prospect')?.items[2] ?? assert.fail();
      const name = { Account: { CompanyName: 'Zzz' } };
      world.service.change(id, (now) => ({ ...now, Customer: name }), new Date(later));
      await lists.reread(id, never);
      assert.equal(lists.listOf('Prospect')?.items[2]?.Customer?.Account?.CompanyName, 'Zzz');
      await refreshAll(lists, never);
      assert.deepEqual(lists.listOf('Prospect')?.items, await readOn(world.open(byName), 'Prospect'));
    });

    it('reads a page again of which days were cut off', async () => {
      const world = new Watched(400);
      const dates = world.service.records().map(({ LifeCycle: life }) => life?.TargetCloseDate ?? '');
      const [day = ''] = dates
        .filter((date) => date !== '')
        .sort()
        .slice(60);
      const filter = { TargetCloseDate: { AfterTargetCloseDate: shiftDay(day, 1) } };
      const query = { sort, filter, split: 'whole' } as const;
      const lists = world.open(query);
      await lists.listOf('All')?.firstPage();
      const cut = world.service.records().find(({ LifeCycle: life }) => life?.TargetCloseDate === day);
      moveTo(world, { Id: cut?.Id ?? '' }, '2029-01-01');
      await refreshAll(lists, never);
      assert.deepEqual(await readOn(lists, 'All'), await readOn(world.open(query), 'All'));
    });

    it('reads the part of the single list again that is behind those of all stages', async () => {
      const world = new Watched(100);
      const whole = world.open({ sort, split: 'whole' });
      const items = await readOn(whole, 'All');
      // The first one of the second page has no stage.
      world.service.change(items[20]?.Id ?? '', (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: null } }));
      const lists = world.open({ sort });
      await lists.listOf('Other')?.firstPage();
      moveTo(
        world,
        items.slice(0, 20).find(({ LifeCycle: life }) => life?.Stage),
        '2029-01-01',
      );
      await refreshAll(lists, never);
      assert.deepEqual(await readOn(lists, 'Other'), await readOn(world.open({ sort }), 'Other'));
    });
  });

  describe('that fails', () => {
    it('leaves everything as it was, and asks from the same moment the next time', async () => {
      for (const failing of [1, 2, 3]) {
        const world = new Watched(200);
        const sort = { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' } as const;
        const lists = world.open({ sort, filter: { TargetCloseDate: { AfterTargetCloseDate: '-1000d' } } });
        await loadAll(lists, unlimited, never);
        world.change(8, later, 0);
        const before = lists.keys.map((key) => lists.listOf(key)?.items);
        const asked = world.requests.length;
        world.before = () => {
          if (world.requests.length === asked + failing) throw new SourceError('offline');
        };
        const refreshed = await refreshAll(lists, never);
        assert.ok(refreshed.kind === 'failed' && refreshed.error.code === 'offline', `${failing}`);
        assert.equal(lists.lastRefresh, refreshed);
        assert.ok(lists.keys.every((key, n) => lists.listOf(key)?.items === before[n]));
        assert.ok(isAllLoaded(lists));
        const moment = world.moments[asked];
        world.before = () => {};
        const next = world.requests.length;
        assert.equal((await refreshAll(lists, never)).kind, 'difference');
        assert.equal(world.moments[next], moment);
      }
    });

    it('is stopped by the person', async () => {
      const world = new Watched();
      const lists = world.open();
      await loadAll(lists, unlimited, never);
      const [id = ''] = world.change(1);
      const stop = new AbortController();
      world.before = () => stop.abort();
      assert.deepEqual(await refreshAll(lists, stop.signal), { kind: 'stopped' });
      assert.notEqual(lists.find(id)?.LifeCycle?.NextSteps, 'step 0');
    });

    it('changes nothing in lists that nobody shows any more', async () => {
      const world = new Watched();
      const lists = world.open();
      await loadAll(lists, unlimited, never);
      const [id = ''] = world.change(1);
      world.before = () => lists.dispose();
      await refreshAll(lists, never);
      assert.notEqual(lists.find(id)?.LifeCycle?.NextSteps, 'step 0');
    });
  });

  describe('reads everything again', () => {
    const one = { filter: { LifeCycleStage: ['Prospect'] as const } };
    const over = (source: FakeSource) => {
      const query = { catalog: 'AWS', sort: newestFirst, pageSize: 10, split: 'byStage', ...one } as const;
      return new OpportunityLists(source, query, () => utc(base));
    };
    const everything = { everything: true };

    it('if it is told to: as many pages as before, and no more', async () => {
      const source = new FakeSource(pagesOf(45, 10));
      const lists = over(source);
      await lists.listOf('Prospect')?.firstPage();
      await lists.listOf('Prospect')?.loadMore();
      assert.equal((await refreshAll(lists, never, everything)).kind, 'everything');
      assert.equal(source.tokens, '- t1 - t1');
      assert.equal(loadedCount(lists), 20);
    });

    it('and leaves complete what was complete: reads to the end, and asks what changed meanwhile', async () => {
      let count = 25;
      const source = new FakeSource((request) => (isLook(request) ? page([]) : pagesOf(count, 10)(request)));
      const lists = over(source);
      await loadAll(lists, 1_000, never);
      count = 45;
      await refreshAll(lists, never, everything);
      assert.deepEqual([loadedCount(lists), isAllLoaded(lists)], [45, true]);
      assert.ok(isLook(source.calls.at(-1)?.request ?? assert.fail()));
    });

    it('with one request for what was one answer, and goes on where it is one no more', async () => {
      let count = 5;
      const source = new FakeSource((request) => (isLook(request) ? page([]) : pagesOf(count, 10)(request)));
      const lists = over(source);
      await lists.listOf('Prospect')?.firstPage();
      await refreshAll(lists, never, everything);
      assert.equal(source.tokens, '- -');
      count = 25;
      await refreshAll(lists, never, everything);
      assert.deepEqual([loadedCount(lists), isAllLoaded(lists)], [25, true]);
    });

    it('after a day, or when the clock was set', async () => {
      const world = new Watched();
      const lists = world.open();
      await loadAll(lists, unlimited, never);
      for (const [ms, kind] of [
        [dayMs - 1_000, 'difference'],
        [dayMs + 1_000, 'everything'],
        [2 * dayMs, 'difference'],
        [-365 * dayMs, 'everything'],
        [-365 * dayMs, 'difference'],
      ] as const) {
        world.now = utc(base + ms);
        assert.equal((await refreshAll(lists, never)).kind, kind, `${ms}`);
      }
    });

    it('after a thousand modified opportunities', async () => {
      const world = new Watched(3_000);
      const lists = world.open({ pageSize: 100 });
      await loadAll(lists, unlimited, never);
      for (let n = 0; n < 2; n++) {
        world.change(500, later + n * 3_600_000, 0);
        assert.equal((await refreshAll(lists, never)).kind, 'difference');
      }
      assert.equal((await refreshAll(lists, never)).kind, 'everything');
      assert.equal((await refreshAll(lists, never)).kind, 'difference');
    });

    it('if more was modified than is loaded, or than is worth while', async () => {
      const world = new Watched(300);
      const lists = world.open({ pageSize: 100, split: 'whole' });
      await lists.listOf('All')?.firstPage();
      world.change(99);
      assert.equal((await refreshAll(lists, never)).kind, 'difference');
      world.change(101, later + dayMs);
      assert.equal((await refreshAll(lists, never)).kind, 'everything');
    });

    it('if AWS sends something that cannot be read among what was modified', async () => {
      const source = new FakeSource((request) =>
        isLook(request) ? { ...page([summary('O1')]), skipped: 1 } : pagesOf(5, 10)(request),
      );
      const lists = over(source);
      await lists.listOf('Prospect')?.firstPage();
      assert.equal((await refreshAll(lists, never)).kind, 'everything');
      assert.equal((await refreshAll(lists, never, { quiet: true })).kind, 'difference');
      assert.deepEqual(lists.behind, ['Prospect']);
    });
  });

  describe('that nobody asked for', () => {
    const quiet = { quiet: true };

    it('asks in the background, and never reads a list again', async () => {
      const world = new Watched(400);
      const lists = world.open({ sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } });
      await loadAll(lists, unlimited, never);
      world.now = utc(base + 2 * dayMs);
      const [kept, renamed] = ['Launched', 'Prospect'].map(
        (key) => lists.listOf(key as 'Launched')?.items[1]?.Id ?? '',
      );
      const steps = { NextSteps: 'changed' };
      world.service.change(
        kept ?? '',
        (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, ...steps } }),
        new Date(later),
      );
      const name = { Account: { CompanyName: 'Zzz' } };
      world.service.change(renamed ?? '', (now) => ({ ...now, Customer: name }), new Date(later));
      const before = world.requests.length;
      assert.equal((await refreshAll(lists, never, quiet)).kind, 'difference');
      const asked = world.requests.slice(before);
      assert.ok(asked.every(({ priority, input }) => priority === 'background' && !input.LifeCycleStage));
      assert.equal(lists.find(kept ?? '')?.LifeCycle?.NextSteps, 'changed');
      assert.notEqual(lists.find(renamed ?? '')?.Customer?.Account?.CompanyName, 'Zzz');
      assert.deepEqual(lists.behind, ['Prospect']);
      world.now = utc(base);
      await refreshAll(lists, never);
      assert.equal(lists.find(renamed ?? '')?.Customer?.Account?.CompanyName, 'Zzz');
      assert.deepEqual(lists.behind, []);
    });

    it('leaves all lists behind if too much was modified', async () => {
      const world = new Watched(300);
      const lists = world.open({ pageSize: 100 });
      await lists.listOf('Prospect')?.firstPage();
      world.change(101);
      assert.equal(await world.count(() => refreshAll(lists, never, quiet)), 2);
      assert.deepEqual([lists.behind, lists.lastRefresh?.kind], [['Prospect'], 'difference']);
    });

    it('asks no more while too much is modified, until somebody asks', async () => {
      const world = new Watched(300);
      const lists = world.open({ pageSize: 100 });
      await lists.listOf('Prospect')?.firstPage();
      world.change(101, later, 120_000);
      await refreshAll(lists, never, quiet);
      const said = lists.lastRefresh;
      world.now = utc(base + 3_600_000);
      assert.equal(await world.count(() => refreshAll(lists, never, quiet)), 0);
      assert.equal(lists.lastRefresh, said);
      await refreshAll(lists, never);
      assert.equal(await world.count(() => refreshAll(lists, never, quiet)), 1);
      assert.deepEqual(lists.behind, []);
    });

    it('says nothing where AWS has not sent a date, because it is not asked', async () => {
      const source = new FakeSource(() => page([]));
      const query = { catalog: 'AWS', filter: {}, sort: newestFirst, pageSize: 20, split: 'byStage' } as const;
      const lists = new OpportunityLists(source, query, () => utc(base));
      await lists.listOf('Prospect')?.firstPage();
      const { length } = source.calls;
      assert.deepEqual(await refreshAll(lists, never, quiet), { kind: 'nothing' });
      assert.deepEqual([source.calls.length, lists.behind], [length, []]);
    });
  });

  it('loses nothing that moves while lists are read again, even at the very moment of what was the newest before', async () => {
    const world = new Watched(200);
    const lists = world.open({ sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' }, split: 'whole' });
    await loadAll(lists, unlimited, never);
    const [newest = ''] = world.change(1, later);
    const rename = (id: string, CompanyName: string) =>
      world.service.change(id, (now) => ({ ...now, Customer: { Account: { CompanyName } } }), new Date(later));
    rename(newest, 'Zzz');
    const first = lists.listOf('All')?.items[0]?.Id ?? assert.fail();
    let pages = 0;
    world.before = ({ NextToken: token }) => {
      // The first one goes to the end when the second page is read, so that one is skipped between the two.
      if (token !== undefined && ++pages === 1) rename(first, 'Zzzz');
    };
    await refreshAll(lists, never);
    assert.ok(pages > 1);
    const fresh = world.open({ sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' }, split: 'whole' });
    await loadAll(fresh, unlimited, never);
    assert.deepEqual(lists.listOf('All')?.items, fresh.listOf('All')?.items);
    assert.equal(isAllLoaded(lists), true);
  });

  it('loses nothing while a list is being loaded', async () => {
    const world = new Watched(400);
    const lists = world.open();
    const list = lists.listOf('Prospect') ?? assert.fail();
    await list.firstPage();
    const { Id: id = '' } = list.items[4] ?? assert.fail();
    let hold = (): void => {};
    const held = new Promise<void>((resolve) => {
      hold = resolve;
    });
    world.before = ({ NextToken: token }) => (token === undefined ? undefined : held);
    const loading = list.loadMore();
    world.service.change(
      id,
      (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Launched' } }),
      new Date(later),
    );
    const refreshed = refreshAll(lists, never);
    hold();
    await Promise.all([loading, refreshed]);
    const fresh = world.open();
    await fresh.listOf('Prospect')?.readAsFarAs(lists.listOf('Prospect') ?? assert.fail());
    assert.deepEqual(lists.listOf('Prospect')?.items, fresh.listOf('Prospect')?.items);
  });
});
