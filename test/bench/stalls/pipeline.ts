import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { breakdowns } from '../../../src/core/present/summary/breakdown';
import { PipelineSums } from '../../../src/core/present/summary/pipelineSums';
import { pipelineContents } from '../../../src/core/present/summary/pipelineView';
import { readExchangeRates } from '../../../src/core/query/readExchangeRates';
import { inSlices } from '../../../src/core/runtime/inSlices';
import { clock } from '../../../src/host/clock';
import { page, sourceOfPages } from '../../support/fakeSource';
import { utc } from '../../support/moments';
import { atMost, type Bench, median } from '../measure';
import { LoopWatch, type Stalls } from './loopWatch';
import { manyOpportunities } from './manyOpportunities';
import { stallLines } from './stallLines';

const rows = 100_000;
const rounds = 7;
const pageSize = 100;
const pages = 50;
const today = '2026-06-15';

/** Whether the Pipeline view leaves others their turn, however much is loaded. */
export const pipeline: Bench = {
  name: 'pipeline',
  method:
    `${rows} opportunities loaded: a look at the clock every millisecond, while all of them are summed up and the view's state ` +
    `is made and written as JSON, in ${rounds} rounds; and how long the same takes after each of ${pages} pages more`,
  async run() {
    const items = await manyOpportunities(rows + pages * pageSize);
    const loaded = await load(items);
    const watch = new LoopWatch();
    const stalls: Stalls[] = [];
    let sums = new PipelineSums(loaded, today);
    for (let round = 0; round < rounds; round++) {
      sums = new PipelineSums(loaded, today);
      watch.take();
      await show(sums);
      stalls.push(watch.take());
    }
    watch.stop();
    const more: number[] = [];
    for (let page = 0; page < pages; page++) {
      await loaded.listOf('All')?.loadMore();
      more.push(await show(sums));
    }
    return [
      ...stallLines(
        '100,000 are summed up',
        stalls.map((round) => [round]),
      ),
      atMost('a page more in the summary of 100,000', 5, median(more), { more }),
    ];
  },
};

/** Lists that have loaded all but the last pages of these. */
async function load(all: readonly OpportunitySummary[]): Promise<OpportunityLists> {
  // All in one page at first: how they got here is not what is measured.
  let given = 0;
  const source = sourceOfPages(async () => {
    const end = given === 0 ? rows : given + pageSize;
    const items = all.slice(given, end);
    given = end;
    return page(items, `t${end}`);
  });
  const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
  const query = { catalog: 'AWS', filter: {}, sort, pageSize, split: 'whole' } as const;
  const loaded = new OpportunityLists(source, query, () => utc());
  await loaded.listOf('All')?.loadMore();
  return loaded;
}

/** Does what the view does with a change, and returns the milliseconds that it takes. */
async function show(sums: PipelineSums): Promise<number> {
  const begun = performance.now();
  const writing = { t: (words: string) => words, locale: 'en', today, zone: 'UTC' };
  const { rates } = readExchangeRates({ base: 'USD', EUR: 0.92, JPY: 150.25, GBP: 0.79 });
  const steps = function* (): Generator<void, void> {
    const contents = yield* pipelineContents(sums, breakdowns, { grouping: 'company', limits: [], rates }, writing);
    JSON.stringify(contents);
  };
  await inSlices(steps(), clock, new AbortController().signal);
  return performance.now() - begun;
}
