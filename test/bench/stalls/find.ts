import { monitorEventLoopDelay } from 'node:perf_hooks';
import { SearchIndex, searchText } from '../../../src/core/lists/search';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { triageDay } from '../../../src/core/model/triage';
import { type Bench, compare, milliseconds, verdict } from '../measure';
import { manyOpportunities } from './manyOpportunities';

const rows = 100_000;
const rounds = 7;
/** Milliseconds between two clock checks of the monitor, which are part of its figures. */
const resolution = 1;
const nanoseconds = 1e6;

/** What people type: names from the first letter on, ids, words of the next steps, amounts, several words, unknown text. */
const queries = [
  ...['s', 'su', 'summit', 'Summit Logistics', 'logistics inc', 'bank gmbh', 'Łódź'],
  ...['O1', 'o10500', '006', 'usd', 'EUR 1', '12'],
  ...['workshop', 'the', 'follow up board', 'migration', 'security questionnaire', 'retail', 'nothing like this'],
];

/** Measures whether Find in Loaded Opportunities keeps up with typing. */
export const find: Bench = {
  name: 'find',
  method:
    `${rows} opportunities in memory, ${queries.length} queries × ${rounds} rounds: a search with its results ranked, and in ` +
    'turn `texts.filter((text) => text.includes(query))` over one prepared lower-case text each. Stalls: ' +
    "the longest part of a search that does not let others have their turn; event-loop delay, less the monitor's own 1 ms, " +
    'while the index is made from nothing',
  async run() {
    const items = await manyOpportunities(rows);
    const index = new SearchIndex(triageDay('2026-06-15', 'UTC'));
    const stall = await build(index, items);
    const texts = items.map((item) => searchText(item, 'en'));
    const samples: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    const parts: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      for (const [place, query] of queries.entries()) {
        const lower = query.toLowerCase();
        const ours = () => timeParts(index.search(query, 100), parts);
        const theirs = () => time(() => texts.filter((text) => text.includes(lower)));
        const [a, b] = (round + place) % 2 === 0 ? [ours(), theirs()] : [theirs(), ours()].reverse();
        // The first round only warms up both.
        if (round === 0) continue;
        samples.ours.push(a ?? Number.NaN);
        samples.theirs.push(b ?? Number.NaN);
      }
    }
    const longest = Math.max(...parts);
    return [
      compare('find in 100,000 loaded', 2, samples.ours, samples.theirs, 'a bare scan'),
      {
        metric: 'stall while 100,000 are searched',
        value: milliseconds(longest),
        goal: '≤ 50 ms',
        verdict: verdict(longest <= 50),
      },
      {
        metric: 'stall while 100,000 are made findable',
        value: milliseconds(stall),
        goal: '≤ 50 ms',
        verdict: verdict(stall <= 50),
      },
    ];
  },
};

/** Builds the index as the find pick does and returns the longest stall. */
async function build(index: SearchIndex, items: readonly OpportunitySummary[]): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  delay.enable();
  for (const _ of index.follow(new Map([['All', items]]))) await turn();
  await turn();
  delay.disable();
  if (index.find('', 1).total !== items.length) throw new Error('The index does not hold everything.');
  return Math.max(0, delay.max / nanoseconds - resolution);
}

/** Returns the total time of a search and adds the time of each of its parts to `parts`. */
function timeParts(search: Generator<void, unknown>, parts: number[]): number {
  const begun = performance.now();
  for (let at = begun; ; ) {
    const { done } = search.next();
    const now = performance.now();
    parts.push(now - at);
    if (done) return now - begun;
    at = now;
  }
}

function time(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
