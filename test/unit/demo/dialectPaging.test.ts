import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ListRequest, sortFields, sortOrders, stages } from '../../../src/core/model/opportunity';
import type { WireRecord } from '../../../src/demo/data/wireRecord';
import { DemoService } from '../../../src/demo/server/demoService';
import { dialects } from '../../support/dialects';

const request: fc.Arbitrary<ListRequest> = fc.record({
  Catalog: fc.constant('AWS' as const),
  Sort: fc.record({ SortBy: fc.constantFrom(...sortFields), SortOrder: fc.constantFrom(...sortOrders) }),
  LifeCycleStage: fc.uniqueArray(fc.constantFrom(...stages), { maxLength: 3 }),
});

function walk(service: DemoService, asked: ListRequest): readonly WireRecord[] {
  const found: WireRecord[] = [];
  let NextToken: string | undefined;
  do {
    const body = JSON.stringify({ ...asked, NextToken });
    const answer = service.handle('AWSPartnerCentralSelling.ListOpportunities', body);
    assert.equal(answer.status, 200, answer.body);
    const page: { OpportunitySummaries: WireRecord[]; NextToken: string | null } = JSON.parse(answer.body);
    assert.ok(page.OpportunitySummaries.length <= (asked.MaxResults ?? 20));
    found.push(...page.OpportunitySummaries);
    NextToken = page.NextToken ?? undefined;
  } while (NextToken !== undefined);
  return found;
}

const texts = (records: readonly WireRecord[]) => records.map((record) => JSON.stringify(record));

describe('demo service: paging in every dialect', () => {
  for (const [name, dialect] of dialects) {
    it(`gives the same list whatever the page size, and the whole catalog once: ${name}`, () => {
      const service = new DemoService({ opportunities: 150, hostile: true, dialect });
      const everything = texts(service.records()).sort();
      fc.assert(
        fc.property(request, fc.integer({ min: 1, max: 99 }), (asked, MaxResults) => {
          const whole = texts(walk(service, { ...asked, MaxResults: 100 }));
          assert.deepEqual(texts(walk(service, { ...asked, MaxResults })), whole);
          const { LifeCycleStage: _, ...unfiltered } = asked;
          assert.deepEqual(texts(walk(service, { ...unfiltered, MaxResults: 100 })).sort(), everything);
        }),
        { numRuns: 3 },
      );
    });
  }
});
