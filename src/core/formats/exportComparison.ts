import type { OpportunitySummary } from '../model/opportunity';
import { isSameMoment } from '../time/moments';

/** A field that differs, by its path in AWS's own names. The value is undefined on the side where it is missing. */
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

/** The differences between two lists of opportunities. */
export class Comparison {
  /** Opportunities in the later list only. */
  readonly added: OpportunitySummary[] = [];
  /** Opportunities in the earlier list only. */
  readonly removed: OpportunitySummary[] = [];
  readonly changed: ChangedOpportunity[] = [];
  /** Opportunities that are in both lists with the same fields, as the later list has them. */
  readonly same: OpportunitySummary[] = [];

  get unchanged(): number {
    return this.same.length;
  }
}

/**
 * Compares two lists by id into `found`, one opportunity at a time, each list in its own order. Opportunities without
 * an id are the same only when every field is. When an id occurs twice, the last one counts.
 */
export function* comparing(
  before: Iterable<OpportunitySummary>,
  after: Iterable<OpportunitySummary>,
  found: Comparison,
): Generator<void, void> {
  const old = new Map<string, OpportunitySummary>();
  const now = new Map<string, OpportunitySummary>();
  for (const [items, byKey] of [
    [before, old],
    [after, now],
  ] as const) {
    for (const item of items) {
      byKey.set(keyOf(item), item);
      yield;
    }
  }
  for (const [key, item] of now) {
    const was = old.get(key);
    const fields = was ? fieldChanges(was, item) : [];
    if (!was) found.added.push(item);
    else if (fields.length > 0) found.changed.push({ before: was, after: item, fields });
    else found.same.push(item);
    yield;
  }
  for (const [key, item] of old) if (!now.has(key)) found.removed.push(item);
}

/** Returns the fields in which two versions differ, in the order of AWS's model. */
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
