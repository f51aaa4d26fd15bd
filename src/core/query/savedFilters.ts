import { isRecord } from '../runtime/isRecord';
import { oneLine } from '../text/plainText';
import type { Moment } from '../time/zone';
import type { Filter, FilterProblem, UnreadableFilter } from './filter';
import { readFilter } from './readFilter';
import { checkFilter } from './request';

/** Why an entry of the setting is not a filter. */
export type BrokenReason =
  | { readonly kind: 'noList' | 'noName' }
  | { readonly kind: 'unreadable'; readonly unreadable: UnreadableFilter }
  | { readonly kind: 'refused'; readonly problems: readonly FilterProblem[] };

/** An entry of the setting: a filter with a name, or why it is not one. */
export interface SavedEntry {
  /** The position in the list, starting at 0. */
  readonly index: number;
  /** Empty if it has no name. */
  readonly name: string;
  readonly read: { readonly filter: Filter } | { readonly broken: BrokenReason };
}

/**
 * Reads the setting `savedFilters`, which people write by hand and repositories may contain. Each entry is either a
 * filter that the API accepts on this day, or broken.
 */
export function readSavedFilters(value: unknown, now: Moment): readonly SavedEntry[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ index: 0, name: '', read: { broken: { kind: 'noList' } } }];
  return value.map((entry: unknown, index): SavedEntry => {
    const { name: given, filter } = isRecord(entry) ? entry : {};
    const name = typeof given === 'string' ? oneLine(given) : '';
    if (name === '') return { index, name, read: { broken: { kind: 'noName' } } };
    const read = readFilter(filter);
    if ('unreadable' in read)
      return { index, name, read: { broken: { kind: 'unreadable', unreadable: read.unreadable } } };
    const problems = checkFilter(read.filter, now);
    if (problems.length > 0) return { index, name, read: { broken: { kind: 'refused', problems } } };
    return { index, name, read: { filter: read.filter } };
  });
}

/** Returns the setting with a filter under this name: in place of the first one with that name, or else at the end. */
export function withSavedFilter(value: unknown, name: string, filter: Filter): readonly unknown[] {
  const entries = listOf(value);
  const at = entries.findIndex((entry) => nameOf(entry) === name);
  return at < 0 ? [...entries, { name, filter }] : entries.with(at, { name, filter });
}

/** Returns the setting without an entry; all others stay as they were written. */
export function withoutSavedFilter(value: unknown, { index, name }: SavedEntry): readonly unknown[] {
  return listOf(value).filter((entry, at) => at !== index || nameOf(entry) !== name);
}

/** Returns the setting with another name for an entry. */
export function withRenamedFilter(value: unknown, { index, name }: SavedEntry, newName: string): readonly unknown[] {
  return listOf(value).map((entry, at) =>
    at === index && isRecord(entry) && nameOf(entry) === name ? { ...entry, name: newName } : entry,
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(entry: unknown): string {
  return isRecord(entry) && typeof entry.name === 'string' ? oneLine(entry.name) : '';
}
