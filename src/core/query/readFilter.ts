import type { Filter, UnreadableFilter } from './filter';

const lists: readonly string[] = ['LifeCycleStage', 'LifeCycleReviewStatus', 'CustomerCompanyName', 'Identifier'];
const ranges: Readonly<Record<string, readonly string[]>> = {
  LastModifiedDate: ['AfterLastModifiedDate', 'BeforeLastModifiedDate'],
  CreatedDate: ['AfterCreatedDate', 'BeforeCreatedDate'],
  TargetCloseDate: ['AfterTargetCloseDate', 'BeforeTargetCloseDate'],
};

export type ReadFilter = { readonly filter: Filter } | { readonly unreadable: UnreadableFilter };

/**
 * Reads a filter from where anything may stand: a settings file, a repository's included, or stored state. What is
 * read has the shape of a filter and nothing else in it; the API may still refuse its values.
 */
export function readFilter(value: unknown): ReadFilter {
  const unreadable = findUnreadable(value);
  if (unreadable) return { unreadable };
  const entries = Object.entries(value as Readonly<Record<string, object | undefined>>).flatMap(([key, entry]) => {
    const copy = Array.isArray(entry) ? [...entry] : withoutUndefined(entry ?? {});
    return Object.keys(copy).length > 0 ? [[key, copy]] : [];
  });
  return { filter: Object.fromEntries(entries) };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, text]) => text !== undefined));
}

/** Why a value has not the shape of a filter, whatever its values are; undefined when it has. */
export function findUnreadable(value: unknown): UnreadableFilter | undefined {
  if (!isRecord(value)) return { path: '', expected: 'object' };
  for (const [key, entry] of Object.entries(value)) {
    const bounds = Object.hasOwn(ranges, key) ? ranges[key] : undefined;
    if (!bounds && !lists.includes(key)) return { path: key, expected: 'knownKey' };
    if (entry === undefined) continue;
    const unreadable = bounds ? findInRange(key, entry, bounds) : findInList(key, entry);
    if (unreadable) return unreadable;
  }
  return undefined;
}

function findInList(path: string, entry: unknown): UnreadableFilter | undefined {
  const readable = Array.isArray(entry) && entry.every((text) => typeof text === 'string');
  return readable ? undefined : { path, expected: 'listOfText' };
}

function findInRange(key: string, entry: unknown, bounds: readonly string[]): UnreadableFilter | undefined {
  if (!isRecord(entry)) return { path: key, expected: 'object' };
  for (const [bound, text] of Object.entries(entry)) {
    const path = `${key}.${bound}`;
    if (!bounds.includes(bound)) return { path, expected: 'knownKey' };
    if (typeof text !== 'string' && text !== undefined) return { path, expected: 'text' };
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
