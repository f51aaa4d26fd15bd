import { checkFilter, type Filter, type FilterProblem } from './filter';
import type { Moment } from './zone';

/** Why a text or a settings entry is no filter: the place in it, and what should stand there. */
export interface UnreadableFilter {
  readonly path: string;
  readonly expected: 'object' | 'listOfText' | 'text' | 'knownKey';
}

export type ReadFilter =
  | { readonly filter: Filter; readonly problems: readonly FilterProblem[] }
  | { readonly unreadable: UnreadableFilter };

const lists = ['LifeCycleStage', 'LifeCycleReviewStatus', 'CustomerCompanyName', 'Identifier'] as const;
const ranges = {
  LastModifiedDate: ['AfterLastModifiedDate', 'BeforeLastModifiedDate'],
  CreatedDate: ['AfterCreatedDate', 'BeforeCreatedDate'],
  TargetCloseDate: ['AfterTargetCloseDate', 'BeforeTargetCloseDate'],
} as const;

/**
 * Reads a filter from where anything may stand: a settings file, a repository's included, or stored state. What is
 * read has the shape of a filter and nothing else in it; `problems` says which of its values the API would refuse.
 */
export function readFilter(value: unknown, now: Moment): ReadFilter {
  if (!isRecord(value)) return unreadable('', 'object');
  const filter: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    if (isOneOf(lists, key)) {
      if (!Array.isArray(entry) || !entry.every((text) => typeof text === 'string'))
        return unreadable(key, 'listOfText');
      if (entry.length > 0) filter[key] = [...entry];
    } else if (Object.hasOwn(ranges, key)) {
      if (!isRecord(entry)) return unreadable(key, 'object');
      const bounds: Record<string, string> = {};
      for (const [bound, text] of Object.entries(entry)) {
        const path = `${key}.${bound}`;
        if (!isOneOf(ranges[key as keyof typeof ranges], bound)) return unreadable(path, 'knownKey');
        if (typeof text !== 'string') return unreadable(path, 'text');
        bounds[bound] = text;
      }
      if (Object.keys(bounds).length > 0) filter[key] = bounds;
    } else {
      return unreadable(key, 'knownKey');
    }
  }
  return { filter: filter as Filter, problems: checkFilter(filter as Filter, now) };
}

function unreadable(path: string, expected: UnreadableFilter['expected']): ReadFilter {
  return { unreadable: { path, expected } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value);
}
