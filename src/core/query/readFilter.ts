import type { Moment } from '../time/zone';
import { checkFilter, type Filter, type FilterProblem } from './filter';
import { findUnreadable, type UnreadableFilter } from './filterShape';

export type ReadFilter =
  | { readonly filter: Filter; readonly problems: readonly FilterProblem[] }
  | { readonly unreadable: UnreadableFilter };

/**
 * Reads a filter from where anything may stand: a settings file, a repository's included, or stored state. What is
 * read has the shape of a filter and nothing else in it; `problems` says which of its values the API would refuse.
 */
export function readFilter(value: unknown, now: Moment): ReadFilter {
  const unreadable = findUnreadable(value);
  if (unreadable) return { unreadable };
  const entries = Object.entries(value as Readonly<Record<string, object | undefined>>).flatMap(([key, entry]) => {
    const copy = Array.isArray(entry) ? [...entry] : withoutUndefined(entry ?? {});
    return Object.keys(copy).length > 0 ? [[key, copy]] : [];
  });
  const filter: Filter = Object.fromEntries(entries);
  return { filter, problems: checkFilter(filter, now) };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, text]) => text !== undefined));
}
