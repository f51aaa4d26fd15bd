import assert from 'node:assert/strict';
import type { ComparisonBasis } from '../../../../src/core/formats/comparisonBasis';
import { oneSidedParts } from '../../../../src/core/formats/comparisonParts';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { summary } from '../../../support/fakeSource';

describe('what only one of two lists has', () => {
  const staged = summary('O1');
  const stageless: OpportunitySummary = { Catalog: 'AWS', Id: 'S1' };
  const unknown = { ...summary('U1'), LifeCycle: { Stage: 'A stage to come' as never } };
  const both = [staged, stageless, unknown];
  const parts = (basis: Partial<ComparisonBasis>) =>
    oneSidedParts(
      { added: both, removed: both },
      {
        ...{
          remarks: [],
          addedIsNew: false,
          removedIsGone: false,
          beforeHasOnlyStages: false,
          afterHasOnlyStages: false,
        },
        ...basis,
      },
    ).map(({ kind, items }) => `${kind}: ${items.map(({ Id: id }) => id).join()}`);

  it('is new and gone where both lists are whole', () => {
    assert.deepEqual(parts({ addedIsNew: true, removedIsGone: true }), ['new: O1,S1,U1', 'gone: O1,S1,U1']);
  });

  it('is no more than that where one of them is not, whatever the stage', () => {
    assert.deepEqual(parts({}), ['onlyAfter: O1,S1,U1', 'onlyBefore: O1,S1,U1']);
  });

  it('was not looked for where the other list is by stage and it has none that is known', () => {
    assert.deepEqual(parts({ afterHasOnlyStages: true }), [
      'onlyAfter: O1,S1,U1',
      'onlyBefore: O1',
      'notSoughtInAfter: S1,U1',
    ]);
    assert.deepEqual(parts({ beforeHasOnlyStages: true, removedIsGone: true }), [
      'onlyAfter: O1',
      'notSoughtInBefore: S1,U1',
      'gone: O1,S1,U1',
    ]);
  });
});
