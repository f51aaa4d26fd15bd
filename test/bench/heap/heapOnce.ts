// Holds all pages of a folder and prints the memory in bytes: `node --expose-gc heapOnce.js FOLDER COUNT plain|ours`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import { SearchIndex } from '../../../src/core/lists/search';
import { triageDay } from '../../../src/core/model/triage';
import { normalisePage } from '../../../src/core/wire/normalisePage';
import { sourceOfPages } from '../../support/fakeSource';
import { utc } from '../../support/moments';

const [folder = '', count = '', way] = process.argv.slice(2);

/** Parses a page as it would arrive over the network. Nothing of its text is kept. */
const parse = (page: number): { OpportunitySummaries: unknown[] } =>
  JSON.parse(readFileSync(join(folder, `${page}.json`), 'utf8'));

async function plain(): Promise<{ held: unknown; length: number }> {
  const held: unknown[] = [];
  for (let page = 0; page < Number(count); page++) held.push(...parse(page).OpportunitySummaries);
  return { held, length: held.length };
}

/** Returns what the extension keeps: the list with its index of opportunities, and what the find pick has prepared. */
async function ours(): Promise<{ held: unknown; length: number }> {
  const source = sourceOfPages(async ({ NextToken: token = '0' }) => {
    const next = Number(token) + 1;
    const NextToken = next < Number(count) ? String(next) : undefined;
    return normalisePage({ ...parse(Number(token)), NextToken });
  });
  const lists = new OpportunityLists(
    source,
    {
      catalog: 'AWS',
      filter: {},
      sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
      pageSize: 100,
      split: 'whole',
    },
    () => utc(),
  );
  await loadAll(lists, Number.POSITIVE_INFINITY, new AbortController().signal);
  const items = lists.listOf('All')?.items ?? [];
  const index = new SearchIndex(triageDay('2026-06-15', 'UTC'));
  for (const _ of index.follow(new Map([['All', items]])));
  return { held: [lists, index], length: items.length };
}

function settledHeap(): number {
  for (let n = 0; n < 4; n++) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

void (async () => {
  if (!globalThis.gc) throw new Error('Start it with --expose-gc.');
  // Memory that only the first page adds is not counted.
  parse(0);
  const before = settledHeap();
  const { held, length } = await (way === 'ours' ? ours() : plain());
  const bytes = settledHeap() - before;
  console.log(JSON.stringify({ bytes, length, held: held !== undefined }));
})();
