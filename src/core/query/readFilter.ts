import { isRecord } from '../runtime/isRecord';
import { criteria, isCriterion, isRange, type RangeField, toDateCriterion } from './criteria';
import type { Filter, UnreadableFilter } from './filter';
import { withCriterion } from './filterDraft';

export type ReadFilter = { readonly filter: Filter } | { readonly unreadable: UnreadableFilter };

/**
 * Reads a filter from a place that may contain anything: a settings file, even one from a repository, or stored state.
 * The result has the shape of a filter and nothing else in it; the API may still refuse its values.
 */
export function readFilter(value: unknown): ReadFilter {
  if (!isRecord(value)) return unreadable('', 'object');
  let filter: Filter = {};
  for (const [name, entry] of Object.entries(value)) {
    if (!isCriterion(name)) return unreadable(name, 'knownKey');
    if (entry === undefined) continue;
    if (isRange(name)) {
      const read = readRange(name, entry);
      if ('unreadable' in read) return read;
      filter = withCriterion(filter, name, read.range);
    } else {
      if (!isListOfText(entry)) return unreadable(name, 'listOfText');
      filter = withCriterion(filter, name, [...entry]);
    }
  }
  return { filter };
}

function readRange<F extends RangeField>(field: F, entry: unknown) {
  if (!isRecord(entry)) return unreadable(field, 'object');
  const { after, before } = criteria[field];
  for (const [bound, text] of Object.entries(entry)) {
    const path = `${field}.${bound}`;
    if (bound !== after && bound !== before) return unreadable(path, 'knownKey');
    if (typeof text !== 'string' && text !== undefined) return unreadable(path, 'text');
  }
  const end = (bound: string) => {
    const text = entry[bound];
    return typeof text === 'string' ? text : undefined;
  };
  return { range: toDateCriterion(field, { after: end(after), before: end(before) }) };
}

function unreadable(path: string, expected: UnreadableFilter['expected']): { readonly unreadable: UnreadableFilter } {
  return { unreadable: { path, expected } };
}

function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
