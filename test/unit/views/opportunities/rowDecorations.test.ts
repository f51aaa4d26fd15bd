import assert from 'node:assert/strict';
import type { Disposable, Uri } from 'vscode';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { RowDecorations } from '../../../../src/views/opportunities/rowDecorations';
import type { RowLooks } from '../../../../src/views/opportunities/rowLooks';
import type { Row } from '../../../../src/views/opportunities/rows';
import { change, FakeWhatChanged, shownOf } from '../../../support/changes/fakeWhatChanged';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscodeModule } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('the dots of rows', () => {
  let window: WindowUnderTest;
  let whatChanged: FakeWhatChanged;
  let decorations: RowDecorations;
  let looks: RowLooks;
  let subscriptions: Disposable[];
  let rows: readonly Row[];
  let items: readonly OpportunitySummary[];
  const fired: (readonly string[] | undefined)[] = [];
  const repainted: (readonly string[] | undefined)[] = [];
  const keyOf = (row: Row) => (row.kind === 'opportunity' ? row.key : row.kind);
  const named = (id: string, ReviewStatus: 'Approved' | 'Action Required', TargetCloseDate = '2026-06-20') => ({
    ...summary(id),
    Customer: { Account: { CompanyName: 'Acme' } },
    LifeCycle: { Stage: 'Prospect', ReviewStatus, TargetCloseDate } as const,
  });

  beforeEach(() => {
    items = [named('O1', 'Approved'), named('O2', 'Action Required'), named('O3', 'Approved', '2026-01-01')];
  });

  const open = async () => {
    window = await openWindow(
      () => new FakeSource(({ LifeCycleStage: [stage] = [] }) => page(stage === 'Prospect' ? items : [])),
    );
    whatChanged = new FakeWhatChanged();
    subscriptions = [];
    const { rowLooksFor } = await import('../../../../src/views/opportunities/rowLooks');
    looks = rowLooksFor({ ...window.parts, whatChanged }, window.view, window.tree, subscriptions);
    decorations = subscriptions[0] as RowDecorations;
    const stage = window.tree.rowOfStage('Prospect') ?? assert.fail();
    rows = await window.tree.getChildren(stage);
    await calm();
    fired.length = 0;
    repainted.length = 0;
    decorations.onDidChangeFileDecorations((uris) => fired.push(uris?.map(String)));
    window.tree.onDidChangeTreeData((changed) =>
      repainted.push(changed && (Array.isArray(changed) ? changed : [changed]).map(keyOf)),
    );
  };

  afterEach(() => {
    for (const each of subscriptions) each.dispose();
    window.dispose();
  });

  const itemOf = (row: Row) =>
    looks.toTreeItem(row, {
      ...{ lists: window.current.value, today: '2026-03-15', zone: 'UTC', details: undefined, sizeOf: () => 0 },
    });
  const uriOf = (row: Row): Uri => itemOf(row).resourceUri ?? assert.fail('no address');
  const shown = () =>
    rows
      .filter(({ kind }) => kind === 'opportunity')
      .map((row) => {
        const { badge, tooltip, color } = decorations.provideFileDecoration(uriOf(row)) ?? {};
        return [badge, tooltip, color?.id];
      });
  const attention = [
    ['!', 'Action Required', 'list.warningForeground'],
    ['◷', 'Overdue', 'list.errorForeground'],
  ];

  it('come and go with what changed, beside what needs attention, and say both', async () => {
    await open();
    assert.deepEqual(shown(), [[undefined, undefined, undefined], ...attention]);
    assert.equal(whatChanged.starts, 0, 'nothing is looked for because of a dot');
    whatChanged.be([change('O1'), change('O2', { kind: 'new' }), change('O3', { kind: 'unknown' })]);
    assert.deepEqual(shown(), [
      ['●', 'Changed since you last looked', undefined],
      ['!●', 'Action Required · New since you last looked', 'list.warningForeground'],
      ['◷●', 'Overdue · Changed since you last looked', 'list.errorForeground'],
    ]);
    for (const [badge = ''] of shown()) assert.ok(badge.length <= 2, 'VS Code takes no more');
    whatChanged.markAllSeen();
    assert.deepEqual(shown(), [[undefined, undefined, undefined], ...attention]);
  });

  it('are asked for again of the rows concerned alone, and not if nothing is different', async () => {
    await open();
    shown();
    whatChanged.be([change('O2'), change('O9')]);
    assert.deepEqual(fired, [['partner-central:/row/O2?action']]);
    assert.deepEqual(repainted, [['O2']], 'the stage stays as it is, and what is selected with it');
    whatChanged.be([change('O2', { fields: ['OpportunityType'] })]);
    assert.equal(fired.length, 1);
    whatChanged.markSeen(shownOf(whatChanged, 'O2'));
    assert.deepEqual(fired[1], ['partner-central:/row/O2?action']);
    assert.deepEqual(repainted, [['O2'], ['O2']]);
  });

  it('are of no row that VS Code has not shown yet', async () => {
    await open();
    whatChanged.be([change('O2')]);
    assert.deepEqual([fired, repainted], [[], []]);
    assert.equal(shown()[1]?.[0], '!●');
  });

  it('are said to a screen reader and in the tooltip, too', async () => {
    await open();
    const [row = assert.fail()] = rows;
    const said = () => itemOf(row).accessibilityInformation?.label;
    assert.equal(said(), 'Acme, Approved, target close date Jun 20, 2026, O1');
    whatChanged.be([change('O1', { stage: { from: 'Qualified', to: 'Prospect' } })]);
    assert.equal(said(), 'Acme, Changed since you last looked, Approved, target close date Jun 20, 2026, O1');
    const tooltip = looks.tooltipOf(row, window.parts);
    assert.match(
      typeof tooltip === 'object' ? tooltip.value : '',
      /Since you last looked: \*\*Qualified → Prospect\*\*/,
    );
    whatChanged.markAllSeen();
    assert.doesNotMatch(said() ?? '', /looked/);
  });

  it('are asked for all at once if there are too many', async () => {
    items = Array.from({ length: 400 }, (_, n) => named(`O${n}`, 'Approved'));
    await open();
    shown();
    whatChanged.be(items.map(({ Id: id = '' }) => change(id)));
    assert.deepEqual([fired, repainted], [[undefined], [undefined]]);
  });

  it('hold the id of AWS’s form alone, and nothing else that AWS sent', async () => {
    const { rowUri } = await import('../../../../src/views/opportunities/rowDecorations');
    assert.equal(String(rowUri('O12', ['overdue'])), 'partner-central:/row/O12?overdue');
    for (const id of ['Example Corp', '../x', 'O1?action', '', undefined]) {
      assert.equal(rowUri(id, []), undefined);
      assert.equal(String(rowUri(id, ['action'])), 'partner-central:/row?action');
    }
  });

  it('are of rows alone', async () => {
    await open();
    const { Uri } = vscodeModule();
    const others = ['partner-central:/AWS/O1.opportunity.json', 'file:/row/O1', 'partner-central:/rows/O1'];
    whatChanged.be([change('O1')]);
    for (const other of others) assert.equal(decorations.provideFileDecoration(Uri.parse(other)), undefined);
  });
});
