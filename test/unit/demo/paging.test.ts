import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ListRequest, sortFields, sortOrders, stages } from '../../../src/core/model/opportunity';
import type { WireRecord } from '../../../src/demo/data/wireRecord';
import { DemoService } from '../../../src/demo/server/demoService';

const service = new DemoService({ opportunities: 250 });

interface ListAnswer {
  readonly OpportunitySummaries: readonly WireRecord[];
  readonly NextToken: string | null;
}

function list(request: ListRequest, by = service): ListAnswer | 'refused' {
  const { status, body } = by.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify(request));
  if (status === 200) return JSON.parse(body);
  assert.deepEqual(
    JSON.parse(body).ErrorList.map((entry: { FieldName: string }) => entry.FieldName),
    ['NextToken'],
  );
  return 'refused';
}

/** Every page, with the page size that `sizes` gives for each in turn. */
function walk(request: ListRequest, sizes: readonly number[]): ListAnswer[] {
  const pages: ListAnswer[] = [];
  let token: string | null = null;
  do {
    const MaxResults = sizes[pages.length % sizes.length] as number;
    const page: ListAnswer | 'refused' = list({ ...request, MaxResults, ...(token && { NextToken: token }) });
    assert.notEqual(page, 'refused');
    pages.push(page as ListAnswer);
    token = (page as ListAnswer).NextToken;
  } while (token);
  return pages;
}

const requests: fc.Arbitrary<ListRequest> = fc.record({
  Catalog: fc.constantFrom('AWS' as const, 'Sandbox' as const),
  Sort: fc.record({ SortBy: fc.constantFrom(...sortFields), SortOrder: fc.constantFrom(...sortOrders) }),
  LifeCycleStage: fc.uniqueArray(fc.constantFrom(...stages), { maxLength: 3 }),
});
const pageSize = fc.integer({ min: 1, max: 100 });

function firstToken(request: ListRequest): string | undefined {
  const page = list({ ...request, MaxResults: 1 });
  return page === 'refused' ? undefined : (page.NextToken ?? undefined);
}

describe('demo service: paging', () => {
  it('gives the same list whatever the page sizes, every page full but the last', () => {
    fc.assert(
      fc.property(requests, fc.array(pageSize, { minLength: 1, maxLength: 4 }), (request, sizes) => {
        const whole = walk(request, [100]).flatMap((page) => page.OpportunitySummaries);
        const pages = walk(request, sizes);
        assert.deepEqual(
          pages.flatMap((page) => page.OpportunitySummaries),
          whole,
        );
        for (const [index, page] of pages.slice(0, -1).entries()) {
          assert.equal(page.OpportunitySummaries.length, sizes[index % sizes.length]);
        }
        assert.ok(whole.length === 0 || (pages.at(-1)?.OpportunitySummaries.length ?? 0) > 0, 'no empty last page');
      }),
      { numRuns: 100 },
    );
  });

  it('gives 20 a page unless asked otherwise', () => {
    const page = list({ Catalog: 'AWS' });
    assert.equal(page !== 'refused' && page.OpportunitySummaries.length, 20);
  });

  it('accepts a token for its own list only, in whichever order the filter names its values', () => {
    fc.assert(
      fc.property(requests, requests, (one, other) => {
        const token = firstToken(one);
        fc.pre(token !== undefined);
        const key = ({ Catalog, Sort, LifeCycleStage }: ListRequest) =>
          JSON.stringify([Catalog, Sort?.SortBy, Sort?.SortOrder, [...(LifeCycleStage ?? [])].sort()]);
        const answer = list({ ...other, NextToken: token as string });
        assert.equal(answer === 'refused', key(one) !== key(other));
        const reversed = { ...one, LifeCycleStage: [...(one.LifeCycleStage ?? [])].reverse() };
        assert.notEqual(list({ ...reversed, NextToken: token as string }), 'refused');
      }),
      { numRuns: 200 },
    );
  });

  it('accepts a token again, and in another service over the same data, but not over other data', () => {
    const request: ListRequest = { Catalog: 'AWS' };
    const NextToken = firstToken(request) as string;
    const page = list({ ...request, NextToken });
    assert.deepEqual(list({ ...request, NextToken }), page);
    assert.deepEqual(list({ ...request, NextToken }, new DemoService()), page);
    assert.equal(list({ ...request, NextToken }, new DemoService({ seed: 2 })), 'refused');
  });

  it('refuses a token that was changed anywhere', () => {
    const token = firstToken({ Catalog: 'AWS' }) as string;
    for (let at = 0; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token[at] === '0' ? '1' : '0'}${token.slice(at + 1)}`;
      assert.equal(list({ Catalog: 'AWS', NextToken: changed }), 'refused', `position ${at}`);
    }
    assert.equal(list({ Catalog: 'AWS', NextToken: token.toUpperCase() }), 'refused');
    assert.equal(list({ Catalog: 'AWS', NextToken: `${token}00` }), 'refused');
  });

  it('writes tokens that cannot be taken for those of botocore', () => {
    for (const { NextToken } of walk({ Catalog: 'AWS' }, [7])) {
      if (NextToken !== null) assert.match(NextToken, /^[0-9a-f]+$/);
    }
  });

  it('serves an empty catalog', () => {
    assert.deepEqual(list({ Catalog: 'AWS' }, new DemoService({ opportunities: 0 })), {
      OpportunitySummaries: [],
      NextToken: null,
    });
  });
});
