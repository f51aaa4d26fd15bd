import type { Sort } from '../model/opportunity';
import { criterionFields, isRange, rangeOf, toDateCriterion } from './criteria';
import type { CriterionField, Filter } from './filter';

/** What the person decided to list in this window. */
export interface ListChoice {
  readonly filter: Filter;
  /** If undefined, the settings decide the order. */
  readonly sort: Sort | undefined;
  /** For the whole list: the maximum number of items. */
  readonly maxItems: number | undefined;
  /** For the whole list: where it begins. */
  readonly startingToken: string | undefined;
}

/** Everything, in the order of the settings. */
export const everything: ListChoice = { filter: {}, sort: undefined, maxItems: undefined, startingToken: undefined };

/** Returns the filter with another value for one criterion, or without that criterion if the value is empty. */
export function withCriterion<K extends CriterionField>(
  filter: Filter,
  field: K,
  value: Filter[K] | undefined,
): Filter {
  return inOrder({ ...filter, [field]: value });
}

/** True if two filters ask for the same, however they are written. */
export function isSameFilter(a: Filter, b: Filter): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

/** True if two choices make the same list. */
export function isSameChoice(a: ListChoice, b: ListChoice): boolean {
  return isSameList(a, b) && a.maxItems === b.maxItems && a.startingToken === b.startingToken;
}

/**
 * Returns the choice to apply in place of the current one. A starting token is a place in one list, so the current one
 * is dropped if the filter or the sort has changed.
 */
export function choiceToApply(present: ListChoice, draft: ListChoice): ListChoice {
  const outdated = draft.startingToken === present.startingToken && !isSameList(present, draft);
  return outdated ? { ...draft, startingToken: undefined } : draft;
}

/** Returns the recently used filters, newest first and without duplicates, at most five. */
export function withRecentFilter(recent: readonly Filter[], filter: Filter): readonly Filter[] {
  if (Object.keys(filter).length === 0) return recent;
  return [inOrder(filter), ...recent.filter((other) => !isSameFilter(other, filter))].slice(0, 5);
}

function isSameList(a: ListChoice, b: ListChoice): boolean {
  const sort = ({ sort: s }: ListChoice) => s && `${s.SortBy} ${s.SortOrder}`;
  return isSameFilter(a.filter, b.filter) && sort(a) === sort(b);
}

/** Returns the criteria in a fixed order, without empty ones. */
function inOrder(filter: Filter): Filter {
  const ordered: { -readonly [F in keyof Filter]: Filter[F] } = {};
  if (filter.unreadable) ordered.unreadable = filter.unreadable;
  const keep = <F extends CriterionField>(field: F, value: Filter[F] | undefined): void => {
    if (value !== undefined && Object.keys(value).length > 0) ordered[field] = value;
  };
  for (const field of criterionFields) {
    if (isRange(field)) keep(field, toDateCriterion(field, rangeOf(filter, field)));
    else keep(field, filter[field]);
  }
  return ordered;
}
