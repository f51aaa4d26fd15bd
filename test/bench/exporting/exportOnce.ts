// Reads a demo server's opportunities and exports them to a file, in a fresh process, with the bundle that ships:
// `node exportOnce.js AWS_BUNDLE URL FILE loaded|whole`. Prints the figures as JSON.
import { writeFile } from 'node:fs/promises';
import { exportChunks, takeSnapshot } from '../../../src/core/formats/exportDocument';
import { WholeExport } from '../../../src/core/formats/wholeExport';
import { loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import { writeBeside } from '../../../src/files/writeBeside';
import { clock } from '../../../src/host/clock';
import { unattended } from '../../support/ask';
import { utc } from '../../support/moments';
import { LoopWatch, type Stalls } from '../stalls/loopWatch';

const [bundle, endpoint, file, way] = process.argv.slice(2);
if (!bundle || !endpoint || !file) throw new Error('Which bundle, where is the demo server, and where to write?');

const rounds = 5;

/** The results of a run, in milliseconds except for the peak. */
export interface ExportReport {
  readonly count: number;
  /** The peak memory of the process in KiB after reading and writing everything once. */
  readonly peakKib: number;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  /** While everything is exported for the first time. */
  readonly stalls: Stalls;
}

const { signal } = new AbortController();
const { createAwsSource, createWindowLimiter } = require(bundle) as typeof import('../../../src/aws/awsSource');

function openLists(): OpportunityLists {
  const source = createAwsSource(
    { kind: 'aws', catalog: 'AWS', ...(endpoint && { endpoint }) },
    { ...unattended, limiter: createWindowLimiter(1e9) },
  );
  const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
  const query = { catalog: 'AWS', filter: {}, sort, pageSize: 100, split: 'whole' } as const;
  return new OpportunityLists(source, query, () => utc());
}

/** Exports the whole list while it is read. */
async function runWhole(target: string): Promise<Pick<ExportReport, 'count' | 'peakKib'>> {
  const lists = openLists();
  const whole = new WholeExport(lists, { clock, now: utc(), onFailure: async () => 'end' });
  await writeBeside(target, whole.chunks(signal), signal);
  lists.source.dispose();
  return { count: whole.count, peakKib: process.resourceUsage().maxRSS };
}

/** Exports what is loaded. */
async function runLoaded(target: string): Promise<ExportReport> {
  const lists = openLists();
  await loadAll(lists, Number.POSITIVE_INFINITY, signal);
  lists.source.dispose();
  const exported = async () => {
    const begun = performance.now();
    const snapshot = takeSnapshot(lists, { kind: 'loaded' }, utc());
    await writeBeside(target, exportChunks(snapshot), signal);
    return performance.now() - begun;
  };
  const bare = async () => {
    const begun = performance.now();
    await writeFile(target, JSON.stringify({ OpportunitySummaries: [...lists.loaded()] }));
    return performance.now() - begun;
  };
  const watch = new LoopWatch();
  await exported();
  const stalls = watch.take();
  watch.stop();
  const { maxRSS: peakKib } = process.resourceUsage();
  const samples: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    samples.ours.push(await exported());
    samples.bare.push(await bare());
  }
  return {
    count: [...lists.loaded()].length,
    peakKib,
    ...samples,
    stalls,
  };
}

void (way === 'whole' ? runWhole : runLoaded)(file).then((report) => console.log(JSON.stringify(report)));
