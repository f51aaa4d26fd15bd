import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extensions, ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { SourceError } from '../../../src/core/errors/sourceError';
import { type OpportunitySummary, reviewStatuses } from '../../../src/core/model/opportunity';
import { normalisePage } from '../../../src/core/wire/normalisePage';
import { generateOpportunities } from '../../../src/demo/data/records';
import { RowDecorations } from '../../../src/views/opportunities/rowDecorations';
import type { Row } from '../../../src/views/opportunities/rows';
import { opportunityTooltip } from '../../../src/views/opportunities/tooltip';
import { anyCharacter } from '../../support/anyCharacter';
import { FakeWhatChanged } from '../../support/changes/fakeWhatChanged';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { extensionId } from '../support/extensionUnderTest';
import { TreeUnderTest, today } from '../support/treeUnderTest';

const complete: OpportunitySummary = {
  Catalog: 'AWS',
  Id: 'O1234567',
  Arn: 'arn:aws:partnercentral:us-east-1::catalog/AWS/opportunity/O1234567',
  LastModifiedDate: '2026-01-01T00:00:00.000Z',
  LifeCycle: { Stage: 'Qualified', ReviewStatus: 'Approved', TargetCloseDate: '2026-04-01' },
  Customer: { Account: { CompanyName: 'Example Corp' } },
  Project: {
    ExpectedCustomerSpend: [
      { Amount: '10243.84', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'Example Corp' },
      { Amount: '500', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'Example Corp' },
    ],
  },
};

