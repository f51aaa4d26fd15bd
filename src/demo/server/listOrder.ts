import type { Sort } from '../../core/model/opportunity';
import type { Dialect } from './dialect';

/** Where an opportunity is in a sorted list. No two opportunities are at the same place. */
export interface Place {
  readonly key: string | number | undefined;
  /** The digits of the id, padded so that text order is number order. */
  readonly idDigits: string | undefined;
  /** How many were made before it. */
  readonly serial: number;
}

/** How the places of a list compare: below 0 where the first comes before the second. */
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
 * Text is compared by code unit, so that no machine's locale matters.
 * @param missing 1 where what is missing counts as the highest, -1 where it counts as the lowest
 */
function compare<T extends string | number>(left: T | undefined, right: T | undefined, missing: number): number {
  if (left === right) return 0;
  if (left === undefined) return missing;
  if (right === undefined) return -missing;
  return left < right ? -1 : 1;
}
