import assert from 'node:assert/strict';
import { isAllLoaded, knowsWithoutStage } from '../../../../src/core/lists/completeness';
import type { ReadKey } from '../../../../src/core/lists/listKeys';
import { findWithoutStage, loadAll } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { refreshAll } from '../../../../src/core/lists/refreshAll';
import type { Refreshed } from '../../../../src/core/lists/refreshed';
import {
  type OpportunitySummary,
  reviewStatuses,
  sortFields,
  sortOrders,
  stages,
} from '../../../../src/core/model/opportunity';
import type { Filter } from '../../../../src/core/query/filter';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { dateTime } from '../../../../src/demo/data/dates';
import { Random } from '../../../../src/demo/data/random';
import type { WireRecord } from '../../../../src/demo/data/wireRecord';
import { sourceOver } from '../../../../src/demo/sampleSource';
import { DemoService } from '../../../../src/demo/server/demoService';
import { type Dialect, nameDialect, plainDialect, randomDialect } from '../../../../src/demo/server/dialect';
import { utc } from '../../../support/moments';

/** As many services, each with its own dialect, data, edits and person. */
const seeds = Number(process.env.REFRESH_SEEDS ?? 1_000);
const firstSeed = Number(process.env.REFRESH_FIRST ?? 1);
const never = new AbortController().signal;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const base = Date.UTC(2026, 5, 1);

/** A service whose opportunities change, and a person who has read some of them. */
class World {
  readonly service: DemoService;
  readonly query: ListsQuery;
  readonly lists: OpportunityLists;
  /** How likely an edit is before a request is answered. */
  unrest = 0;
  today = base + 20 * hourMs;
  /** AWS's clock: after everything in the sample data. */
  private awsNow = base + 10 * dayMs;
  private made = 0;

  constructor(
    readonly random: Random,
    dialect: Dialect,
  ) {
    this.service = new DemoService({
      ...{ opportunities: random.integer(40, random.chance(0.8) ? 90 : 300), seed: random.integer(1, 1_000), dialect },
      anchor: new Date(base),
      hostile: random.chance(0.2),
      onRequest: () => {
        if (random.chance(this.unrest)) this.edit();
      },
    });
    this.query = {
      catalog: 'AWS',
      filter: this.filter(),
      sort: { SortBy: random.pick(sortFields), SortOrder: random.pick(sortOrders) },
      pageSize: random.integer(5, random.chance(0.5) ? 30 : 100),
      split: random.pick(['byStage', 'whole']),
    };
    this.lists = this.open();
  }

  open(): OpportunityLists {
    return new OpportunityLists(sourceOver(this.service), this.query, () => utc(this.today));
  }

  /** Does one thing that people do in an account, to one opportunity or to several at once. */
  edit(): void {
    const { random, service } = this;
    this.awsNow += random.pick([0, 1, 1_000, 45_000, 3_600_000]);
    const at = new Date(this.awsNow);
    const ids = service.records().flatMap(({ Id: id }) => id ?? []);
    const many = random.chance(0.1) ? random.integer(2, 25) : 1;
    const edit = random.pick(this.edits);
    if (random.chance(0.15)) this.add(at);
    else for (const id of random.several(ids, many)) service.change(id, edit, at);
  }

  /** Makes opportunities invisible to the account. */
  lose(): readonly string[] {
    const ids = this.random.several(
      this.service.records().flatMap(({ Id: id }) => id ?? []),
      3,
    );
    for (const id of ids) this.service.change(id, () => undefined);
    return ids;
  }

  private add(at: Date): void {
    const { random, service } = this;
    const { LifeCycle: life, ...rest } = random.pick(service.records());
    const Id = random.chance(0.9) ? `O${9_000_000 + ++this.made}` : `O${90_000_000 + ++this.made}`;
    const modified = dateTime(at.getTime());
    const CreatedDate = random.chance(0.8) ? modified : null;
    const TargetCloseDate = random.chance(0.8) ? day(random) : null;
    service.add({ ...rest, Id, LastModifiedDate: modified, CreatedDate, LifeCycle: { ...life, TargetCloseDate } });
  }

  private get edits(): readonly ((now: WireRecord) => WireRecord)[] {
    const { random } = this;
    const life = (part: WireRecord['LifeCycle']) => (now: WireRecord) => ({
      ...now,
      LifeCycle: { ...now.LifeCycle, ...part },
    });
    return [
      life({ Stage: random.pick(stages) }),
      life({ Stage: random.pick([...stages, null, 'Somewhere' as 'Prospect']) }),
      life({ TargetCloseDate: random.chance(0.9) ? day(random) : null }),
      life({ ReviewStatus: random.pick(reviewStatuses) }),
      life({ NextSteps: `step ${random.integer(1, 1e9)}` }),
      life({ NextSteps: `step ${random.integer(1, 1e9)}` }),
      (now) => {
        const CompanyName = random.pick([`Company ${random.integer(1, 1e6)}`, 'Example Corp.', 'example corp.', null]);
        return { ...now, Customer: { ...now.Customer, Account: { ...now.Customer?.Account, CompanyName } } };
      },
    ];
  }