/** What a program shows that has not looked at what it shows. */
const programWords = /undefined|NaN|\[object|null/;

function withLife(life: object): OpportunitySummary {
  return { ...complete, LifeCycle: { ...complete.LifeCycle, ...life } };
}

describe('a row as it looks', () => {
  const open = new TreeUnderTest(() => new FakeSource());
  const group = { kind: 'stage', stage: 'Qualified' } as const;

  before(() => open.tree.ready());
  after(() => open.dispose());

  function itemOf(item: OpportunitySummary): TreeItem {
    return open.itemOf({ kind: 'opportunity', group, item, key: item.Id ?? '#0' });
  }

  function icon(item: TreeItem): string {
    assert.ok(item.iconPath instanceof ThemeIcon);
    return item.iconPath.id;
  }

  describe('of an opportunity', () => {
    it('names the company, then target close date, monthly spend in each currency and id', () => {
      const item = itemOf(complete);
      assert.equal(item.label, 'Example Corp');
      assert.match(String(item.description), /^Apr 1, 2026 · .*10\.2.*\/mo \+ .*500\/mo · O1234567$/);
      assert.equal(item.collapsibleState, TreeItemCollapsibleState.None);
      assert.equal(item.id, 'Qualified/O1234567');
      assert.equal(item.resourceUri?.toString(true), 'partner-central:/row/O1234567');
    });

    it('tells a screen reader the review status too, which others see as an icon', () => {
      const item = itemOf(complete);
      const label = item.accessibilityInformation?.label ?? '';
      assert.ok(label.startsWith('Example Corp, Approved, target close date Apr 1, 2026, '), label);
    });

    it('is activated by a click, without arguments that VS Code would drop with the item', () => {
      const { command } = itemOf(complete);
      assert.equal(command?.command, 'partnerCentral.activateRow');
      assert.equal(command?.arguments, undefined);
    });

    it('has an icon of its own for every review status, one for a new status and one for none', () => {
      const statuses = [...reviewStatuses, 'A Status of Next Year', 'toString', undefined];
      const icons = statuses.map((ReviewStatus) => icon(itemOf(withLife({ ReviewStatus }))));
      assert.deepEqual(icons.slice(6), ['question', 'question', 'circle-outline']);
      assert.equal(new Set(icons).size, 8);
    });

    it('stands out when it is overdue or AWS asks for something', () => {
      const decorations = new RowDecorations(new FakeWhatChanged(), () => {});
      const decoration = (item: TreeItem) => item.resourceUri && decorations.provideFileDecoration(item.resourceUri);
      const late = itemOf(withLife({ TargetCloseDate: '2026-03-14' }));
      assert.match(String(late.description), /^Mar 14, 2026 · .* · overdue$/);
      assert.ok(decoration(late));
      const asked = itemOf(withLife({ ReviewStatus: 'Action Required' }));
      assert.match(String(asked.description), /^Apr 1, 2026 · .* · Action Required$/);
      assert.ok(decoration(asked));
      assert.notDeepEqual(decoration(asked), decoration(late));
      assert.equal(decoration(itemOf(withLife({ TargetCloseDate: '2026-03-15' }))), undefined);
    });

    it('keeps customer data out of its URI', () => {
      const uri = itemOf(withLife({ TargetCloseDate: '2026-03-14', ReviewStatus: 'Action Required' })).resourceUri;
      assert.equal(uri?.toString(true), 'partner-central:/row/O1234567?action+overdue');
    });

    it('says what is missing instead of leaving a hole', () => {
      const item = itemOf({ Catalog: 'AWS' });
      assert.equal(item.label, 'No company name');
      assert.equal(item.description, 'no id');
      assert.equal(item.accessibilityInformation?.label, 'No company name, no review status, no id');
      assert.equal(item.contextValue, 'opportunity');
    });

    it('shows text from AWS as text: one line, no hidden marks, not endless', () => {
      const name = `\u202eevil\u0000\n$(trash) [x](command:y) <img src=x> ${'z'.repeat(5000)}`;
      const item = itemOf({ ...complete, Customer: { Account: { CompanyName: name } } });
      const label = String(item.label);
      assert.ok(label.startsWith('evil $\u200b(trash) [x]\u200b(command:y) <img src=x> z'), label);
      assert.ok(label.length <= 300);
      assert.doesNotMatch(item.accessibilityInformation?.label ?? '', /[\u202e\0\n]/);
    });

    it('never fails and always has a label, however an entry of the answer is broken', async () => {
      const records = generateOpportunities({ count: 40, seed: 3, catalog: 'AWS', hostile: true });
      const values = fc.oneof(
        fc.constantFrom(
          null,
          '',
          'None',
          -1,
          Number.MAX_VALUE,
          0,
          true,
          [],
          {},
          [null],
          [[]],
          { Amount: {} },
          '\u0000',
          '9999-99-99',
        ),
        fc.string({ unit: anyCharacter, maxLength: 50 }),
        fc.string({ minLength: 2000, maxLength: 2100 }),
      );
      const mutations = fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 4 });
      let shown = 0;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...records), mutations, async (record, changes) => {
          const broken: unknown = structuredClone(record);
          // A value that went in twice would be changed in both places, and could come to hold itself.
          for (const [place, value] of changes) mutate(broken, place, structuredClone(value));
          for (const item of normalisePage({ OpportunitySummaries: [broken] }).items) {
            const row: Row = { kind: 'opportunity', group, item, key: item.Id ?? '#0' };
            const treeItem = open.itemOf(row);
            const tooltip = opportunityTooltip(item, { today, zone: 'UTC' });
            assert.ok(String(treeItem.label).trim());
            assert.ok(treeItem.accessibilityInformation?.label);
            assert.ok(treeItem.tooltip === undefined && tooltip.value);
            // What was sent as text is shown as it is, whatever it says.
            const own = changes.some(([, value]) => typeof value === 'string' && programWords.test(value));
            if (!own) assert.doesNotMatch(`${treeItem.label} ${treeItem.description}`, programWords);
            shown += 1;
          }
        }),
        { numRuns: 500 },
      );
      assert.ok(shown > 400, `${shown} shown`);
    });
  });

  describe('of what stands between the opportunities', () => {
    const error = new SourceError('accessDenied', {
      args: ['demo', 'partnercentral:ListOpportunities'],
      requestId: 'req-1',
      invalidFields: [{ field: 'MaxResults', message: 'too many' }],
    });
    const failed = { kind: 'failed', list: group, error, of: 'page' } as const;

    it('says in full what happened, with AWS’s request id, in the tooltip of a failure', () => {
      const { tooltip, contextValue, label } = open.itemOf(failed);
      assert.equal(contextValue, 'failed retry');
      assert.equal(label, error.message);
      assert.deepEqual(String(tooltip).split('\n'), [error.message, 'MaxResults: too many', 'Request ID: req-1']);
    });

    it('offers each remedy as a click', () => {
      for (const remedy of error.remedies) {
        const { command, label } = open.itemOf({ kind: 'remedy', list: group, remedy, failed });
        assert.ok(label);
        assert.equal(command?.command, 'partnerCentral.activateRow');
      }
    });

    it('leads from a bad setting to that setting', () => {
      const problem = { key: 'pageSize', expected: '1–100', used: '100' } as const;
      const { command, tooltip } = open.itemOf({ kind: 'problem', problem });
      assert.equal(command?.command, 'partnerCentral.activateRow');
      assert.equal(tooltip, 'partnerCentral.pageSize must be 1–100. Using 100.');
    });

    it('has a label, an id and words for a screen reader, every kind', () => {
      const rows: readonly Row[] = [
        { kind: 'problem', problem: { key: 'endpoint', expected: 'text' } },
        group,
        { kind: 'other' },
        { kind: 'bucket', grouping: 'company', value: undefined },
        { kind: 'cut', list: { kind: 'whole' }, loaded: 20, resumeToken: 'e30=' },
        { kind: 'range', group, index: 3 },
        { kind: 'opportunity', group, item: complete, key: 'O1234567' },
        { kind: 'more', list: group, loaded: 20 },
        { kind: 'more', list: group, loaded: 20, stopped: true },
        { kind: 'loading', list: group },
        failed,
        { ...failed, waiting: true },
        { kind: 'remedy', list: group, remedy: { kind: 'retry' }, failed },
        { kind: 'notice', list: group, skipped: 1, unreadable: 2 },
        { kind: 'empty', list: group },
      ];
      for (const row of rows) {
        const { label, id, accessibilityInformation } = open.itemOf(row);
        assert.ok(label && id, row.kind);
        assert.ok(accessibilityInformation?.label.startsWith(String(label)), row.kind);
      }
    });
  });

  describe('and its menu in the manifest', () => {
    interface MenuEntry {
      readonly command: string;
      readonly when: string;
    }
    const menu: readonly MenuEntry[] =
      extensions.getExtension(extensionId)?.packageJSON.contributes.menus['view/item/context'];

    /** The commands that the menu of a row offers while it alone is selected, by the `viewItem` part of their conditions. */
    function offered({ contextValue = '' }: TreeItem): string[] {
      const commands = menu.filter(({ when }) => {
        if (when.split(' && ').includes('listMultiSelection')) return false;
        const pattern = /viewItem =~ \/(.+)\/$/.exec(when)?.[1];
        assert.ok(pattern, when);
        return new RegExp(pattern).test(contextValue);
      });
      return [...new Set(commands.map(({ command }) => command.replace('partnerCentral.', '')))];
    }

    /** What every row that holds opportunities offers. */
    const exports = ['exportJson', 'exportCsv', 'copyMarkdownTable'];

    it('offers what the opportunity has', () => {
      const all = [
        'openJson',
        'copyId',
        'copyArn',
        'copyLink',
        'copyCompanyName',
        'copyCliCommand',
        'filterByCompany',
        'filterByStatus',
        'filterByStage',
        'openDetails',
        'openInConsole',
        'copyMarkdown',
        ...exports,
      ];
      assert.deepEqual(offered(itemOf(complete)), all);
      assert.deepEqual(offered(itemOf({ Catalog: 'AWS' })), ['openJson', 'openDetails', 'copyMarkdown', ...exports]);
      assert.deepEqual(offered(itemOf({ Catalog: 'AWS', Id: 'O1' })), [
        ...['openJson', 'copyId', 'copyLink', 'copyCliCommand'],
        ...['openDetails', 'openInConsole', 'copyMarkdown', ...exports],
      ]);
    });

    it('offers Load More and Retry on a stage only when there is something to load or to repeat', async () => {
      let answer: () => ReturnType<typeof page> | SourceError = () => page([summary('O1')], 't1');
      const other = new TreeUnderTest(() => new FakeSource(() => answer()));
      try {
        const stage = await other.stage('Prospect');
        assert.deepEqual(offered(other.itemOf(stage)), ['copyCliCommand', 'loadAll', ...exports]);
        await other.tree.getChildren(stage);
        assert.deepEqual(offered(other.itemOf(stage)), ['loadMore', 'copyCliCommand', 'loadAll', ...exports]);
        answer = () => new SourceError('internal');
        await other.current.value.listOf('Prospect')?.loadMore();
        assert.deepEqual(offered(other.itemOf(stage)), ['retry', 'copyCliCommand', 'loadAll', ...exports]);
        const failed = (await other.tree.getChildren(stage)).find(({ kind }) => kind === 'failed');
        assert.deepEqual(offered(other.itemOf(failed as Row)), ['retry', 'copyError']);
        answer = () => page([]);
        await other.current.value.listOf('Prospect')?.loadMore();
        assert.deepEqual(offered(other.itemOf(stage)), ['copyCliCommand', ...exports]);
      } finally {
        other.dispose();
      }
    });
  });
});

/** Puts a value in place of one of the fields, or entries, somewhere inside. */
function mutate(target: unknown, place: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node as Record<string, unknown>, key]);
      collect(child);
    }
  };
  collect(target);
  const [node, key] = places[place % places.length] ?? [];
  if (node && key !== undefined) node[key] = value;
}
