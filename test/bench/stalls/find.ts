import { SearchIndex, searchText } from '../../../src/core/lists/search';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { triageDay } from '../../../src/core/model/triage';
import { atMost, type Bench, compare } from '../measure';
import { LoopWatch } from './loopWatch';
import { manyOpportunities } from './manyOpportunities';

const rows = 100_000;
const rounds = 7;
const builds = 5;
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
    'the longest part of a search that does not let others have their turn; and a look at the clock every millisecond while the ' +
    `index is made from nothing, ${builds} times`,
  async run() {
    const items = await manyOpportunities(rows);
    const stalls: number[] = [];
    let index = new SearchIndex(triageDay('2026-06-15', 'UTC'));
    for (let n = 0; n < builds; n++) {
      index = new SearchIndex(triageDay('2026-06-15', 'UTC'));
      stalls.push(await build(index, items));
    }
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
      atMost('100,000 are searched: longest stall', 50, longest),
      atMost('100,000 are made findable: longest stall', 50, Math.max(...stalls), { stalls }),
    ];
  },
};

/** Builds the index as the find pick does and returns the longest stall. */
async function build(index: SearchIndex, items: readonly OpportunitySummary[]): Promise<number> {
  const watch = new LoopWatch();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  for (const _ of index.follow(new Map([['All', items]]))) await turn();
  const { longest } = watch.take();
  watch.stop();
  if (index.find('', 1).total !== items.length) throw new Error('The index does not hold everything.');
  return longest;
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
