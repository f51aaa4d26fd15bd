import assert from 'node:assert/strict';
import { QuickPickItemKind } from 'vscode';
import { SourceError } from '../../../src/core/errors/sourceError';
import { loadAll } from '../../../src/core/lists/loadAll';
import { SearchIndex } from '../../../src/core/lists/search';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { triageDay } from '../../../src/core/model/triage';
import { readFindWords } from '../../../src/core/query/findWords';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { type FindItem, opportunityItem, tailItems, triageItems } from '../../../src/views/find/findItems';
import { rowId } from '../../../src/views/opportunities/rows';
import { FakeSource, page, pagesOf, summary } from '../../support/fakeSource';
import { TreeUnderTest, today } from '../support/treeUnderTest';

const never = new AbortController().signal;
const words = (query: string) => readFindWords(query, today, 'en');
const labels = (items: readonly FindItem[]) =>
  items.filter(({ kind }) => kind !== QuickPickItemKind.Separator).map(({ label }) => label);

describe('finding a row', () => {
  let open: TreeUnderTest;

  afterEach(() => open.dispose());

  for (const grouping of ['stage', 'company', 'closeMonth'] as const) {
    it(`knows the row of every loaded opportunity as the tree shows it, by ${grouping}`, async () => {
      open = new TreeUnderTest(() => createSampleSource({ opportunities: 120, hostile: true }));
      await open.choices.choose({ grouping });
      await loadAll(open.current.value, 1_000, never);
      let seen = 0;
      for (const root of await open.tree.getChildren()) {
        for (const row of await open.tree.getChildren(root)) {
          if (row.kind !== 'opportunity') continue;
          seen += 1;
          const found = open.tree.rowOf(row.item);
          assert.deepEqual(found, row);
          assert.equal(rowId(open.tree.getParent(found) ?? found), rowId(root));
        }
      }
      assert.ok(seen > 100, `${seen} rows`);
    });
  }

  it('knows rows without an id, with an unknown stage, and in their newest version', async () => {
    const { Id: _, ...unnamed } = summary('O1');
    const stray = { ...summary('O9'), LifeCycle: { Stage: 'Dreaming' as 'Prospect' } };
    const old = summary('O2');
    const newer = summary('O2', 'Prospect', '2026-02-01T00:00:00.000Z');
    open = new TreeUnderTest(() => new FakeSource(() => page([summary('O1'), unnamed, newer, stray])));
    await open.expand('Prospect');
    const { items } = open.current.value.listOf('Prospect') ?? { items: [] };
    const nameless = items.find(({ Id }) => Id === undefined);
    assert.ok(nameless);
    const idOf = (item: OpportunitySummary) => {
      const row = open.tree.rowOf(item);
      return row && rowId(row);
    };
    assert.equal(idOf(nameless), 'Prospect/#1');
    assert.equal(idOf(stray), 'Other/O9');
    assert.equal(open.tree.rowOf(old)?.item, newer);
    assert.equal(idOf(summary('O404')), undefined);
  });
});

