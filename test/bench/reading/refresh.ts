import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { ListsQuery } from '../../../src/core/query/listsQuery';
import { provisionNode } from '../../hosts/provision';
import { atMost, type Bench, compare, type Measurement, verdict } from '../measure';
import { buildOurs } from '../start/builds';
import { type DemoProcess, startDemoProcess } from './demoProcess';
import type { RefreshReport } from './refreshOnce';
import { peerEnvironment } from './walk';

const opportunities = 10_000;
const changed = 20;
/** The usual rate of requests a second. */
const rate = 5;
const unlimited = 1e9;

const plain: ListsQuery = {
  ...{ catalog: 'AWS', filter: {}, pageSize: 100, split: 'byStage' },
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
};
const filtered: ListsQuery = { ...plain, filter: { LifeCycleReviewStatus: ['Approved', 'Submitted', 'In review'] } };

interface Scenario {
  readonly name: string;
  readonly query: ListsQuery;
  readonly most: number;
  readonly changed?: number;
  /** All have the same new date. */
  readonly oneMoment?: true;
}

const scenarios: readonly Scenario[] = [
  { name: 'nothing changed', query: plain, most: 1, changed: 0 },
  { name: `${changed} changed, no filter`, query: plain, most: 3 },
  { name: `${changed} at one moment, no filter`, query: plain, most: 3, oneMoment: true },
  { name: `${changed} changed, single list`, query: { ...plain, split: 'whole' }, most: 3 },
  { name: `${changed} changed, with a filter`, query: filtered, most: 5 },
  { name: `${changed} at one moment, with a filter`, query: filtered, most: 5, oneMoment: true },
  {
    ...{ name: `${changed} changed, by close date, with a filter`, most: 5 },
    query: { ...filtered, sort: { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' } },
  },
  {
    ...{ name: `${changed} changed, by company, with a filter`, most: 5 },
    query: { ...filtered, sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } },
  },
];

/** Measures a refresh of much that is loaded, of which little changed. */
export const refresh: Bench = {
  name: 'refresh',
  method:
    `${opportunities} opportunities read by ${plain.pageSize} from a demo server over HTTP in a fresh process (dist/aws under core's ` +
    `loadAll), ${changed} of them changed, then core's refreshAll; the requests that it counts, stage by stage unless said ` +
    `otherwise. The time at ${rate} requests a second, against reading everything at that rate in the same process. Stalls: a look ` +
    'at the clock every millisecond during each refresh',
  async run() {
    const demo = await startDemoProcess(opportunities);
    try {
      const lines: Measurement[] = [];
      const stalls: number[] = [];
      for (const { name, query, most, changed: count = changed, oneMoment } of scenarios) {
        const { requests, stalls: own, kind, complete } = await refreshOnce(demo, query, unlimited, count, oneMoment);
        stalls.push(own.longest);
        const isRight = kind === 'difference' && complete.every(Boolean);
        const value = `${requests}${isRight ? '' : ` (${kind}, complete: ${complete.join(', ')})`}`;
        const metric = `requests of a refresh of ${opportunities}: ${name}`;
        lines.push({ metric, value, goal: `≤ ${most}`, verdict: verdict(isRight && requests <= most) });
      }
      const paced = await refreshOnce(demo, plain, rate, changed);
      const metric = `refresh of ${opportunities} with ${changed} changed at ${rate} a second`;
      return [
        ...lines,
        compare(metric, 0.05, [paced.refreshMs], [paced.readingMs], 'reading everything'),
        atMost('longest stall in a refresh', 50, Math.max(...stalls, paced.stalls.longest), { stalls }),
      ];
    } finally {
      await demo.stop();
    }
  },
};

async function refreshOnce(
  demo: DemoProcess,
  query: ListsQuery,
  perSecond: number,
  count: number,
  oneMoment = false,
): Promise<RefreshReport> {
  const { file } = await buildOurs();
  const outfile = resolve('out/bench/refreshOnce.js');
  await build({
    ...{ entryPoints: ['test/bench/reading/refreshOnce.ts'], outfile, bundle: true, minify: true, logLevel: 'warning' },
    ...{ platform: 'node', target: 'node20', format: 'cjs' },
  });
  const child = fork(outfile, [file('aws'), demo.url, String(perSecond), JSON.stringify(query)], {
    ...{ execPath: await provisionNode(), env: peerEnvironment, stdio: ['ignore', 2, 2, 'ipc'] },
  });
  const next = async (): Promise<unknown> => {
    const ended = once(child, 'exit').then(() => {
      throw new Error('The process ended.');
    });
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  await next();
  if (count > 0) await demo.change(count, oneMoment);
  await demo.rested();
  const report = next();
  child.send('go');
  return (await report) as RefreshReport;
}
