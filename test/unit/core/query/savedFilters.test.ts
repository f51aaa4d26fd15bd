import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Filter } from '../../../../src/core/query/filter';
import { checkFilter } from '../../../../src/core/query/request';
import {
  readSavedFilters,
  type SavedEntry,
  withoutSavedFilter,
  withRenamedFilter,
  withSavedFilter,
} from '../../../../src/core/query/savedFilters';
import { utc } from '../../../support/moments';

const now = utc('2026-06-15T12:00:00Z');
const filter: Filter = { LifeCycleStage: ['Prospect'] };
const read = (value: unknown) => readSavedFilters(value, now);
const brokenKind = ({ read: result }: SavedEntry) => ('broken' in result ? result.broken.kind : undefined);
const first = (value: unknown): SavedEntry => {
  const [entry] = read(value);
  assert.ok(entry);
  return entry;
};

describe('saved filters', () => {
  it('are read in their order', () => {
    assert.deepEqual(
      read([
        { name: 'A', filter },
        { name: ' B ', filter: {} },
      ]),
      [
        { index: 0, name: 'A', read: { filter } },
        { index: 1, name: 'B', read: { filter: {} } },
      ],
    );
    assert.deepEqual(read(undefined), []);
    assert.deepEqual(read([]), []);
  });

  it('name what is broken, and go on behind it', () => {
    const entries = read([
      7,
      { filter },
      { name: '\u202e', filter },
      { name: 'no filter' },
      { name: 'unknown key', filter: { Stage: ['Prospect'] } },
      { name: 'prototype', filter: JSON.parse('{"__proto__":{"x":1}}') },
      { name: 'no list', filter: { LifeCycleStage: 'Prospect' } },
      { name: 'unknown stage', filter: { LifeCycleStage: ['Closed Won'] } },
      { name: 'too many', filter: { Identifier: Array.from({ length: 21 }, (_, n) => `O${n}`) } },
      { name: 'reversed', filter: { CreatedDate: { AfterCreatedDate: '+1d', BeforeCreatedDate: 'today' } } },
      { name: 'good', filter },
    ]);
    assert.deepEqual(entries.map(brokenKind), [
      ...['noName', 'noName', 'noName', 'unreadable', 'unreadable', 'unreadable', 'unreadable'],
      ...['refused', 'refused', 'refused', undefined],
    ]);
    assert.equal(entries[4]?.name, 'unknown key');
    assert.deepEqual(['text', 7, {}].map(first).map(brokenKind), ['noList', 'noList', 'noList']);
  });

  it('are filters that the API takes, or broken, whatever stands in the settings', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.array(fc.record({ name: fc.string(), filter: fc.jsonValue() }))),
        (value) => {
          for (const { read: result } of read(value)) {
            if ('filter' in result) assert.deepEqual(checkFilter(result.filter, now), []);
          }
        },
      ),
    );
  });

  it('are saved at the end, or in place of the one of that name', () => {
    const other = { LifeCycleStage: ['Launched'] } as const;
    const value = [{ name: 'A', filter }, 'broken', { name: 'B', filter }];
    assert.deepEqual(withSavedFilter(value, 'C', other), [...value, { name: 'C', filter: other }]);
    assert.deepEqual(withSavedFilter(value, 'A', other), [
      { name: 'A', filter: other },
      'broken',
      { name: 'B', filter },
    ]);
    assert.deepEqual(withSavedFilter('nonsense', 'A', other), [{ name: 'A', filter: other }]);
  });

  it('come back as they were saved', () => {
    const saved: Filter = { CustomerCompanyName: ['$(x)'], LastModifiedDate: { AfterLastModifiedDate: '-7d' } };
    const entry = first(JSON.parse(JSON.stringify(withSavedFilter(undefined, 'Mine', saved))));
    assert.deepEqual(entry, { index: 0, name: 'Mine', read: { filter: saved } });
  });

  it('are removed and renamed one at a time, and only the entry that was meant', () => {
    const value = [{ name: 'A', filter, note: 'kept' }, 'broken', { name: 'A', filter: {} }];
    const [a, broken, second] = read(value);
    assert.ok(a && broken && second);
    assert.deepEqual(withoutSavedFilter(value, second), value.slice(0, 2));
    assert.deepEqual(withoutSavedFilter(value, broken), [value[0], value[2]]);
    assert.deepEqual(withRenamedFilter(value, a, 'Z'), [{ name: 'Z', filter, note: 'kept' }, 'broken', value[2]]);
    // The settings changed meanwhile: at this place stands another.
    assert.deepEqual(withoutSavedFilter([value[1], value[0]], a), [value[1], value[0]]);
    assert.deepEqual(withRenamedFilter([value[1], value[0]], a, 'Z'), [value[1], value[0]]);
  });
});
