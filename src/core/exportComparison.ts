import { isSameMoment } from './moments';
import type { OpportunitySummary } from './opportunity';

/** A field that differs, by its path in AWS's own names; undefined where it is missing. */
export interface FieldChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ChangedOpportunity {
  readonly before: OpportunitySummary;
  readonly after: OpportunitySummary;
  readonly fields: readonly FieldChange[];
}

/** How two lists of opportunities differ. */
export interface Comparison {
  readonly added: readonly OpportunitySummary[];
  readonly removed: readonly OpportunitySummary[];
  readonly changed: readonly ChangedOpportunity[];
  readonly unchanged: number;
}

/**
 * Compares two lists by id, each in its own order. Opportunities without an id are the same only where every field is;
 * of two with the same id the last counts.
 */
export function compareOpportunities(
  before: Iterable<OpportunitySummary>,
  after: Iterable<OpportunitySummary>,
): Comparison {
  const old = new Map([...before].map((item) => [keyOf(item), item]));
  const now = new Map([...after].map((item) => [keyOf(item), item]));
  const changed: ChangedOpportunity[] = [];
  let unchanged = 0;
  for (const [key, item] of now) {
    const was = old.get(key);
    if (!was) continue;
    const fields = fieldChanges(was, item);
    if (fields.length > 0) changed.push({ before: was, after: item, fields });
    else unchanged += 1;
  }
  return {
    added: [...now].filter(([key]) => !old.has(key)).map(([, item]) => item),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, item]) => item),
    changed,
    unchanged,
  };
}

/** The fields in which two versions differ, in the order of AWS's model. */
export function fieldChanges(before: OpportunitySummary, after: OpportunitySummary): readonly FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path) && !isSameMoment(old.get(path), now.get(path)))
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }));
}

function keyOf(item: OpportunitySummary): string {
  return item.Id ?? JSON.stringify(item);
}

function fieldsOf(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined && value !== null) found.set(path, String(value));
    return found;
  }
  for (const [name, part] of Object.entries(value)) fieldsOf(part, path === '' ? name : `${path}.${name}`, found);
  return found;
}