describe('the items of the find pick', () => {
  it('say who, which and where, and take no text for an icon', () => {
    const item: OpportunitySummary = {
      ...summary('O1', 'Qualified'),
      LifeCycle: { Stage: 'Qualified', ReviewStatus: 'Approved', NextSteps: 'Call\n$(flame) \u202ethem' },
      Customer: { Account: { CompanyName: '$(rocket) Acme' } },
      Project: {
        ExpectedCustomerSpend: [{ Amount: '1000', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
      },
    };
    const { label, description, detail, alwaysShow, buttons } = opportunityItem(item, words(''), 0);
    assert.equal(label, '$\u200b(rocket) Acme');
    assert.equal(description, 'O1 · Qualified · Approved · $1K/mo');
    assert.equal(detail, 'Call $\u200b(flame)  them');
    assert.equal(alwaysShow, true);
    assert.equal(buttons?.length, 1);
    const bare = opportunityItem({ Catalog: 'AWS' }, words(''), 7);
    assert.deepEqual([bare.label, bare.description, bare.detail], ['No company name', 'no id', undefined]);
  });

  it('show where the text was found when the other lines do not', () => {
    const item: OpportunitySummary = {
      ...summary('O1'),
      PartnerOpportunityIdentifier: '006ABC',
      LifeCycle: { NextSteps: `${'Wait and see. '.repeat(10)}Then the workshop.` },
      Customer: { Account: { CompanyName: 'Acme', Industry: 'Retail', Address: { City: 'Zürich' } } },
    };
    const detail = (query: string) => opportunityItem(item, words(query), 0).detail;
    assert.equal(detail('acme 006'), 'Partner’s CRM ID: 006ABC');
    assert.equal(detail('zurich'), 'City: Zürich');
    assert.equal(detail('ret'), 'Industry: Retail');
    assert.match(detail('workshop') ?? '', /^….{10,40}workshop\.$/);
    assert.match(detail('acme') ?? '', /^Wait and see/);
    const far = { ...item, LifeCycle: { NextSteps: `${'Czekaj – nie dzwoń. '.repeat(10)}Potem Łódź.` } };
    assert.match(opportunityItem(far, words('lodz'), 0).detail ?? '', /^….{10,40}Łódź\.$/);
    const spend = { Amount: '10243.84', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
    const paying = { ...item, Project: { ExpectedCustomerSpend: [spend] } };
    assert.equal(opportunityItem(paying, words('10,243'), 0).detail, '$10,243.84 a month');
  });

  it('count each triage in what is loaded, and ask AWS where more may exist', async () => {
    const open = new TreeUnderTest(() => new FakeSource(() => page([summary('O1'), summary('O2')])));
    await open.expand('Prospect');
    const index = new SearchIndex(triageDay(today, 'UTC'));
    const items = [
      summary('O1'),
      { ...summary('O2'), LifeCycle: { NextSteps: 'Call', TargetCloseDate: '2026-03-01' } },
    ];
    for (const _ of index.follow(new Map([['All', items]])));
    const counted = () =>
      triageItems(index, open.current.value, 'aws', true).map(({ label, description }) =>
        `${label} ${description ?? ''}`.trim(),
      );
    assert.deepEqual(counted(), [
      'Questions',
      'Action Required 0 of the 2 loaded · Enter asks AWS for all',
      'Overdue 1 of the 2 loaded · Enter asks AWS for all',
      'No next steps 1 of the 2 loaded',
      'Closing in 30 days 0 of the 2 loaded · Enter asks AWS for all',
      'Stalled 60 days 2 of the 2 loaded',
      'Pending submission 0 of the 2 loaded · Enter asks AWS for all',
    ]);
    await open.choices.choose({ grouping: 'company' });
    await open.current.value.listOf('All')?.firstPage();
    assert.deepEqual(counted().slice(1, 3), ['Action Required (0)', 'Overdue (1)']);
    open.dispose();
  });

  it('offer to load the rest, to stop that, and what helps against a failure', async () => {
    let broken = false;
    const open = new TreeUnderTest(
      () =>
        new FakeSource((request) =>
          broken ? new SourceError('accessDenied', { args: ['me', 'it'] }) : pagesOf(9, 3)(request),
        ),
    );
    const { value: lists } = open.current;
    assert.deepEqual(labels(tailItems(lists, false, true)), ['Load All…']);
    assert.deepEqual(labels(tailItems(lists, true, true)), ['Stop Loading']);
    broken = true;
    await open.expand('Prospect');
    assert.deepEqual(labels(tailItems(lists, false, true)), [
      'Prospect: AWS does not let me call it. Ask your AWS administrator.',
      'Copy IAM Policy',
      'Select AWS Profile…',
      'Retry',
      'Check Access…',
      'Load All…',
    ]);
    assert.deepEqual(labels(tailItems(lists, false, false)).at(-1), 'Check Access…');
    open.dispose();
  });
});
