import assert from 'node:assert/strict';
import { exportChunks, takeSnapshot } from '../../../../src/core/formats/exportDocument';
import { WholeExport } from '../../../../src/core/formats/wholeExport';
import { loadAll } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { type OpportunitySummary, stages } from '../../../../src/core/model/opportunity';
import { startOf } from '../../../../src/core/paging/pageCursor';
import { walkPages } from '../../../../src/core/paging/pageWalk';
import type { Filter } from '../../../../src/core/query/filter';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { startOver } from '../../../../src/core/text/textPiece';
import { sourceOver } from '../../../../src/demo/sampleSource';
import { DemoService } from '../../../../src/demo/server/demoService';
import type { Dialect } from '../../../../src/demo/server/dialect';
import { dialects } from '../../../support/dialects';
import { FakeClock } from '../../../support/fakeClock';
import { utc } from '../../../support/moments';

const now = utc('2026-11-01T12:00:00Z');
const never = new AbortController().signal;
const orders: readonly ListsQuery['sort'][] = [
  { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' },
];

interface World {
  readonly service: DemoService;
  over(query?: Partial<ListsQuery>): OpportunityLists;
  wait(milliseconds: number): void;
}

function worldIn(dialect: Dialect): World {
  let time = 0;
  const service = new DemoService({ opportunities: 110, hostile: true, dialect, now: () => time });
  const query: ListsQuery = {
    catalog: 'AWS',
    filter: {},
    sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
    pageSize: 10,
    split: 'whole',
  };
  return {
    service,
    over: (more = {}) => new OpportunityLists(sourceOver(service), { ...query, ...more }, () => now),
    wait: (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** The service's own list, in its order. */
async function listOf(lists: OpportunityLists): Promise<readonly OpportunitySummary[]> {
  const items: OpportunitySummary[] = [];
  const read = lists.newReading();
  const pages = walkPages((token, signal) => read.page(token, 'background', signal), startOf(), never);
  for await (const page of pages) items.push(...page.items);
  return items;
}

const documentOf = (lists: OpportunityLists) =>
  JSON.parse([...exportChunks(takeSnapshot(lists, { kind: 'loaded' }, now))].join(''));
const texts = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item));

describe('in every dialect', () => {
  for (const [name, dialect] of dialects) {
    it(`Load All reads the one list whole, in the service’s order, and says so: ${name}`, async () => {
      for (const sort of orders) {
        const { over } = worldIn(dialect);
        const lists = over({ sort });
        assert.deepEqual(await loadAll(lists, 10_000, never), { kind: 'complete' });
        const { OpportunitySummaries: items, Export: facts } = documentOf(lists);
        assert.deepEqual(texts(items), texts(await listOf(over({ sort }))));
        assert.deepEqual([facts.complete, facts.count], [true, 110]);
      }
    });

    it(`Load All reads every stage whole, each opportunity once: ${name}`, async () => {
      const { over } = worldIn(dialect);
      const lists = over({ split: 'byStage' });
      assert.deepEqual(await loadAll(lists, 10_000, never), { kind: 'complete' });
      const byStage = await Promise.all(stages.map((stage) => listOf(over({ filter: { LifeCycleStage: [stage] } }))));
      assert.deepEqual(texts([...lists.loaded()]).sort(), texts(byStage.flat()).sort());
    });

    it(`Load All finishes although every place in a list expired meanwhile: ${name}`, async () => {
      const { over, wait } = worldIn({ ...dialect, tokenLife: 'minute' });
      for (const split of ['whole', 'byStage'] as const) {
        const lists = over({ split });
        await Promise.all(lists.keys.map((key) => lists.listOf(key)?.firstPage()));
        wait(61_000);
        assert.deepEqual(await loadAll(lists, 10_000, never), { kind: 'complete' });
        const undisturbed = over({ split });
        await loadAll(undisturbed, 10_000, never);
        assert.deepEqual(texts([...lists.loaded()]), texts([...undisturbed.loaded()]));
      }
    });

    it(`Read Everything to a File holds everything: ${name}`, async () => {
      const { over } = worldIn(dialect);
      const whole = new WholeExport(over(), { clock: new FakeClock(), now, onFailure: async () => 'end' });
      let text = '';
      for await (const piece of whole.chunks(never)) text = piece === startOver ? '' : text + piece;
      const { OpportunitySummaries: items, Export: facts } = JSON.parse(text);
      assert.deepEqual(texts(items), texts(await listOf(over())));
      assert.deepEqual([facts.complete, facts.missing, facts.count], [true, [], 110]);
    });

    it(`a range of close dates includes its ends: ${name}`, async () => {
      const { over, service } = worldIn(dialect);
      const day = service.records()[3]?.LifeCycle?.TargetCloseDate ?? assert.fail();
      const wanted = service.records().filter(({ LifeCycle }) => LifeCycle?.TargetCloseDate === day);
      const filter: Filter = { TargetCloseDate: { AfterTargetCloseDate: day, BeforeTargetCloseDate: day } };
      const lists = over({ filter });
      await loadAll(lists, 10_000, never);
      assert.deepEqual([...lists.loaded()].map(({ Id }) => Id).sort(), wanted.map(({ Id }) => Id ?? undefined).sort());
    });
  }
});
