import type { Sort } from '../../core/model/opportunity';
import type { Dialect } from './dialect';

/** The place of an opportunity in a sorted list. No two opportunities have the same place. */
export interface Place {
  readonly key: string | number | undefined;
  /** The digits of the id, padded so that text order is number order. */
  readonly idDigits: string | undefined;
  /** The number of opportunities created before it. */
  readonly serial: number;
}

/** Returns a comparison of places in a list, which is negative when the first comes before the second. */
export function listOrder(
  { SortOrder }: Sort,
  { missingKey, ties }: Pick<Dialect, 'missingKey' | 'ties'>,
): (left: Place, right: Place) => number {
  const direction = SortOrder === 'ASCENDING' ? 1 : -1;
  const missing = { last: 1, first: -1, lowest: -direction, highest: direction }[missingKey];
  const ids = { ids: 1, idsDown: -1, idsTurned: direction, made: 0 }[ties];
  return (left, right) =>
    direction * compare(left.key, right.key, direction * missing) ||
    ids * compare(left.idDigits, right.idDigits, ids) ||
    left.serial - right.serial;
}

/**
 * Compares text by code unit, so that the machine's locale does not matter.
 * @param missing 1 when a missing value counts as the highest, -1 when it counts as the lowest.
 */
function compare<T extends string | number>(left: T | undefined, right: T | undefined, missing: number): number {
  if (left === right) return 0;
  if (left === undefined) return missing;
  if (right === undefined) return -missing;
  return left < right ? -1 : 1;
}
