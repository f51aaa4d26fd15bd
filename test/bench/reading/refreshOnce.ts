// Reads opportunities in a fresh process, with the bundle that ships, and refreshes them after they were changed:
// `node refreshOnce.js AWS_BUNDLE URL RATE QUERY`. Says "loaded", waits for a message, refreshes, and sends its report.
import { isAllLoaded } from '../../../src/core/lists/completeness';
import { findWithoutStage, loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import { refreshAll } from '../../../src/core/lists/refreshAll';
import type { ListsQuery } from '../../../src/core/query/listsQuery';
import { clock } from '../../../src/host/clock';
import { unattended } from '../../support/ask';
import { utc } from '../../support/moments';
import { LoopWatch, type Stalls } from '../stalls/loopWatch';

/** What a refresh cost. */
export interface RefreshReport {
  readonly requests: number;
  /** Milliseconds of reading everything before, and of the refresh. */
  readonly readingMs: number;
  readonly refreshMs: number;
  readonly stalls: Stalls;
  /** How the refresh ended, and whether everything was known to be complete before and afterwards. */
  readonly kind: string;
  readonly complete: readonly boolean[];
}

const [bundle, endpoint, rate, query] = process.argv.slice(2);
if (!bundle || !endpoint || !query) throw new Error('Which bundle, where is the demo server, and what is to be read?');

const { createAwsSource, createWindowLimiter } = require(bundle) as typeof import('../../../src/aws/awsSource');
const source = createAwsSource(
  { kind: 'aws', catalog: 'AWS', endpoint },
  { ...unattended, limiter: createWindowLimiter(Number(rate)) },
);
const lists = new OpportunityLists(source, JSON.parse(query) as ListsQuery, () => utc(), clock);
const { signal } = new AbortController();

/** Runs in the process that is measured. */
async function run(): Promise<void> {
  const begun = performance.now();
  await loadAll(lists, Number.POSITIVE_INFINITY, signal);
  const readingMs = performance.now() - begun;
  await findWithoutStage(lists, signal);
  const wasComplete = isAllLoaded(lists);
  const go = new Promise((resolve) => process.once('message', resolve));
  process.send?.('loaded');
  await go;
  const watch = new LoopWatch();
  const before = lists.requests;
  const asked = performance.now();
  const { kind } = await refreshAll(lists, signal);
  const refreshMs = performance.now() - asked;
  const stalls = watch.take();
  watch.stop();
  const complete = [wasComplete, isAllLoaded(lists)];
  process.send?.({ requests: lists.requests - before, readingMs, refreshMs, stalls, kind, complete });
  source.dispose();
  process.disconnect?.();
}

void run();
