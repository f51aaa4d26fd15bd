import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { triageDay, triagesOf } from '../../../../src/core/model/triage';
import type { Filter } from '../../../../src/core/query/filter';
import { checkFilter, toRequest } from '../../../../src/core/query/request';
import { askableTriages, isAskable, questionOf } from '../../../../src/core/query/triageFilter';
import { normalisePage } from '../../../../src/core/wire/normalisePage';
import { DemoService } from '../../../../src/demo/server/demoService';
import { utc } from '../../../support/moments';

const now = utc('2026-03-15T12:00:00Z');
const day = triageDay('2026-03-15', 'UTC');
const ask = (triage: (typeof askableTriages)[number], filter: Filter = {}) => {
  const question = questionOf(triage, filter, now);
  return question.kind === 'ask' ? question.filter : 'none';
};

describe('what AWS is asked for a triage', () => {
  it('is one criterion, if the window has no filter', () => {
    assert.deepEqual(ask('Action Required'), { LifeCycleReviewStatus: ['Action Required'] });
    assert.deepEqual(ask('Pending submission'), { LifeCycleReviewStatus: ['Pending Submission'] });
    assert.deepEqual(ask('Overdue'), { TargetCloseDate: { BeforeTargetCloseDate: '2026-03-14' } });
    assert.deepEqual(ask('Closing in 30 days'), {
      TargetCloseDate: { AfterTargetCloseDate: '2026-03-15', BeforeTargetCloseDate: '2026-04-14' },
    });
    assert.deepEqual(
      ['No next steps', 'Stalled 60 days'].map((name) => isAskable(name as 'Overdue')),
      [false, false],
    );
  });

  it('is within the filter of the window, and nothing if the two exclude each other', () => {
    const companies = { CustomerCompanyName: ['Acme'] };
    assert.deepEqual(ask('Action Required', { ...companies, LifeCycleStage: ['Prospect', 'Launched'] }), {
      ...companies,
      LifeCycleStage: ['Prospect'],
      LifeCycleReviewStatus: ['Action Required'],
    });
    for (const filter of [
      { LifeCycleStage: ['Launched', 'Closed Lost'] },
      { LifeCycleReviewStatus: ['Approved'] },
    ] satisfies Filter[]) {
      assert.equal(ask('Action Required', filter), 'none');
    }
    assert.equal(ask('Overdue', { LifeCycleReviewStatus: ['Rejected'] }), 'none');
    assert.equal(ask('Overdue', { TargetCloseDate: { AfterTargetCloseDate: 'today' } }), 'none');
    assert.deepEqual(ask('Overdue', { LifeCycleReviewStatus: ['Rejected', 'Approved'], LifeCycleStage: [] }), {
      LifeCycleReviewStatus: ['Approved'],
      LifeCycleStage: [],
      TargetCloseDate: { BeforeTargetCloseDate: '2026-03-14' },
    });
    const range = { AfterTargetCloseDate: '+10d', BeforeTargetCloseDate: '2027-01-01' };
    assert.deepEqual(ask('Closing in 30 days', { TargetCloseDate: range }), {
      TargetCloseDate: { AfterTargetCloseDate: '2026-03-25', BeforeTargetCloseDate: '2026-04-14' },
    });
  });

  it('keeps what cannot be sent, which then is refused with its reason', () => {
    const filter = { TargetCloseDate: { AfterTargetCloseDate: 'soon' } };
    for (const triage of askableTriages) {
      const asked = ask(triage, filter);
      assert.ok(asked !== 'none' && checkFilter(asked, now).length > 0, triage);
    }
  });

  it('finds exactly what the triage means, in whatever the service holds', () => {
    const service = new DemoService({ opportunities: 400 });
    const list = (filter: Filter): readonly OpportunitySummary[] => {
      const found: OpportunitySummary[] = [];
      for (let nextToken: string | undefined; ; ) {
        const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
        const request = toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, nextToken, now });
        const { body } = service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify(request));
        const page = normalisePage(JSON.parse(body));
        found.push(...page.items);
        nextToken = page.nextToken;
        if (nextToken === undefined) return found;
      }
    };
    const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
    const filters: fc.Arbitrary<Filter> = fc.record(
      {
        LifeCycleStage: some(['Prospect', 'Qualified', 'Launched', 'Closed Lost']),
        LifeCycleReviewStatus: some(['Action Required', 'Rejected', 'Pending Submission', 'Approved']),
        TargetCloseDate: fc.record({ AfterTargetCloseDate: fc.constantFrom('-90d', 'today', '+5d') }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...askableTriages), filters, (triage, filter) => {
        const inTriage = (items: readonly OpportunitySummary[]) =>
          items
            .filter((item) => triagesOf(item, day).includes(triage))
            .map(({ Id }) => Id)
            .sort();
        const asked = ask(triage, filter);
        assert.deepEqual(asked === 'none' ? [] : inTriage(list(asked)), inTriage(list(filter)));
      }),
      { numRuns: 60 },
    );
  });
});
