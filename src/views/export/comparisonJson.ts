import type { OpportunitySummary } from '../../core/model/opportunity';

/**
 * Writes one side of a comparison as JSON into `pieces`, an opportunity at a time: sorted by id, so that an opportunity
 * stands beside itself. One alone is no list, and none are no text.
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
