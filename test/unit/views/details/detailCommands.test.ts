import assert from 'node:assert/strict';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { OpportunityRow, Row } from '../../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const rowOf = (item: OpportunitySummary): OpportunityRow => ({
  ...{ kind: 'opportunity', group: { kind: 'stage', stage: 'Prospect' } },
  ...{ item, key: item.Id ?? '' },
});
const prospect: Row = { kind: 'stage', stage: 'Prospect' };

describe('the commands of details', () => {
  let window: WindowUnderTest;
  let commands: RunnableCommands<'details'>;
  const opened: unknown[][] = [];
  const tables: unknown[] = [];
  const [first, second] = [summary('O1'), summary('O2')];

  beforeEach(async () => {
    vscode.install();
    for (const list of [opened, tables]) list.length = 0;
    window = await openWindow(() => new FakeSource(() => page([first, second])));
    const { onSelection } = await import('../../../../src/views/opportunities/onSelection');
    const { detailCommands } = await import('../../../../src/views/details/detailCommands');
    const { compareCommands } = await import('../../../../src/views/details/compareCommands');
    const panels = {
      open: (...call: unknown[]) => void opened.push(call),
      keep: () => void opened.push(['kept']),
      compare: (items: readonly OpportunitySummary[]) => void tables.push(items),
    };
    const table = { ...detailCommands(window.parts, panels), ...compareCommands(panels, window.parts) };
    commands = onSelection('details', table, window.parts);
  });

  afterEach(() => window.dispose());

  const said = () => vscode.textsIn('notification');

  it('open details of one at a time', async () => {
    await commands['partnerCentral.openDetails'](rowOf(first));
    window.view.selection = [];
    await commands['partnerCentral.openDetails']();
    assert.deepEqual(opened, [[first, { preserveFocus: false, keep: true }]]);
    opened.length = 0;
    await commands['partnerCentral.previewDetails'](rowOf(first));
    assert.deepEqual(opened, [[first, { preserveFocus: true, keep: false }]], 'the keyboard stays in the tree');
    await commands['partnerCentral.openDetails'](rowOf(first), [rowOf(first), rowOf(second)]);
    assert.equal(opened.length, 1);
    assert.deepEqual(said(), ['This works on one opportunity at a time; 2 are selected.']);
    const list = window.current.value.listOf('Prospect');
    await list?.firstPage();
    const [loaded] = list?.items ?? [];
    assert.ok(loaded);
    window.view.selection = [rowOf(loaded)];
    await commands['partnerCentral.openDetails']();
    assert.deepEqual(opened.at(-1), [loaded, { preserveFocus: false, keep: true }]);
    await commands['partnerCentral.openDetails']({ kind: 'shown', item: second });
    assert.deepEqual(opened.at(-1), [second, { preserveFocus: false, keep: false }], 'what is found may be followed');
    await commands['partnerCentral.keepPanel']();
    assert.deepEqual(opened.at(-1), ['kept']);
  });

  it('compare what is selected, and a row beside it together with it', async () => {
    const list = window.current.value.listOf('Prospect');
    await list?.firstPage();
    const [one, other] = list?.items ?? [];
    assert.ok(one && other);
    window.view.selection = [rowOf(one)];
    await commands['partnerCentral.compare'](rowOf(other));
    await commands['partnerCentral.compare'](rowOf(other), [rowOf(one), rowOf(other)]);
    assert.deepEqual(tables.splice(0), [
      [one, other],
      [one, other],
    ]);
    await commands['partnerCentral.compare'](rowOf(one));
    await commands['partnerCentral.compare']();
    assert.deepEqual([tables, said().length], [[], 2], 'a single one');
  });

  it('open the page in Partner Central, or say why there is none', async () => {
    const go = () => commands['partnerCentral.openInConsole'](rowOf(first));
    await go();
    vscode.set('partnerCentral.consoleUrl', 'https://partnercentral.example/$\u007bid}');
    await go();
    assert.deepEqual(vscode.executed, [['vscode.open', 'https://partnercentral.example/O1']]);
    await window.choices.choose({ catalog: 'Sandbox' });
    await go();
    await window.choices.choose({ sampleData: true });
    await go();
    assert.deepEqual(said(), [
      'The setting partnerCentral.consoleUrl must be an https address.',
      'Only opportunities of the AWS catalog have pages in Partner Central.',
      'Sample data has no pages in Partner Central.',
    ]);
    assert.equal(vscode.executed.length, 1);
  });

  it('compare two to five side by side, and no other number', async () => {
    const many = Array.from({ length: 6 }, (_, n) => summary(`O${n}`));
    const compared = (count: number) => commands['partnerCentral.compare'](prospect, many.slice(0, count).map(rowOf));
    for (const count of [2, 3, 5]) await compared(count);
    assert.deepEqual(tables, [many.slice(0, 2), many.slice(0, 3), many.slice(0, 5)]);
    assert.deepEqual(vscode.executed, []);
    for (const count of [1, 6]) await compared(count);
    assert.deepEqual(said(), [
      'Select two to five opportunities (Ctrl or ⌘ and click).',
      'Up to 5 opportunities can be compared at once; 6 are selected.',
    ]);
    assert.equal(tables.length, 3);
  });
});
