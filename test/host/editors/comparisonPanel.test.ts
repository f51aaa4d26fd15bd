import assert from 'node:assert/strict';
import { EventEmitter, type LogOutputChannel, type WebviewPanel } from 'vscode';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { isPanelState, type PanelState } from '../../../src/core/present/detail/panelState';
import { ComparisonPanel } from '../../../src/views/details/comparisonPanel';
import type { PanelDeps } from '../../../src/views/details/panelDeps';
import { Documents } from '../../../src/views/documents/documents';
import { FakeWhatChanged } from '../../support/changes/fakeWhatChanged';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { MemoryState } from '../../support/memoryState';
import { eventually } from '../support/eventually';
import { now, TreeUnderTest, today } from '../support/treeUnderTest';

const named = (id: string, CompanyName: string, modified?: string): OpportunitySummary => ({
  ...summary(id, 'Prospect', modified),
  Customer: { Account: { CompanyName } },
});

describe('the comparison panel', () => {
  let open: TreeUnderTest;
  let source: FakeSource;
  let documents: Documents;
  let panel: ComparisonPanel;
  let items: OpportunitySummary[];
  let states: PanelState[];
  let opened: (string | undefined)[];
  let messages: EventEmitter<unknown>;

  beforeEach(async () => {
    items = [named('O1', 'First'), named('O2', 'Second'), named('O3', 'Third')];
    open = new TreeUnderTest(() => {
      source = new FakeSource(() => page(items));
      return source;
    });
    documents = new Documents(open.current);
    await open.expand('Prospect');
    states = [];
    opened = [];
    messages = new EventEmitter();
    const webview = {
      onDidReceiveMessage: messages.event,
      postMessage: async (state: unknown) => {
        assert.ok(isPanelState(state));
        states.push(JSON.parse(JSON.stringify(state)));
        return true;
      },
    };
    const deps: PanelDeps = {
      ...{ current: open.current, tree: open.tree, documents, now, today: () => today, hearZone: () => {} },
      onDidChangeDay: open.parts.onDidChangeDay,
      settings: open.parts.settings,
      state: new MemoryState(),
      whatChanged: new FakeWhatChanged(),
      view: { reveal: async () => {}, selection: [] } as unknown as PanelDeps['view'],
      log: { warn: () => {} } as unknown as LogOutputChannel,
      pageScript: (name) => `/* ${name} */`,
    };
    const stub = { visible: true, title: '', webview } as unknown as WebviewPanel;
    panel = new ComparisonPanel(stub, deps, items, ({ Id }) => void opened.push(Id));
  });

  afterEach(() => {
    panel.dispose();
    documents.dispose();
    open.dispose();
    messages.dispose();
  });

  const last = () => states.at(-1) ?? assert.fail('nothing was posted');
  const text = () => JSON.stringify(last());

  it('shows what it compares, and opens the one that is clicked, without a request', () => {
    assert.equal(last().kind, 'comparison');
    for (const name of ['First', 'Second', 'Third']) assert.ok(text().includes(name), name);
    messages.fire({ type: 'openCompared', index: 1 });
    assert.deepEqual(opened, ['O2']);
    assert.equal(source.calls.length, 1, 'nothing is read for it');
  });

  for (const [what, change] of [
    ['another profile', () => open.choices.choose({ profile: 'other' })],
    ['another catalog', () => open.choices.choose({ catalog: 'Sandbox' })],
    ['sample data', () => open.choices.choose({ sampleData: true })],
  ] as const) {
    it(`forgets all of it after a change to ${what}, says which connection it was read with, and opens nothing`, async () => {
      await change();
      assert.equal(last().kind, 'message');
      for (const name of ['First', 'Second', 'Third', 'O1', 'O2', 'O3']) assert.ok(!text().includes(name), name);
      assert.match(text(), /were read with another connection \(default credentials, AWS catalog\)/);
      messages.fire({ type: 'openCompared', index: 1 });
      assert.deepEqual(opened, []);
      messages.fire({ type: 'ready' });
      assert.equal(last().kind, 'message', 'a page that is painted again gets no more');
    });
  }

  it('stays over a change of filter and order, and follows a newer version', async () => {
    await open.choices.choose({ sort: { SortBy: 'Identifier', SortOrder: 'ASCENDING' } });
    assert.equal(last().kind, 'comparison');
    items = [named('O1', 'First, renamed', '2026-02-01T00:00:00.000Z'), ...items.slice(1)];
    await open.expand('Prospect');
    await eventually(() => assert.ok(text().includes('First, renamed')));
  });

  it('posts nothing any more once it is closed', async () => {
    panel.dispose();
    const before = states.length;
    await open.choices.choose({ catalog: 'Sandbox' });
    assert.equal(states.length, before);
  });
});
