import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OpportunityChange } from '../../../../../src/core/changes/opportunityChange';
import { changedFields } from '../../../../../src/core/model/changes';
import type { OpportunitySummary } from '../../../../../src/core/model/opportunity';
import { detailState } from '../../../../../src/core/present/detail/detailView';
import { change } from '../../../../support/changes/fakeWhatChanged';
import { summaries } from '../../../../support/summaries';
import { english } from '../../../../support/writing';

type More = Partial<Parameters<typeof detailState>[0]>;
const stateOf = (item: OpportunitySummary, more: More) =>
  detailState({ item, turn: 1, console: true, listed: true, ...more }, english);

const now: OpportunitySummary = {
  Catalog: 'AWS',
  Id: 'O1',
  LifeCycle: { Stage: 'Committed', ReviewStatus: 'Approved', TargetCloseDate: '2026-06-20', NextSteps: 'Sign' },
  Customer: { Account: { CompanyName: 'Example Corp' } },
};

describe('the marks of what changed since the person last looked', () => {
  const marksOf = (item: OpportunitySummary, more: More) =>
    stateOf(item, more).groups.flatMap(({ fields }) =>
      fields.flatMap(({ name, change: marked }) => (marked ? [[name, marked.before]] : [])),
    );
  const moved = {
    stage: { from: 'Qualified', to: 'Committed' },
    closes: { from: '2026-06-06', to: '2026-06-20' },
  };

  it('have the old stage, review status and close date from any window', () => {
    const reviewStatus = { from: undefined, to: 'Approved' };
    assert.deepEqual(marksOf(now, { change: change('O1', { ...moved, reviewStatus }) }), [
      ['LifeCycle.Stage', 'Qualified'],
      ['LifeCycle.ReviewStatus', ''],
      ['LifeCycle.TargetCloseDate', 'Jun 6, 2026'],
    ]);
  });

  it('say of the other fields that they changed, and what they were if it is known in this window', () => {
    const fields = ['LifeCycle.NextSteps', 'Project.ExpectedCustomerSpend'] as const;
    assert.deepEqual(marksOf(now, { change: change('O1', { fields }) }), [['LifeCycle.NextSteps', undefined]]);
    assert.deepEqual(stateOf(now, { change: change('O1', { fields }) }).spend.change, {});
    const before: OpportunitySummary = {
      ...now,
      LifeCycle: { ...now.LifeCycle, NextSteps: 'Call\nthem' },
      Project: {
        ExpectedCustomerSpend: [{ Amount: '5', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: '' }],
      },
    };
    const known = { change: change('O1', { fields, before }) };
    assert.deepEqual(marksOf(now, known), [['LifeCycle.NextSteps', 'Call\nthem']]);
    assert.deepEqual(stateOf(now, known).spend.change, { before: '€5 · Monthly' });
  });

  it('show a field that is empty now with what it was', () => {
    const before: OpportunitySummary = { ...now, OpportunityType: 'Expansion' };
    const { LifeCycle: _, ...empty } = now;
    const more = { change: change('O1', { stage: { from: 'Committed', to: undefined }, before }) };
    assert.deepEqual(marksOf(empty, more).slice(0, 4), [
      ['LifeCycle.Stage', 'Committed'],
      ['LifeCycle.ReviewStatus', 'Approved'],
      ['LifeCycle.TargetCloseDate', 'Jun 20, 2026'],
      ['LifeCycle.NextSteps', 'Sign'],
    ]);
    assert.deepEqual(marksOf(empty, more).at(-1), ['OpportunityType', 'Expansion']);
    const removed = change('O1', { closes: { from: '2026-06-20', to: undefined } });
    assert.deepEqual(marksOf(empty, { change: removed }), [['LifeCycle.TargetCloseDate', 'Jun 20, 2026']]);
  });

  it('are not on a field that still has the value of the version that the person saw', () => {
    const old: OpportunitySummary = { ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Qualified' } };
    assert.deepEqual(marksOf(old, { change: change('O1', { ...moved }) }), [
      ['LifeCycle.TargetCloseDate', 'Jun 6, 2026'],
    ]);
  });

  it('are not on a field that is the same in the version that the person saw', () => {
    const fields = ['LifeCycle.NextSteps', 'Project.ExpectedCustomerSpend'] as const;
    const same = { change: change('O1', { fields, before: now }) };
    assert.deepEqual([marksOf(now, same), stateOf(now, same).spend.change], [[], undefined]);
  });

  it('take in what changed in the panel, which then has no notice of its own', () => {
    const before: OpportunitySummary = { ...now, LifeCycle: { ...now.LifeCycle, NextSteps: 'Call them' } };
    const state = stateOf(now, { before, change: change('O1', moved) });
    assert.equal(state.notice, undefined);
    assert.deepEqual(marksOf(now, { before, change: change('O1', { ...moved, fields: ['LifeCycle.NextSteps'] }) }), [
      ['LifeCycle.Stage', 'Qualified'],
      ['LifeCycle.TargetCloseDate', 'Jun 6, 2026'],
      ['LifeCycle.NextSteps', 'Call them'],
    ]);
  });

  const newsOf = (more: Partial<OpportunityChange>) => stateOf(now, { change: change('O1', more) }).news;

  it('come with a line that says what changed, and that marks it as seen', () => {
    assert.deepEqual(newsOf(moved), {
      text: 'Changed since you last looked: Qualified → Committed, close date moved 14 days later',
      action: { label: 'Mark as Seen', icon: 'check', intent: { type: 'markSeen' } },
    });
    assert.equal(newsOf({ kind: 'new' })?.text, 'New since you last looked.');
    assert.match(newsOf({ kind: 'unknown' })?.text ?? '', /^Changed since you last looked\. What it was .* not known/);
    assert.deepEqual(marksOf(now, { change: change('O1', { kind: 'new' }) }), []);
    assert.ok(!('news' in stateOf(now, {})));
  });

  it('are on exactly the fields that differ from a known version, whatever the two hold', () => {
    fc.assert(
      fc.property(summaries, summaries, (before, item) => {
        const state = stateOf(item, { change: change('O1', { before }) });
        const marked = state.groups.flatMap(({ fields }) => fields.filter((field) => field.change));
        const names = new Set(marked.map(({ name }) => name));
        if (state.spend.change) names.add('Project.ExpectedCustomerSpend');
        names.delete('LastModifiedDate');
        assert.deepEqual(names, new Set(changedFields(before, item)));
      }),
    );
  });
});
