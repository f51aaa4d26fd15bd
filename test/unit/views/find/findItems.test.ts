import assert from 'node:assert/strict';
import type { ThemeIcon } from 'vscode';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { ListKey } from '../../../../src/core/lists/listKeys';
import type { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { readFindWords } from '../../../../src/core/query/findWords';
import type * as itemsModule from '../../../../src/views/find/findItems';
import { vscode } from '../../../support/fakeVscode';

const full: OpportunitySummary = {
  Catalog: 'AWS',
  Id: 'O77',
  PartnerOpportunityIdentifier: 'CRM-9',
  LifeCycle: { Stage: 'Qualified', ReviewStatus: 'Approved', NextSteps: 'Call Ann' },
  Customer: {
    Account: { CompanyName: 'Łódź Ltd', Industry: 'Energy - Power and Utilities', Address: { City: 'Bern' } },
  },
  Project: {
    ExpectedCustomerSpend: [{ Amount: '1200', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' }],
  },
};

describe('an item of the find pick', () => {
  let items: typeof itemsModule;

  before(async () => {
    vscode.install();
    items = await import('../../../../src/views/find/findItems');
  });

  const itemOf = (opportunity: Partial<OpportunitySummary>, query = '', index = 4) =>
    items.opportunityItem({ Catalog: 'AWS', ...opportunity }, readFindWords(query, '2026-03-15', 'en'), index);

  it('names an opportunity with what tells it from others', () => {
    const item = itemOf(full);
    assert.deepEqual([item.label, item.key, item.alwaysShow], ['Łódź Ltd', 'O77', true]);
    assert.equal(item.description, 'O77 · Qualified · Approved · €1.2K/mo');
    assert.deepEqual(item.buttons, [items.copyIdButton]);
    assert.deepEqual(item.choice, { kind: 'open', item: full });
  });

  it('says what an opportunity lacks, and stays told from others without an id', () => {
    for (const Customer of [undefined, {}, { Account: {} }]) {
      const item = itemOf({ ...(Customer && ({ Customer } as object)) });
      assert.deepEqual([item.label, item.description, item.key], ['No company name', 'no id', '#4']);
      assert.deepEqual([item.detail, item.buttons], [undefined, undefined]);
    }
  });

  it('shows the field that has a word which its other lines do not show, else the next steps', () => {
    const detail = (query: string) => itemOf(full, query).detail;
    assert.equal(detail(''), 'Call Ann');
    assert.equal(detail('lodz o77'), 'Call Ann', 'what is seen anyway');
    assert.equal(detail('  LODZ   bern '), 'City: Bern');
    assert.equal(detail('energy bern'), 'Industry: Energy - Power and Utilities');
    assert.equal(detail('crm'), 'Partner’s CRM ID: CRM-9');
    assert.match(detail('1200') ?? '', /^.*1,?200.* a month$/);
    assert.equal(detail('nowhere'), 'Call Ann');
    assert.equal(itemOf({ ...full, LifeCycle: { Stage: 'Qualified' } }, 'nowhere').detail, undefined);
  });

  it('begins shortly before a word that stands far to the right', () => {
    const detail = (NextSteps: string) => itemOf({ ...full, LifeCycle: { NextSteps } }, 'ann').detail;
    const early = `${'x'.repeat(59)} Ann`;
    assert.equal(detail(early), early);
    assert.equal(detail(`${'x'.repeat(60)} Ann, Tuesday`), `…${'x'.repeat(29)} Ann, Tuesday`);
  });

  it('says when it closes, if that was asked for', () => {
    const closing = { ...full, LifeCycle: { Stage: 'Qualified', TargetCloseDate: '2026-03-20' } } as const;
    assert.match(itemOf(closing, 'closing this month').description ?? '', /· closes .*20.*2026$/);
    assert.doesNotMatch(itemOf(closing, 'energy').description ?? '', /closes/);
  });

  describe('about the ends of the lists', () => {
    const listsWith = (tails: Partial<Record<ListKey, object>>, moreOf = 0) =>
      ({
        keys: Object.keys(tails),
        listOf: (key: ListKey) => tails[key] && { tail: tails[key], items: [], more: moreOf },
      }) as Partial<OpportunityLists> as OpportunityLists;
    const failed = (key: ListKey) => listsWith({ Prospect: { kind: 'end' }, [key]: { kind: 'failed', error } });
    const error = new SourceError('accessDenied', { args: ['dev'] });
    const shown = (lists: OpportunityLists, loading: boolean, canLoad: boolean) =>
      items.tailItems(lists, loading, canLoad).map(({ label, choice, iconPath, alwaysShow }) => ({
        ...{ label, choice: choice?.kind, icon: (iconPath as ThemeIcon | undefined)?.id, alwaysShow },
      }));

    it('stops a load that runs, and says nothing else', () => {
      assert.deepEqual(shown(failed('Committed'), true, true).slice(1), [
        { label: 'Stop Loading', choice: 'stop', icon: 'loading~spin', alwaysShow: true },
      ]);
    });

    it('says which list failed and why, with what can be done about it', () => {
      const [first, ...remedies] = shown(failed('Committed'), false, false);
      assert.match(first?.label ?? '', /^Committed: /);
      assert.deepEqual([first?.choice, first?.icon, first?.alwaysShow], ['loadAll', 'warning', true]);
      assert.equal(remedies.length, error.remedies.length);
      for (const [n, { kind }] of error.remedies.entries()) {
        assert.equal(remedies[n]?.choice, kind === 'retry' ? 'loadAll' : 'remedy');
        assert.equal(remedies[n]?.icon, 'lightbulb');
      }
      const whole = items.tailItems(listsWith({ All: { kind: 'failed', error } }), false, false);
      assert.equal(`Committed: ${whole[0]?.label}`, first?.label);
      const rows = [items.tailItems(failed('Committed'), false, false), whole].map(
        (found) => found.flatMap(({ choice }) => (choice?.kind === 'remedy' ? [choice.failed] : []))[0],
      );
      assert.deepEqual(rows, [
        { kind: 'failed', list: { kind: 'stage', stage: 'Committed' }, error, of: 'page' },
        { kind: 'failed', list: { kind: 'whole' }, error, of: 'page' },
      ]);
    });

    it('loads what more there is, after what failed', () => {
      const found = shown(failed('Committed'), false, true);
      assert.deepEqual(found.at(-1), {
        label: 'Load All…',
        choice: 'loadAll',
        icon: 'cloud-download',
        alwaysShow: true,
      });
      assert.equal(found.length, 3 + error.remedies.length);
      assert.deepEqual(shown(listsWith({}), false, false), []);
    });

    it('only informs where it is a note', () => {
      assert.deepEqual(items.note('None found'), { label: 'None found', alwaysShow: true, key: 'note' });
    });
  });
});
