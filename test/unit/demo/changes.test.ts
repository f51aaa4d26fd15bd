import assert from 'node:assert/strict';
import type { Catalog, ListRequest, OpportunitySummary } from '../../../src/core/model/opportunity';
import { defaultAnchor } from '../../../src/demo/data/records';
import { sourceOver } from '../../../src/demo/sampleSource';
import { DemoService, type DemoServiceOptions } from '../../../src/demo/server/demoService';
import { getOpportunity, listPage } from '../../support/ask';

const minute = 60_000;
const never = new AbortController().signal;
const at = new Date('2026-11-02T10:20:30Z');

async function listAll(service: DemoService, filter: Omit<ListRequest, 'Catalog'> = {}): Promise<OpportunitySummary[]> {
  const source = sourceOver(service);
  const items: OpportunitySummary[] = [];
  let token: string | undefined;
  do {
    const paging = { MaxResults: 100, ...(token !== undefined && { NextToken: token }) };
    const page = await listPage(source, { Catalog: 'AWS', ...filter, ...paging }, 'foreground', never);
    items.push(...page.items);
    token = page.nextToken;
  } while (token !== undefined);
  return items;
}

describe('demo service: changes between requests', () => {
  it('shows an edited opportunity, with the moment of the edit, where it belongs now', async () => {
    const service = new DemoService();
    const [{ Id: id = '' } = {}] = (await listAll(service, { LifeCycleStage: ['Qualified'] })).slice(-1);
    service.change(id, (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Committed' } }), at);
    const [first] = await listAll(service, { LifeCycleStage: ['Committed'] });
    assert.equal(first?.Id, id);
    assert.equal(Date.parse(first.LastModifiedDate ?? ''), at.getTime());
    assert.ok((await listAll(service, { LifeCycleStage: ['Qualified'] })).every(({ Id }) => Id !== id));
    assert.equal((await getOpportunity(sourceOver(service), id, 'foreground', never)).LifeCycle?.Stage, 'Committed');
    assert.equal((await listAll(service)).length, 250);
  });

  it('lets opportunities appear, disappear and lose their date', async () => {
    const service = new DemoService();
    const [one, two] = (await listAll(service)).map(({ Id }) => Id ?? '');
    assert.ok(one && two);
    service.change(one, () => undefined);
    service.change(two, (now) => ({ ...now, LastModifiedDate: null }));
    service.add({ Catalog: 'AWS', Id: 'O7', LastModifiedDate: '2026-11-02T00:00:00Z' });
    const now = await listAll(service);
    assert.equal(now.length, 250);
    assert.equal(now[0]?.Id, 'O7');
    assert.equal(now.find(({ Id }) => Id === two)?.LastModifiedDate, undefined);
    assert.throws(() => service.change(one, (record) => record), RangeError);
    assert.equal(service.records().length, 250);
  });

  it('may change while a list is read: an offset then loses an opportunity, a keyset does not', async () => {
    for (const tokens of ['offset', 'keyset'] as const) {
      const untouched = new DemoService({ allDated: true });
      const ids = (await listAll(untouched)).map(({ Id }) => Id ?? '');
      let requests = 0;
      const service: DemoService = new DemoService({
        allDated: true,
        dialect: { tokens },
        onRequest: () => {
          requests += 1;
          if (requests === 2) service.change(ids[0] as string, () => undefined);
        },
      });
      const missing = new Set(ids.slice(1));
      for (const { Id } of await listAll(service)) missing.delete(Id ?? '');
      assert.equal(missing.size, tokens === 'offset' ? 1 : 0, tokens);
    }
  });
});

describe('demo service: changes over time', () => {
  class Clock {
    ms = 5_000_000;
    readonly now = () => this.ms;
  }
  const changing = (clock: Clock, options: DemoServiceOptions = {}) =>
    new DemoService({ seed: 4, changesPerMinute: 6, now: clock.now, ...options });
  const modifiedAfter = (moment: Date) => ({ LastModifiedDate: { AfterLastModifiedDate: moment.toISOString() } });

  it('has as many edits as are due, later than all data, and never from the future', async () => {
    const clock = new Clock();
    const service = changing(clock);
    const untouched = await listAll(new DemoService({ seed: 4 }));
    assert.deepEqual(await listAll(service), untouched);
    clock.ms += 9_999;
    assert.deepEqual(await listAll(service), untouched);
    clock.ms += 1;
    const [edited] = await listAll(service);
    assert.equal(Date.parse(edited?.LastModifiedDate ?? ''), defaultAnchor.getTime() + 10_000);
    clock.ms += 5 * minute - 10_000;
    const dates = (await listAll(service)).map(({ LastModifiedDate }) => Date.parse(LastModifiedDate ?? ''));
    assert.equal(Math.max(...dates), defaultAnchor.getTime() + 5 * minute);
    assert.ok(untouched.every((each) => Date.parse(each.LastModifiedDate ?? '') <= defaultAnchor.getTime()));
  });

  it('finds exactly what was edited by the last-modified date', async () => {
    const clock = new Clock();
    const service = changing(clock);
    const before = new Map((await listAll(service)).map((item) => [item.Id, JSON.stringify(item)]));
    for (let step = 1; step <= 20; step++) {
      const since = new Date(defaultAnchor.getTime() + (step - 1) * minute + 1);
      clock.ms += minute;
      const all = await listAll(service);
      const edited = all.filter((item) => before.get(item.Id) !== JSON.stringify(item));
      assert.ok(edited.length > 0 && edited.length <= 6);
      assert.deepEqual(await listAll(service, modifiedAfter(since)), edited);
      for (const item of edited) {
        before.set(item.Id, JSON.stringify(item));
        const full = await getOpportunity(sourceOver(service), item.Id ?? '', 'foreground', never);
        assert.equal(full.LifeCycle?.Stage, item.LifeCycle?.Stage);
        assert.equal(full.LifeCycle?.ReviewStatus, item.LifeCycle?.ReviewStatus);
      }
    }
  });

  it('goes on with the history of next steps, and rewrites none of it', async () => {
    const clock = new Clock();
    const service = changing(clock, { opportunities: 30 });
    const ids = (await listAll(service)).map(({ Id }) => Id ?? '');
    const histories = new Map<string, readonly unknown[]>();
    let grown = 0;
    for (let step = 0; step < 30; step++) {
      for (const id of ids) {
        const { LifeCycle } = await getOpportunity(sourceOver(service), id, 'foreground', never);
        const history = LifeCycle?.NextStepsHistory ?? [];
        const before = histories.get(id) ?? [];
        if (history.length < 50) assert.deepEqual(history.slice(0, before.length), before);
        if (step > 0 && history.length > before.length) {
          grown += 1;
          assert.equal(history.at(-1)?.Value, LifeCycle?.NextSteps);
        }
        histories.set(id, history);
      }
      clock.ms += minute;
    }
    assert.ok(grown > 10, `${grown}`);
  });

  it('depends on nothing but the time: not on requests, nor on which catalog is read first', async () => {
    const read = async (steps: number, catalogs: readonly Catalog[]) => {
      const clock = new Clock();
      const service = changing(clock);
      for (let step = 0; step < steps; step++) {
        for (const catalog of catalogs) service.records(catalog);
        clock.ms += (30 * minute) / steps;
      }
      return [await listAll(service), service.records('Sandbox')];
    };
    const asked = await read(96, ['AWS', 'Sandbox']);
    assert.deepEqual(await read(1, ['Sandbox']), asked);
    assert.deepEqual(await read(1, []), asked);
    assert.notDeepEqual(asked[1], new DemoService({ seed: 4 }).records('Sandbox'));
  });

  it('edits what tests have changed, and begins where it is told', async () => {
    const clock = new Clock();
    const startsAt = new Date('2026-11-01T15:30:00Z');
    const service = changing(clock, { opportunities: 0, changesPerMinute: 1, startsAt });
    service.add({ Catalog: 'AWS', Id: 'O7', LifeCycle: { Stage: 'Committed', ReviewStatus: 'Approved' } });
    clock.ms += 60 * minute;
    const all = await listAll(service);
    assert.equal(Date.parse(all[0]?.LastModifiedDate ?? ''), startsAt.getTime() + 60 * minute);
    assert.ok(all.find(({ Id }) => Id === 'O7')?.LastModifiedDate);
    assert.ok(all.length > 1);
  });

  it('catches up with a day of 60 edits a minute', function () {
    this.timeout(30_000);
    const clock = new Clock();
    const service = changing(clock, { changesPerMinute: 60 });
    service.records();
    clock.ms += 24 * 60 * minute;
    const dates = service.records().map(({ LastModifiedDate }) => Date.parse(LastModifiedDate ?? ''));
    assert.equal(Math.max(...dates), defaultAnchor.getTime() + 24 * 60 * minute);
  });
});
