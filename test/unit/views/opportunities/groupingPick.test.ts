import assert from 'node:assert/strict';
import { groupings } from '../../../../src/core/model/grouping';
import type * as pickModule from '../../../../src/views/opportunities/groupingPick';
import { vscode } from '../../../support/fakeVscode';

describe('the pick of what the tree is grouped by', () => {
  let module: typeof pickModule;

  before(async () => {
    vscode.install();
    module = await import('../../../../src/views/opportunities/groupingPick');
  });

  beforeEach(() => vscode.forget());

  it('offers each grouping by its name, marks the present one, and says how it is read', async () => {
    vscode.answers.push('Industry');
    assert.equal(await module.pickGrouping('company'), 'industry');
    const whole = 'a single list, read page by page; what is loaded is grouped';
    assert.deepEqual(
      vscode.offered.map(({ label, iconPath, description }) => [label, iconPath?.id, description]),
      [
        ['Lifecycle Stage', 'blank', 'each stage is read when you expand it'],
        ['Review Status', 'blank', whole],
        ['Target Close Month', 'blank', whole],
        ['Customer Company', 'check', whole],
        ['Industry', 'blank', whole],
        ['Opportunity Type', 'blank', whole],
      ],
    );
    assert.deepEqual(vscode.textsIn('pick.title'), ['Group Opportunities By']);
    assert.deepEqual(
      groupings.map(module.groupingText),
      vscode.offered.map(({ label }) => label),
    );
  });

  it('changes nothing where the person leaves', async () => {
    assert.equal(await module.pickGrouping('stage'), undefined);
  });
});
