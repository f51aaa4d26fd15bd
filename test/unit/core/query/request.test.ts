import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Stage, sortFields, sortOrders } from '../../../../src/core/model/opportunity';
import type { Filter } from '../../../../src/core/query/filter';
import { checkFilter, toRequest } from '../../../../src/core/query/request';
import { filters } from '../../../support/filters';
import { utc } from '../../../support/moments';

const now = utc('2026-06-15T12:00:00Z');
const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
const reasons = (filter: Filter) => checkFilter(filter, now).map(({ field, reason }) => `${field} ${reason}`);
const many = (count: number) => Array.from({ length: count }, (_, n) => `O${n}`);

/** Every place in a filter or a request that says something, once each. */
function leaves(criteria: object): unknown {
  const places = Object.entries(criteria).flatMap(([field, value]) =>
    Array.isArray(value)
      ? [...new Set(value)].map((text) => `${field} ${text}`)
      : Object.keys(value ?? {}).map((bound) => `${field} ${bound}`),
  );
  return places.sort();
}

/** What may have been kept: by a newer version, or in a file that somebody wrote by hand. */
const damagedFilters = fc.oneof(
  fc
    .tuple(filters, fc.jsonValue(), fc.constantFrom('LifeCycleStage', 'Identifier', 'CreatedDate', 'Industry', ''))
    .map(([filter, value, key]) => ({ ...filter, [key]: value }) as Filter),
  filters.map((filter): Filter => ({ ...filter, unreadable: { path: 'Industry', expected: 'knownKey' } })),
  fc.dictionary(fc.string(), fc.jsonValue()).map((value) => value as Filter),
);

