import type { OpportunitySummary } from '../../core/model/opportunity';

/**
 * Writes one side of a comparison as JSON into `pieces`, one opportunity at a time. It is sorted by id, so that both
 * versions of an opportunity are beside each other. A single opportunity is written without an array; without any, the
 * text is empty.
 */
export function* writeJson(items: readonly OpportunitySummary[], pieces: string[]): Generator<void, void> {
  const keyed = items.map((item) => ({ item, id: item.Id ?? '' }));
  keyed.sort(({ id: a }, { id: b }) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0));
  const [only] = keyed;
  if (!only) return;
  yield;
  if (keyed.length === 1) {
    pieces.push(`${JSON.stringify(only.item, null, 2)}\n`);
    return;
  }
  for (const [n, { item }] of keyed.entries()) {
    pieces.push(`${n === 0 ? '[' : ','}\n  ${JSON.stringify(item, null, 2).replaceAll('\n', '\n  ')}`);
    yield;
  }
  pieces.push('\n]\n');
}
