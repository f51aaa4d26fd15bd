import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describeFilter } from '../../../../src/core/query/describeFilter';
import { readFilter } from '../../../../src/core/query/readFilter';
import { checkFilter } from '../../../../src/core/query/request';
import { filters } from '../../../support/filters';
import { utc } from '../../../support/moments';

const now = utc('2026-06-15T12:00:00Z');
describe('readFilter', () => {
  it('gives back every filter that went through JSON', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const read = readFilter(JSON.parse(JSON.stringify(filter)));
        assert.ok('filter' in read);
        assert.deepEqual(read.filter, JSON.parse(JSON.stringify(filter)));
      }),
    );
  });

  it('takes nothing for a filter that is none, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readFilter(value);
        if ('filter' in read)
          assert.equal(JSON.stringify(Object.keys(read.filter).filter((key) => key === '__proto__')), '[]');
      }),
    );
    for (const [value, path] of [
      [null, ''],
      [[], ''],
      ['Prospect', ''],
      [{ Stage: [] }, 'Stage'],
      [JSON.parse('{"__proto__":{}}'), '__proto__'],
      [{ LifeCycleStage: 'Prospect' }, 'LifeCycleStage'],
      [{ Identifier: ['O1', 2] }, 'Identifier'],
      [{ CreatedDate: '-7d' }, 'CreatedDate'],
      [{ CreatedDate: { AfterLastModifiedDate: '-7d' } }, 'CreatedDate.AfterLastModifiedDate'],
      [{ CreatedDate: { AfterCreatedDate: 7 } }, 'CreatedDate.AfterCreatedDate'],
    ] as const) {
      const read = readFilter(value);
      assert.equal('unreadable' in read && read.unreadable.path, path, JSON.stringify(value));
    }
  });

  it('tells the shape of a filter from values that AWS would refuse', () => {
    const read = readFilter({ LifeCycleStage: ['Closed Won'], Identifier: ['x'] });
    assert.deepEqual('filter' in read && checkFilter(read.filter, now).map(({ reason }) => reason), [
      'unknownValue',
      'badIdentifier',
    ]);
  });
});

describe('describeFilter', () => {
  it('has a phrase for every criterion, and none for no criterion', () => {
    assert.deepEqual(describeFilter({}), []);
    fc.assert(
      fc.property(filters, (filter) => {
        const phrases = describeFilter(filter);
        assert.equal(phrases.length, Object.keys(filter).length);
        for (const { words, args } of phrases) {
          const places = [...words.matchAll(/\{(\d)\}/g)].map(([, n]) => Number(n));
          assert.deepEqual(places, [...args.keys()]);
        }
      }),
    );
  });
});
