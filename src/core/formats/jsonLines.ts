import type { OpportunitySummary } from '../model/opportunity';

const slice = 100;

/** Opportunities as JSON Lines, one in each and nothing else, a slice at a time. */
export function* jsonLineChunks(items: readonly OpportunitySummary[]): Generator<string, void> {
  for (let start = 0; start < items.length; start += slice) {
    yield items
      .slice(start, start + slice)
      .map((item) => `${JSON.stringify(item)}\n`)
      .join('');
  }
}
