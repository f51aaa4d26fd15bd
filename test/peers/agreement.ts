import type { ListRequest } from '../../src/core/model/opportunity';
import { startOf } from '../../src/core/paging/pageCursor';
import { walkPages } from '../../src/core/paging/pageWalk';
import { generateOpportunities } from '../../src/demo/data/records';
import { createSampleSource } from '../../src/demo/sampleSource';
import type { Dialect } from '../../src/demo/server/dialect';
import { listPage } from '../support/ask';
import { expectedList, type ListCase, listCases } from './cases';
import type { Peer } from './programs';

/** The data that both sides read. */
export const data = { opportunities: 600, seed: 1, hostile: true };
const records = {
  AWS: generateOpportunities({ count: 600, seed: 1, catalog: 'AWS', hostile: true }),
  Sandbox: generateOpportunities({ count: 120, seed: 1, catalog: 'Sandbox', hostile: true }),
};
export const cases = listCases(records.AWS);
/** The criteria in the order of the cases. */
export const criteria = [...new Set(cases.map(({ criterion }) => criterion))];

/** Returns what a list must contain in the plain dialect. */
export const expected = (request: ListRequest) => expectedList(records[request.Catalog as 'AWS' | 'Sandbox'], request);
export const idsOf = (list: readonly { readonly Id?: string | null | undefined }[]) =>
  list.map(({ Id }) => Id ?? 'no id');

/** Where lists are cut: within pages, on page boundaries, before the first page ends, and not at all. */
export const cuts: readonly (readonly [request: ListRequest, maxItems: number, pageSize: number])[] = [
  [{ Catalog: 'AWS' }, 45, 20],
  [{ Catalog: 'AWS' }, 100, 100],
  [{ Catalog: 'AWS' }, 200, 50],
  [{ Catalog: 'AWS' }, 600, 100],
  [{ Catalog: 'AWS', LifeCycleStage: ['Committed'] }, 1, 5],
  [{ Catalog: 'AWS', LifeCycleStage: ['Closed Lost'] }, 3, 7],
  [{ Catalog: 'AWS', LifeCycleStage: ['Prospect'], Sort: { SortBy: 'Identifier', SortOrder: 'ASCENDING' } }, 99, 33],
  [{ Catalog: 'Sandbox' }, 1000, 100],
  [{ Catalog: 'Sandbox', CustomerCompanyName: ['Nobody Ltd'] }, 10, 10],
];

/** Reads a list in cuts of `maxItems` by our own page walker, over the same data in this process. */
export async function walkInCuts(
  request: ListRequest,
  maxItems: number,
  pageSize: number,
  dialect: Partial<Dialect> = {},
) {
  const source = createSampleSource({ ...data, dialect, anchor: new Date('2026-11-01') });
  const { signal } = new AbortController();
  const found: { ids: string[]; token: string | null }[] = [];
  let token: string | null = null;
  do {
    const read = (NextToken: string | undefined) =>
      listPage(
        source,
        { ...request, MaxResults: pageSize, ...(NextToken !== undefined && { NextToken }) },
        'background',
        signal,
      );
    const ids: string[] = [];
    const start = startOf({ maxItems, ...(token !== null && { startingToken: token }) });
    token = null;
    for await (const { items, next } of walkPages(read, start, signal)) {
      ids.push(...idsOf(items));
      token = next.kind === 'cut' ? next.resumeToken : null;
    }
    found.push({ ids, token });
  } while (token !== null);
  return found;
}

/** Counts what agreed, by criterion. It is printed at the end, because a check that compared nothing looks like a pass. */
export class Tally {
  readonly #counts = new Map<string, { lists: number; opportunities: number }>();

  add(name: string, opportunities: number, lists = 1): void {
    const count = this.#counts.get(name) ?? { lists: 0, opportunities: 0 };
    this.#counts.set(name, { lists: count.lists + lists, opportunities: count.opportunities + opportunities });
  }

  print(title: string): void {
    console.log(`    ${title} agrees on:`);
    for (const [name, { lists, opportunities }] of this.#counts) {
      console.log(
        `      ${name.padEnd(36)} ${String(lists).padStart(3)} lists ${String(opportunities).padStart(6)} opportunities`,
      );
    }
  }
}

/** Returns a title: `boto3 1.43.11 (does not know CreatedDate)`, or why the program is missing. */
export function titleOf(name: string, peer: Peer): string {
  if ('missing' in peer) return `${name}: skipped, ${peer.missing}`;
  const unknown = unknownParameters(peer);
  return `${name} ${peer.version}${unknown.length > 0 ? ` (does not know ${unknown.join(', ')})` : ''}`;
}

function unknownParameters(peer: Peer): string[] {
  const sent = new Set(cases.flatMap(({ request }) => Object.keys(request)));
  return 'missing' in peer ? [] : [...sent].filter((name) => !peer.parameters.includes(name));
}

/** Returns the cases that a program can express. */
export function casesFor(peer: Peer): ListCase[] {
  const unknown = unknownParameters(peer);
  return cases.filter(({ request }) => !Object.keys(request).some((name) => unknown.includes(name)));
}
