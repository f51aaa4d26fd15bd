import assert from 'node:assert/strict';
import fc from 'fast-check';

/** A wrong value for an answer, and its place. */
export type Mutation = readonly [at: readonly string[], to: unknown];

/** Returns mutations of one to three places of a value, each with something that does not belong there. */
export function mutationsOf(value: unknown): fc.Arbitrary<Mutation[]> {
  const to = fc.oneof(
    fc.constantFrom(undefined, null, '', 0, Number.NaN, [], {}, 'text', new Date(0), new Date(Number.NaN), [null]),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc.array(fc.tuple(fc.constantFrom(...pathsOf(value)), to), { minLength: 1, maxLength: 3 });
}

export function mutate(target: unknown, mutations: readonly Mutation[]): void {
  for (const [at, to] of mutations) set(target, at, structuredClone(to));
}

/** Returns the same value with its keys in reverse order. */
export function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, backwards(field)]),
  );
}

/** Returns every path into a value, from the root to the leaves. */
export function pathsOf(value: unknown, at: readonly string[] = []): string[][] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const below = children.flatMap(([name, child]) => pathsOf(child, [...at, name]));
  return at.length > 0 ? [[...at], ...below] : below;
}

function set(target: unknown, [first, ...rest]: readonly string[], value: unknown): void {
  if (first === undefined || typeof target !== 'object' || target === null) return;
  const fields = target as Record<string, unknown>;
  if (rest.length === 0) fields[first] = value;
  else set(fields[first], rest, value);
}

/**
 * Asserts that the value has only what the model has, in its order: text for text, a struct for a struct.
 * @param maps The fields whose own fields may have any name.
 */
export function assertFits(value: unknown, model: unknown, maps: readonly string[] = []): void {
  if (Array.isArray(model)) {
    assert.ok(Array.isArray(value));
    for (const entry of value) assertFits(entry, model[0], maps);
  } else if (typeof model === 'object' && model !== null) {
    assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value));
    const known = Object.keys(model).filter((name) => name in value);
    assert.deepEqual(Object.keys(value), known);
    for (const name of known) {
      const field = (value as Record<string, unknown>)[name];
      if (maps.includes(name)) assertIsMap(field);
      else assertFits(field, (model as Record<string, unknown>)[name], maps);
    }
  } else {
    assert.equal(typeof value, typeof model);
  }
}

function assertIsMap(value: unknown): void {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value));
  for (const field of Object.values(value)) assert.equal(typeof field, 'string');
}
