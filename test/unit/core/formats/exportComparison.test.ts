import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Comparison, comparing, fieldChanges } from '../../../../src/core/formats/exportComparison';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { summary } from '../../../support/fakeSource';

function compareOpportunities(before: readonly OpportunitySummary[], after: readonly OpportunitySummary[]): Comparison {
  const found = new Comparison();
  for (const _ of comparing(before, after, found));
  return found;
}

const ids = (items: readonly OpportunitySummary[]) => items.map(({ Id }) => Id);

describe('comparing two lists of opportunities', () => {
  it('tells what was added, removed and changed, field by field', () => {
    const before = [summary('O1'), summary('O2'), summary('O3')];
    const moved = {
      ...summary('O2', 'Qualified'),
      Project: { DeliveryModels: ['Other' as const] },
      Customer: { Account: { CompanyName: 'Example' } },
    };
    const { added, removed, changed, unchanged } = compareOpportunities(before, [moved, summary('O4'), summary('O3')]);
    assert.deepEqual(ids(added), ['O4']);
    assert.deepEqual(ids(removed), ['O1']);
    assert.equal(unchanged, 1);
    assert.deepEqual(
      changed.map(({ fields }) => fields),
      [
        [
          { path: 'LifeCycle.Stage', before: 'Prospect', after: 'Qualified' },
          { path: 'Project.DeliveryModels.0', before: undefined, after: 'Other' },
          { path: 'Customer.Account.CompanyName', before: undefined, after: 'Example' },
        ],
      ],
    );
  });

  it('takes a missing field and an empty one for the same', () => {
    assert.deepEqual(fieldChanges({ ...summary('O1'), Customer: {} }, summary('O1')), []);
  });

  it('takes no value at all for a missing field, and names what takes its place', () => {
    const [none, nothing] = [null, undefined].map((Arn: unknown) => Object.assign(summary('O1'), { Arn } as object));
    assert.ok(none && nothing);
    assert.deepEqual(fieldChanges(none, summary('O1')), []);
    assert.deepEqual(fieldChanges(nothing, none), []);
    assert.deepEqual(fieldChanges({ ...summary('O1'), Arn: 'a' }, none), [
      { path: 'Arn', before: 'a', after: undefined },
    ]);
  });

  it('takes one moment for the same however it is written: as AWS writes it, as the AWS CLI 2 prints it', () => {
    const at = (moment: string) => summary('O1', 'Prospect', moment);
    const [wire, zero, cli] = ['2026-01-02T03:04:50Z', '2026-01-02T03:04:50.000Z', '2026-01-02T03:04:50+00:00'];
    for (const other of [zero, cli]) assert.deepEqual(fieldChanges(at(wire), at(other)), []);
    assert.equal(fieldChanges(at(wire), at('2026-01-02T03:04:50.000001Z')).length, 1);
  });

  it('knows opportunities without an id by all they have', () => {
    const { Id: _, ...unnamed } = summary('O1');
    const { added, removed, unchanged } = compareOpportunities([unnamed], [unnamed, { ...unnamed, Arn: 'a' }]);
    assert.deepEqual([added.length, removed.length, unchanged], [1, 0, 1]);
  });

  it('accounts for every opportunity once', () => {
    const list = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 30 }), stage: fc.boolean() }), {
      selector: ({ id }) => id,
    });
    const items = (entries: readonly { id: number; stage: boolean }[]) =>
      entries.map(({ id, stage }) => summary(`O${id}`, stage ? 'Prospect' : 'Launched'));
    fc.assert(
      fc.property(list, list, (a, b) => {
        const { added, removed, changed, unchanged } = compareOpportunities(items(a), items(b));
        assert.equal(removed.length + changed.length + unchanged, a.length);
        assert.equal(added.length + changed.length + unchanged, b.length);
        for (const { fields } of changed)
          assert.deepEqual(
            fields.map(({ path }) => path),
            ['LifeCycle.Stage'],
          );
      }),
    );
  });
});
