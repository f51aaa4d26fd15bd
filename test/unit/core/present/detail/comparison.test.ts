import assert from 'node:assert/strict';
import { comparisonState } from '../../../../../src/core/present/detail/comparison';
import { isPanelState } from '../../../../../src/core/present/detail/panelState';
import { summary } from '../../../../support/fakeSource';
import { english } from '../../../../support/writing';

describe('a comparison', () => {
  const state = comparisonState([summary('O1'), summary('O2', 'Qualified'), summary('O3')], english);
  const row = (name: string) => state.table.rows.find((candidate) => candidate.name === name);

  it('has a column for each opportunity and a row for each field', () => {
    assert.ok(isPanelState(state));
    assert.deepEqual(
      state.opportunities.map(({ action }) => [action.label, action.intent]),
      ['O1', 'O2', 'O3'].map((id, index) => [id, { type: 'openCompared', index }]),
    );
    assert.equal(state.table.rows.length, 25);
    assert.ok(state.table.rows.every(({ cells }) => cells.length === 3));
  });

  it('marks what differs from the first column', () => {
    assert.deepEqual(
      row('LifeCycle.Stage')?.cells.map(({ text, differs }) => [text, differs]),
      [
        ['Prospect', false],
        ['Qualified', true],
        ['Prospect', false],
      ],
    );
    assert.ok(row('LifeCycle.NextSteps')?.cells.every(({ absent, differs }) => absent && !differs));
    assert.equal(state.note, '2 of 25 fields differ. What differs from the first column is marked.');
  });
});