describe('toRequest', () => {
  it('adds nothing to the request that was not asked for', () => {
    assert.deepEqual(toRequest({ catalog: 'Sandbox', filter: {}, sort, pageSize: 50, now }), {
      Catalog: 'Sandbox',
      MaxResults: 50,
      Sort: sort,
    });
    const empty: Filter = { LifeCycleStage: [], Identifier: [], CreatedDate: {} };
    assert.deepEqual(Object.keys(toRequest({ catalog: 'AWS', filter: empty, sort, pageSize: 50, now })), [
      'Catalog',
      'MaxResults',
      'Sort',
    ]);
  });

  it('sends every criterion under its own name', () => {
    const filter: Filter = {
      LifeCycleStage: ['Qualified', 'Launched'],
      LifeCycleReviewStatus: ['In review'],
      CustomerCompanyName: ['Acme'],
      Identifier: ['O1'],
      LastModifiedDate: { AfterLastModifiedDate: '-7d', BeforeLastModifiedDate: '2026-06-14T10:00:00Z' },
      CreatedDate: { BeforeCreatedDate: '2026-06-01' },
      TargetCloseDate: { AfterTargetCloseDate: 'today', BeforeTargetCloseDate: '+30d' },
    };
    assert.deepEqual(checkFilter(filter, now), []);
    assert.deepEqual(toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, nextToken: 't', now }), {
      Catalog: 'AWS',
      MaxResults: 100,
      Sort: sort,
      LifeCycleStage: ['Qualified', 'Launched'],
      LifeCycleReviewStatus: ['In review'],
      CustomerCompanyName: ['Acme'],
      Identifier: ['O1'],
      LastModifiedDate: {
        AfterLastModifiedDate: '2026-06-08T00:00:00.000Z',
        BeforeLastModifiedDate: '2026-06-14T10:00:00.000Z',
      },
      CreatedDate: { BeforeCreatedDate: '2026-06-01T23:59:59.999Z' },
      TargetCloseDate: { AfterTargetCloseDate: '2026-06-15', BeforeTargetCloseDate: '2026-07-15' },
      NextToken: 't',
    });
  });

  it('sends no value twice, and counts it once', () => {
    const filter: Filter = {
      LifeCycleStage: ['Qualified', 'Launched', 'Qualified'],
      LifeCycleReviewStatus: ['Approved', 'Approved'],
      CustomerCompanyName: ['Acme', 'ACME', 'Acme'],
      Identifier: ['O2', ...many(20), 'O3'],
    };
    assert.deepEqual(checkFilter(filter, now), []);
    assert.deepEqual(toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, now }), {
      Catalog: 'AWS',
      MaxResults: 100,
      Sort: sort,
      LifeCycleStage: ['Qualified', 'Launched'],
      LifeCycleReviewStatus: ['Approved'],
      // How a company name matches is not known: to AWS, these may be two.
      CustomerCompanyName: ['Acme', 'ACME'],
      Identifier: ['O2', ...many(20).filter((id) => id !== 'O2')],
    });
  });

  it('reads one stage at a time, whatever stages it names', () => {
    const filter: Filter = { LifeCycleStage: ['Qualified', 'Launched'] };
    const request = toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, stage: 'Launched', now });
    assert.deepEqual(request.LifeCycleStage, ['Launched']);
  });

  it('finds what the API would refuse, all of it', () => {
    assert.deepEqual(reasons({ Identifier: many(20), CustomerCompanyName: many(10) }), []);
    assert.deepEqual(reasons({ Identifier: many(21), CustomerCompanyName: many(11) }), [
      'CustomerCompanyName tooMany',
      'Identifier tooMany',
    ]);
    assert.deepEqual(reasons({ Identifier: ['O1', 'o2', 'O', 'O12345678901234567890'] }), [
      'Identifier badIdentifier',
      'Identifier badIdentifier',
      'Identifier badIdentifier',
    ]);
    assert.deepEqual(reasons({ LifeCycleStage: ['Closed Won' as Stage], CustomerCompanyName: [' '] }), [
      'LifeCycleStage unknownValue',
      'CustomerCompanyName emptyText',
    ]);
    assert.deepEqual(
      reasons({
        LastModifiedDate: { AfterLastModifiedDate: 'today', BeforeLastModifiedDate: '-1d' },
        CreatedDate: { AfterCreatedDate: '2026-02-30' },
        TargetCloseDate: { AfterTargetCloseDate: '2026-06-15T00:00:00Z' },
      }),
      ['LastModifiedDate datesReversed', 'CreatedDate badDate', 'TargetCloseDate badDate'],
    );
  });

  it('makes a request that carries every criterion, or none at all', () => {
    const ask = (filter: Filter) => toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, now });
    fc.assert(
      fc.property(fc.oneof(filters, damagedFilters), (filter) => {
        const problems = checkFilter(filter, now);
        if (problems.length > 0) {
          assert.throws(() => ask(filter), { code: 'unsendableFilter' });
          return;
        }
        const { Catalog: _catalog, MaxResults: _pageSize, Sort: _sort, ...asked } = ask(filter);
        assert.deepEqual(leaves(asked), leaves(filter));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no malformed date for the absence of one', () => {
    for (const text of [
      '2026-1-1',
      '2026-02-30',
      '2026-02-30T00:00:00Z',
      'tomorrow',
      '',
      ' today',
      '-30',
      '+123456d',
    ]) {
      for (const filter of [
        { LastModifiedDate: { AfterLastModifiedDate: text } },
        { CreatedDate: { AfterCreatedDate: '-7d', BeforeCreatedDate: text } },
        { TargetCloseDate: { BeforeTargetCloseDate: text } },
      ]) {
        const request = { catalog: 'AWS', filter, sort, pageSize: 100, now } as const;
        assert.throws(() => toRequest(request), { code: 'unsendableFilter' }, text);
      }
    }
  });

  it('is refused on the day from which on it ends before it begins', () => {
    const filter: Filter = {
      TargetCloseDate: { AfterTargetCloseDate: 'today', BeforeTargetCloseDate: '2026-12-31' },
    };
    const zone = 'America/New_York';
    assert.deepEqual(checkFilter(filter, { at: new Date('2027-01-01T04:59:59.999Z'), zone }), []);
    const [problem] = checkFilter(filter, { at: new Date('2027-01-01T05:00:00Z'), zone });
    assert.equal(problem?.reason, 'datesReversed');
  });

  it('takes a range of one day', () => {
    assert.deepEqual(
      reasons({ LastModifiedDate: { AfterLastModifiedDate: 'today', BeforeLastModifiedDate: 'today' } }),
      [],
    );
  });

  it('knows the five fields and both orders of a sort', () => {
    assert.equal(sortFields.length, 5);
    assert.equal(sortOrders.length, 2);
  });
});
