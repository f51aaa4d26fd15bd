import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { inSlices } from '../../../src/core/runtime/inSlices';
import { csvChunks } from '../../../src/files/csv';
import { writeBeside } from '../../../src/files/writeBeside';
import { clock } from '../../../src/host/clock';
import { collectItems } from '../../../src/views/opportunities/rowItems';
import type { Row } from '../../../src/views/opportunities/rows';
import { atMost, type Bench } from '../measure';
import { LoopWatch } from './loopWatch';
import { manyOpportunities } from './manyOpportunities';

const count = 10_000;
const groups = 3_000;
const rounds = 5;

/** Whether an export of whatever is selected leaves others their turn. */
export const selected: Bench = {
  name: 'selected',
  method:
    `${groups} selected groups of ${count} opportunities: a look at the clock every millisecond, while they are collected and ` +
    `written to a CSV file, in ${rounds} rounds`,
  async run() {
    const items = (await manyOpportunities(count)).map((item, n): OpportunitySummary => {
      return { ...item, Customer: { Account: { CompanyName: `Company ${n % groups}` } } };
    });
    const lists = { loaded: () => items } as Partial<OpportunityLists> as OpportunityLists;
    const rows = Array.from({ length: groups }, (_, n): Row => {
      return { kind: 'bucket', grouping: 'company', value: `Company ${n}` };
    });
    const { signal } = new AbortController();
    const folder = await mkdtemp(join(tmpdir(), 'selected-'));
    const stalls: number[] = [];
    const watch = new LoopWatch();
    try {
      for (let round = 0; round < rounds; round++) {
        watch.take();
        const found = new Set<OpportunitySummary>();
        await inSlices(collectItems(rows, lists, found), clock, signal, 8);
        if (found.size !== count) throw new Error('Not everything was collected.');
        await writeBeside(join(folder, 'a.csv'), csvChunks([...found]), signal);
        stalls.push(watch.take().longest);
      }
    } finally {
      watch.stop();
      await rm(folder, { recursive: true });
    }
    return [
      atMost(`${groups} selected groups of 10,000 are exported: longest stall`, 50, Math.max(...stalls), { stalls }),
    ];
  },
};
