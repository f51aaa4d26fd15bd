import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Grouping, GrowingGroups, groupings, groupValue } from '../../../../src/core/model/grouping';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { type Triage, triageDay, triagesOf } from '../../../../src/core/model/triage';

const item = (life: OpportunitySummary['LifeCycle'], company?: string): OpportunitySummary => ({
  Catalog: 'AWS',
  LifeCycle: life,
  ...(company !== undefined && { Customer: { Account: { CompanyName: company } } }),
});
/** The groups of a list that does not grow. */
const groupsOf = (grouping: Grouping, items: readonly OpportunitySummary[]) => new GrowingGroups(grouping).of(items, 0);
const values = (grouping: Grouping, ...items: OpportunitySummary[]) =>
  groupsOf(grouping, items).map((group) => group.value);

describe('the groups of a list', () => {
  it('has the groups in their own order, what has no value last, and everything once', () => {
    const items = [
      item({ Stage: 'Launched', TargetCloseDate: '2026-11-01', ReviewStatus: 'Approved' }, 'Zeta'),
      item({ Stage: 'Prospect', TargetCloseDate: '2026-02-01', ReviewStatus: 'Submitted' }, 'Acme'),
      item({ TargetCloseDate: '2026-02-28', ReviewStatus: 'Approved' }, 'Acme'),
      item(undefined),
    ];
    assert.deepEqual(values('stage', ...items), ['Prospect', 'Launched', undefined]);
    assert.deepEqual(values('reviewStatus', ...items), ['Submitted', 'Approved', undefined]);
    assert.deepEqual(values('closeMonth', ...items), ['2026-02', '2026-11', undefined]);
    assert.deepEqual(values('company', ...items), ['Acme', 'Zeta', undefined]);
    for (const grouping of groupings) {
      const grouped = groupsOf(grouping, items).flatMap((group) => group.items);
      assert.deepEqual(new Set(grouped), new Set(items));
      assert.equal(grouped.length, items.length);
    }
  });

  it('keeps the order of the list within a group', () => {
    const [a, b] = [item({ Stage: 'Prospect' }, 'B'), item({ Stage: 'Prospect' }, 'A')];
    assert.deepEqual(groupsOf('stage', [a, b])[0]?.items, [a, b]);
  });

  it('takes an unknown stage for none, and an unknown status for itself', () => {
    const strange = item({ Stage: 'Closed Won' as 'Launched', ReviewStatus: 'Paused' as 'Approved' });
    assert.equal(groupValue('stage', strange), undefined);
    assert.equal(groupValue('reviewStatus', strange), 'Paused');
  });
});

describe('triage', () => {
  const day = triageDay('2026-06-15', 'UTC');
  const cases: readonly [Triage, OpportunitySummary, boolean][] = [
    ['Action Required', item({ ReviewStatus: 'Action Required' }), true],
    ['Overdue', item({ TargetCloseDate: '2026-06-14' }), true],
    ['Overdue', item({ TargetCloseDate: '2026-06-15' }), false],
    ['No next steps', item({ NextSteps: ' ' }), true],
    ['No next steps', item({ NextSteps: 'Call' }), false],
    ['No next steps', item({ Stage: 'Closed Lost' }), false],
    ['Closing in 30 days', item({ TargetCloseDate: '2026-07-15' }), true],
    ['Closing in 30 days', item({ TargetCloseDate: '2026-07-16' }), false],
    ['Closing in 30 days', item({ TargetCloseDate: '2026-06-14' }), false],
    ['Stalled 60 days', { ...item({}), LastModifiedDate: '2026-04-16T09:00:00.000Z' }, true],
    ['Stalled 60 days', { ...item({}), LastModifiedDate: '2026-04-17T09:00:00.000Z' }, false],
    ['Stalled 60 days', item({}), false],
    ['Pending submission', item({ ReviewStatus: 'Pending Submission' }), true],
    ['Pending submission', item({ ReviewStatus: 'Pending Submission', Stage: 'Launched' }), false],
  ];
  for (const [triage, opportunity, expected] of cases) {
    it(`${triage}: ${JSON.stringify(opportunity.LifeCycle)} ${opportunity.LastModifiedDate ?? ''} → ${expected}`, () => {
      assert.equal(triagesOf(opportunity, day).includes(triage), expected);
    });
  }
});

describe('GrowingGroups', () => {
  it('are those of the whole list after every step, however it grows or is rewritten', () => {
    const item = fc.record({ id: fc.nat(20), status: fc.constantFrom('Approved', 'Submitted', 'New', undefined) });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.array(item, { maxLength: 5 }))), (steps) => {
        const groups = new GrowingGroups('reviewStatus');
        const list: OpportunitySummary[] = [];
        let rewrites = 0;
        for (const [rewrite, items] of steps) {
          const more = items.map(({ id, status }): OpportunitySummary => {
            return { Catalog: 'AWS', Id: `O${id}`, LifeCycle: { ReviewStatus: status as 'Approved' } };
          });
          if (rewrite && list.length > 0 && more[0]) {
            list[0] = more[0];
            rewrites += 1;
          } else list.push(...more);
          assert.deepEqual(groups.of(list, rewrites), groupsOf('reviewStatus', list));
          for (const { value, items: members } of groupsOf('reviewStatus', list)) {
            assert.deepEqual(groups.members(value), members);
          }
        }
      }),
    );
  });
});
