import assert from 'node:assert/strict';
import { TabInputTextDiff, Uri, window } from 'vscode';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { compareCommands } from '../../../src/views/details/compareCommands';
import { showDiff } from '../../../src/views/details/showDiff';
import type { OpportunityRow, Row } from '../../../src/views/opportunities/rows';
import type { GivenRows } from '../../../src/views/opportunities/selection';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { asVscodeRuns } from '../support/asVscodeRuns';
import { eventually } from '../support/eventually';
import { ConnectedExtension, setSetting } from '../support/extensionUnderTest';
import { TreeUnderTest } from '../support/treeUnderTest';

const group = { kind: 'stage', stage: 'Prospect' } as const;
const rowOf = (item: OpportunitySummary, index = 0): OpportunityRow => ({
  kind: 'opportunity',
  group,
  item,
  key: item.Id ?? `#${index}`,
});

function diffs(): { label: string; original: Uri; modified: Uri }[] {
  const tabs = window.tabGroups.all.flatMap((tabGroup) => tabGroup.tabs);
  return tabs.flatMap(({ label, input }) =>
    input instanceof TabInputTextDiff ? [{ label, original: input.original, modified: input.modified }] : [],
  );
}

describe('the diff of two opportunities', () => {
  let connected: ConnectedExtension;

  before(async () => {
    connected = await ConnectedExtension.start();
  });

  after(() => connected.stop());

  it('opens their documents in the diff editor, named by their ids alone, and closes them with the connection', async () => {
    const [left, right] = connected.list({ LifeCycleStage: ['Committed'], MaxResults: 2 });
    assert.ok(left && right);
    connected.requests.length = 0;
    const uriOf = ({ Id }: OpportunitySummary) => Uri.parse(`partner-central:/AWS/${Id}.opportunity.json`);
    await showDiff({ uriOf }, left, right);
    await eventually(() => assert.equal(diffs().length, 1));
    const [diff] = diffs();
    assert.equal(diff?.label, `${left.Id} ↔ ${right.Id}`);
    assert.deepEqual(
      [diff?.original, diff?.modified].map((uri) => uri?.toString()),
      [left, right].map(({ Id }) => `partner-central:/AWS/${Id}.opportunity.json`),
    );
    const texts = await eventually(() => {
      const shown = window.visibleTextEditors.map(({ document }) => document.getText());
      assert.equal(shown.length, 2);
      return shown;
    });
    assert.deepEqual(
      texts.map((text) => JSON.parse(text)),
      [left, right],
    );
    // These addresses were not made by the window, so it has to read their documents; it may read its own first page too.
    const byId = connected.requests.flatMap(({ Identifier: ids }) => ids ?? []);
    assert.deepEqual(byId.sort(), [left.Id, right.Id].sort());

    await setSetting('catalog', 'Sandbox');
    await eventually(() => assert.deepEqual(diffs(), []));
    await setSetting('catalog', undefined);
  });
});

describe('Compare Selected', () => {
  let open: TreeUnderTest;
  let selection: readonly Row[];
  let said: string[];
  const { showInformationMessage } = window;
  const items = ['O1', 'O2', 'O3', 'O4', 'O5', 'O6'].map((id) => summary(id));

  beforeEach(async () => {
    open = new TreeUnderTest(() => new FakeSource(() => page(items)));
    await open.expand('Prospect');
    selection = [];
    said = [];
    Object.assign(window, { showInformationMessage: async (text: string) => void said.push(text) });
  });

  afterEach(() => {
    Object.assign(window, { showInformationMessage });
    open.dispose();
  });

  /** Runs the command; answers the ids that the table was given, if there is one. */
  async function compare(...given: GivenRows): Promise<string | undefined> {
    let shown: string | undefined;
    const panels = {
      compare: (given: readonly OpportunitySummary[]) => {
        shown = given.map(({ Id }) => Id).join(' ');
      },
    };
    const view = { selection };
    const table = asVscodeRuns('details', compareCommands(panels, { current: open.current, view }), {
      current: open.current,
      view,
    });
    await table['partnerCentral.compare'](...given);
    return shown;
  }

  const first = (count: number): Row[] => items.slice(0, count).map((item) => rowOf(item));

  for (const [count, words] of [
    [0, /^Select two to five opportunities/],
    [1, /^Select two to five opportunities/],
    [6, /^Up to 5 opportunities can be compared at once; 6 are selected\.$/],
  ] as const) {
    it(`says what to select where ${count} are`, async () => {
      selection = first(count);
      assert.equal(await compare(), undefined);
      assert.equal(said.length, 1);
      assert.match(said[0] ?? '', words);
    });
  }

  it('gives two to five to the table, in the order of the selection', async () => {
    for (const count of [2, 3, 4, 5]) {
      const rows = first(count).reverse();
      selection = rows;
      const expected = rows.flatMap((row) => (row.kind === 'opportunity' ? row.item.Id : [])).join(' ');
      assert.equal(await compare(), expected);
      selection = [];
      assert.equal(await compare(rows[0], rows), expected);
    }
    assert.deepEqual(said, []);
  });

  it('counts opportunities alone, not the stages and tails selected with them', async () => {
    const more: Row = { kind: 'more', list: group, loaded: 6 };
    selection = [group, ...first(3), more];
    assert.equal(await compare(), 'O1 O2 O3');
    selection = [group, more, ...first(1)];
    await compare();
    assert.equal(said.length, 1);
  });

  it('means the row whose menu was opened together with those selected, where it is not among them', async () => {
    selection = first(3);
    assert.equal(await compare(rowOf(summary('O6'))), 'O1 O2 O3 O6');
    selection = [];
    assert.equal(await compare(rowOf(summary('O6'))), undefined);
    assert.match(said[0] ?? '', /^Select two/);
  });

  it('leaves out what is selected of a connection that was left', async () => {
    const { Id: _, ...unnamed } = summary('O7');
    selection = [...first(2), rowOf(summary('O99')), rowOf(unnamed, 1)];
    await open.choices.choose({ catalog: 'Sandbox' });
    await compare();
    assert.match(said[0] ?? '', /^Select two/);
  });
});