  private filter(): Filter {
    const { random, service } = this;
    const records = service.records();
    const names = records.flatMap(({ Customer: customer }) => customer?.Account?.CompanyName ?? []);
    return random.weighted<() => Filter>([
      [() => ({}), 6],
      [() => ({ LifeCycleStage: random.several(stages, random.integer(1, 3)) }), 3],
      [() => ({ LifeCycleReviewStatus: random.several(reviewStatuses, random.integer(1, 3)) }), 3],
      [() => ({ CustomerCompanyName: random.several(names, 5).map((name) => name.slice(0, 120)) }), 1],
      [() => ({ TargetCloseDate: { AfterTargetCloseDate: day(random), BeforeTargetCloseDate: '2027-12-31' } }), 2],
      [() => ({ TargetCloseDate: { AfterTargetCloseDate: '-60d', BeforeTargetCloseDate: '+60d' } }), 2],
      [() => ({ Identifier: random.several(records, 20).flatMap(({ Id: id }) => id ?? []) }), 1],
      [() => ({ LastModifiedDate: { BeforeLastModifiedDate: '2026-06-11T00:00:00Z' } }), 1],
      [() => ({ LastModifiedDate: { AfterLastModifiedDate: '2026-03-01' }, LifeCycleStage: ['Qualified'] }), 1],
    ])();
  }
}

function day(random: Random): string {
  // Often at the ends of the ranges in the filters, and beside them.
  const days = random.chance(0.4) ? random.pick([-61, -60, 60, 61, 62]) : random.integer(-90, 90);
  return dateTime(base + days * dayMs).slice(0, 10);
}

/** Reads what a person may have read before a refresh, while others may edit it. */
async function read(world: World): Promise<void> {
  const { lists, random } = world;
  world.unrest = random.pick([0, 0, 0.1]);
  if (random.chance(0.6)) {
    await loadAll(lists, Number.POSITIVE_INFINITY, never);
    if (random.chance(0.6)) await findWithoutStage(lists, never);
    return;
  }
  world.unrest *= 5;
  const all: readonly ReadKey[] = lists.listOf('Other') ? [...lists.keys, 'Other'] : lists.keys;
  for (const key of random.several(all, random.integer(1, all.length))) {
    const list = lists.listOf(key);
    for (let pages = random.integer(1, random.chance(0.6) ? 1 : 4); pages > 0; pages--) {
      if (list?.tail.kind !== 'end') await list?.loadMore();
    }
  }
}

const ids = (items: readonly OpportunitySummary[]) => items.map(({ Id: id, LastModifiedDate: at }) => `${id} ${at}`);

/** Checks that lists are what whole new lists of the same extent are, and reads both on to the end. */
async function checkAgainstNew(world: World, lists: OpportunityLists, told: string): Promise<void> {
  const fresh = world.open();
  const all: readonly ReadKey[] = [...lists.keys, 'Other'];
  const same = (where: string) => {
    for (const key of lists.keys) {
      const list = lists.listOf(key);
      const { items = [] } = list ?? {};
      const found = fresh.listOf(key)?.items ?? [];
      // A page that is not full has room for what is new behind its last row; the list has that on its next page.
      const expected = list?.tail.kind === 'more' ? found.slice(0, items.length) : found;
      assert.deepEqual(ids(items), ids(expected), `${told}: ${key} ${where}`);
      assert.deepEqual(items, expected, `${told}: ${key} ${where}`);
    }
    assert.deepEqual(ids(lists.other), ids(fresh.other), `${told}: without a stage, ${where}`);
    assert.deepEqual(lists.other, fresh.other, `${told}: without a stage, ${where}`);
  };
  for (const key of all) {
    const list = lists.listOf(key);
    if (list && list.pages > 0) await fresh.listOf(key)?.readAsFarAs(list);
  }
  same('afterwards');
  for (const key of all) {
    for (const each of [lists, fresh]) {
      const list = each.listOf(key);
      if (!list || (key === 'Other' && list.pages === 0)) continue;
      while (list.tail.kind !== 'end') {
        await list.loadMore();
        assert.notEqual(list.tail.kind, 'failed', told);
      }
    }
  }
  same('at the end');
}

interface Counts {
  readonly kinds: Map<Refreshed['kind'], number>;
  merged: number;
  cheap: number;
  disturbed: number;
  complete: number;
}

