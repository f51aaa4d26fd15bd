import type { OpportunitySummary } from '../model/opportunity';

const slice = 100;

/** Yields opportunities as JSON Lines in slices, one opportunity a line and nothing else. */
export function* jsonLineChunks(items: readonly OpportunitySummary[]): Generator<string, void> {
  for (let start = 0; start < items.length; start += slice) {
    yield items
      .slice(start, start + slice)
      .map((item) => `${JSON.stringify(item)}\n`)
      .join('');
  }
}
