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

  it('counts the fields that differ, none and one included, and offers two as a diff', () => {
    const compared = (...stages: ('Prospect' | 'Qualified')[]) =>
      comparisonState(
        stages.map((stage) => summary('O1', stage)),
        english,
      );
    assert.equal(compared('Prospect', 'Prospect').note, 'None of 25 fields differs.');
    const two = compared('Prospect', 'Qualified');
    assert.match(two.note, /^1 of 25 fields differs\. /);
    assert.deepEqual(
      two.actions.map(({ label, intent }) => [label, intent]),
      [['Open as Diff', { type: 'openDiff' }]],
    );
    assert.deepEqual(state.actions, []);
  });

  it('says the whole spend of each, and nothing where there is none', () => {
    const entry = { CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
    const spend = (...amounts: string[]) => ({
      ...summary('O1'),
      Project: { ExpectedCustomerSpend: amounts.map((Amount) => ({ ...entry, Amount })) },
    });
    const { table } = comparisonState([spend('10', '20'), summary('O2')], english);
    assert.deepEqual(table.rows.at(-1)?.cells, [
      { text: '$10 · AWS · Monthly\n$20 · AWS · Monthly', absent: false, differs: false },
      { text: '', absent: true, differs: true },
    ]);
  });

  it('names what has no company and no id', () => {
    const { Id: _, ...nameless } = summary('');
    const named = { ...summary('O1'), Customer: { Account: { CompanyName: 'Example' } } };
    const { opportunities } = comparisonState([named, nameless, { ...summary('O3'), Customer: {} }], english);
    assert.deepEqual(
      opportunities.map(({ company, action }) => [company, action.label]),
      [
        ['Example', 'O1'],
        ['No company name', 'no id'],
        ['No company name', 'O3'],
      ],
    );
  });
});