async function refreshAndCheck(world: World, told: string, counts: Counts): Promise<void> {
  const { lists, random } = world;
  // The details of one are open, and show it as it is now.
  const shown = random.chance(0.2) && lists.loaded().length > 0 ? random.pick(lists.loaded()).Id : undefined;
  if (shown !== undefined) await lists.reread(shown, never);
  // A new day begins, for dates that are relative to it.
  if (random.chance(0.2) && world.today < base + dayMs) world.today += 10 * hourMs;
  if (random.chance(0.2)) {
    // The edits during a refresh are shown by the next one.
    world.unrest = 0.3;
    await refreshAll(lists, never);
    world.unrest = 0;
    counts.disturbed += 1;
  }
  const before = lists.requests;
  const wasAllLoaded = isAllLoaded(lists);
  const knewOthers = wasAllLoaded && knowsWithoutStage(lists);
  const refreshed = await refreshAll(lists, never);
  counts.kinds.set(refreshed.kind, (counts.kinds.get(refreshed.kind) ?? 0) + 1);
  if (refreshed.kind === 'difference' && (refreshed.changed ?? 0) > 0) {
    counts.merged += 1;
    if (lists.requests - before <= 4) counts.cheap += 1;
  }
  // With very much modified at once, a check cannot tell that nothing else was, and nothing is claimed.
  if (wasAllLoaded && refreshed.kind === 'difference') {
    counts.complete += 1;
    assert.ok(isAllLoaded(lists), `${told}: complete`);
    assert.ok(!knewOthers || knowsWithoutStage(lists), `${told}: complete with those without a stage`);
  }
}

describe('A refresh', function () {
  this.timeout(300_000);

  it('leaves the lists as a whole new read gives them', async () => {
    const counts: Counts = { kinds: new Map(), merged: 0, cheap: 0, disturbed: 0, complete: 0 };
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const random = new Random(`refresh/${seed}`);
      const dialect: Dialect = seed % 4 === 0 ? plainDialect : { ...randomDialect(String(seed)), stageIndex: 'exact' };
      const world = new World(random, { ...dialect, tokenLife: 'endless' });
      await read(world);
      world.unrest = 0;
      const rounds = random.integer(1, 3);
      for (let round = 1; round <= rounds; round++) {
        for (let edits = random.integer(0, random.chance(0.7) ? 6 : 30); edits > 0; edits--) world.edit();
        const told = `seed ${seed}, round ${round} (${nameDialect(dialect)}, ${JSON.stringify(world.query)})`;
        await refreshAndCheck(world, told, counts);
        // Reading on would change what the next round begins with.
        if (round === rounds) await checkAgainstNew(world, world.lists, told);
      }
      if (!random.chance(0.2)) continue;
      const lost = world.lose();
      await refreshAll(world.lists, never, { everything: true });
      await checkAgainstNew(world, world.lists, `seed ${seed}, read again`);
      for (const id of lost) assert.equal(world.lists.find(id), undefined);
    }
    if (process.env.REFRESH_COUNTS) console.log(counts);
    // A check that finds nothing to check proves nothing.
    assert.ok(counts.merged > seeds * 0.7, `${counts.merged} were merged`);
    assert.ok(counts.cheap > counts.merged * 0.3, `${counts.cheap} of ${counts.merged} took few requests`);
    assert.ok(counts.disturbed > seeds * 0.1 && counts.complete > seeds * 0.3);
  });

  it('loses nothing and shows nothing twice while AWS lists some under a stage that they left', async () => {
    for (let seed = firstSeed; seed < firstSeed + seeds / 4; seed++) {
      const random = new Random(`behind/${seed}`);
      const dialect: Dialect = { ...randomDialect(`behind/${seed}`), tokenLife: 'endless', stageIndex: 'behind' };
      const world = new World(random, dialect);
      const { lists } = world;
      await loadAll(lists, Number.POSITIVE_INFINITY, never);
      for (let edits = random.integer(1, 10); edits > 0; edits--) world.edit();
      await refreshAll(lists, never);
      const told = `seed ${seed} (${nameDialect(dialect)}, ${JSON.stringify(world.query)})`;
      const found = new Map(lists.loaded().map((item) => [item.Id, item]));
      assert.equal(found.size, lists.loaded().length, `${told}: one is there twice`);
      const fresh = world.open();
      await loadAll(fresh, Number.POSITIVE_INFINITY, never);
      for (const item of fresh.loaded()) {
        // What AWS lists under the stages of the filter although it says another one itself does not belong there.
        const asked = world.query.filter.LifeCycleStage ?? stages;
        if (!asked.some((stage) => stage === item.LifeCycle?.Stage)) continue;
        assert.deepEqual(found.get(item.Id), item, `${told}: ${item.Id}`);
      }
    }
  });
});
