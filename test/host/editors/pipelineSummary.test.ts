import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  commands,
  EventEmitter,
  env,
  type LogOutputChannel,
  TabInputWebview,
  type Uri,
  type WebviewView,
  window,
} from 'vscode';
import { pipelinePanelType } from '../../../src/contributions';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { isPipelineState, type PipelineState } from '../../../src/core/present/summary/pipelineState';
import type { Row } from '../../../src/views/opportunities/rows';
import { PipelineSummary, type PipelineSummaryDeps } from '../../../src/views/summary/pipelineSummary';
import { FakeSource, page, pagesOf, summary } from '../../support/fakeSource';
import { eventually } from '../support/eventually';
import { ConnectedExtension, extension } from '../support/extensionUnderTest';
import { now, TreeUnderTest, today } from '../support/treeUnderTest';

/** A view without a page: what is posted to it is kept, and messages come from the test. */
class ViewStub {
  readonly states: PipelineState[] = [];
  /** When they came, in milliseconds. */
  readonly times: number[] = [];
  private readonly messages = new EventEmitter<unknown>();
  private readonly visibility = new EventEmitter<void>();
  private readonly disposals = new EventEmitter<void>();
  visible = true;
  readonly onDidChangeVisibility = this.visibility.event;
  readonly onDidDispose = this.disposals.event;
  readonly webview = {
    options: {},
    html: '',
    asWebviewUri: (uri: Uri) => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: async (state: unknown) => {
      // As VS Code sends it.
      const sent: unknown = JSON.parse(JSON.stringify(state));
      assert.ok(isPipelineState(sent));
      this.states.push(sent);
      this.times.push(performance.now());
      return true;
    },
  };

  send(message: unknown): void {
    this.messages.fire(message);
  }

  show(visible: boolean): void {
    this.visible = visible;
    this.visibility.fire();
  }

  dispose(): void {
    this.disposals.fire();
  }

  get extent(): string | undefined {
    return this.states.at(-1)?.extent.text;
  }
}

const spending = (item: OpportunitySummary, CurrencyCode: string): OpportunitySummary => ({
  ...item,
  Project: {
    ExpectedCustomerSpend: [
      { Amount: '1000', CurrencyCode: CurrencyCode as 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' },
    ],
  },
});

describe('the Pipeline view', () => {
  let tree: TreeUnderTest;
  let source: FakeSource;
  let stub: ViewStub;
  let view: PipelineSummary;
  const revealed: Row[] = [];
  const warnings: string[] = [];

  const open = (list: ConstructorParameters<typeof FakeSource>[0], gapMs = 0) => {
    tree = new TreeUnderTest(() => {
      source = new FakeSource(list);
      return source;
    });
    stub = new ViewStub();
    view = new PipelineSummary({
      current: tree.current,
      tree: tree.tree,
      view: { reveal: async (row: Row) => void revealed.push(row) } as unknown as PipelineSummaryDeps['view'],
      log: { warn: (line: string) => void warnings.push(line) } as unknown as LogOutputChannel,
      pageScript: (name) => `/* ${name} */`,
      today: () => today,
      now,
      onDidChangeDay: tree.parts.onDidChangeDay,
      settings: tree.parts.settings,
      hearZone: () => {},
      gapMs,
    });
    view.resolve(stub as unknown as WebviewView);
  };

  const extentIs = (text: string) => eventually(() => assert.equal(stub.extent, text));

  beforeEach(() => {
    revealed.length = 0;
    warnings.length = 0;
  });

  afterEach(() => {
    view.dispose();
    tree.dispose();
  });

  it('reads nothing by itself, and says what to do', async () => {
    open(pagesOf(30, 20));
    stub.send({ type: 'ready' });
    await eventually(() => assert.match(stub.extent ?? '', /^Nothing is loaded yet/));
    assert.deepEqual(tree.opened.length === 0 ? [] : source.calls, []);
    assert.match(stub.webview.html, /default-src 'none'; script-src 'nonce-[\w+/=]+'; base-uri 'none'/);
    assert.match(stub.webview.html, />\/\* pipeline \*\/<\/script>/);
  });

  it('follows pages, and a refresh', async () => {
    open(pagesOf(30, 20));
    stub.send({ type: 'ready' });
    await tree.expand('Prospect');
    await extentIs('20 loaded, more exist');
    await tree.current.value.listOf('Prospect')?.loadMore();
    await extentIs('30 loaded, more exist');
    assert.equal(stub.states.at(-1)?.charts[0]?.bars[0]?.short, '30');
    const before = stub.states.length;
    await tree.current.value.refresh();
    await eventually(() => assert.ok(stub.states.length > before));
    await extentIs('30 loaded, more exist');
  });

  it('gives the page a state at most every 250 ms while pages come in', async () => {
    open(pagesOf(200, 10), 250);
    stub.send({ type: 'ready' });
    await tree.expand('Prospect');
    for (let n = 0; n < 19; n++) await tree.current.value.listOf('Prospect')?.loadMore();
    await extentIs('200 loaded, more exist');
    const gaps = stub.times.slice(1).map((time, index) => time - (stub.times[index] ?? 0));
    // Timers of Node may fire a millisecond early.
    assert.ok(
      gaps.every((gap) => gap > 245),
      gaps.join(' '),
    );
    assert.ok(stub.states.length < 6, `${stub.states.length} states for 20 pages`);
  });

  for (const [name, change] of [
    ['another profile', () => tree.choices.choose({ profile: 'other' })],
    ['another catalog', () => tree.choices.choose({ catalog: 'Sandbox' })],
    ['sample data', () => tree.choices.choose({ sampleData: true })],
    ['another filter', () => tree.choices.choose({ filter: { LifeCycleStage: ['Committed'] } })],
  ] as const) {
    it(`forgets everything at once, and shows no late page: ${name}`, async () => {
      open(({ NextToken: token }) => (token ? undefined : page([spending(summary('O1'), 'GBP')], 't1')));
      stub.send({ type: 'ready' });
      await tree.expand('Prospect');
      await extentIs('1 loaded, more exist');
      void tree.current.value.listOf('Prospect')?.loadMore();
      const [late] = source.calls.slice(-1);
      stub.states.length = 0;
      await change();
      late?.answer(page([spending(summary('O2'), 'GBP')]));
      await eventually(() => assert.match(stub.extent ?? '', /^Nothing is loaded yet/));
      assert.doesNotMatch(JSON.stringify(stub.states), /GBP/);
    });
  }

  it('does nothing while nobody sees it, and is right again when it is opened', async () => {
    open(pagesOf(30, 20));
    stub.send({ type: 'ready' });
    await eventually(() => assert.ok(stub.states.length > 0));
    stub.show(false);
    const before = stub.states.length;
    await tree.expand('Prospect');
    await tree.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    await tree.expand('Prospect');
    assert.equal(stub.states.length, before);
    stub.show(true);
    await extentIs('20 loaded, more exist');
    assert.deepEqual(stub.states.at(-1)?.limits, ['Filter: Prospect']);
    stub.dispose();
    const ended = stub.states.length;
    await tree.current.value.listOf('Prospect')?.loadMore();
    assert.equal(stub.states.length, ended);
    stub = new ViewStub();
    view.resolve(stub as unknown as WebviewView);
    stub.send({ type: 'ready' });
    await extentIs('30 loaded; it was not checked whether any changed in the meantime');
  });

  it('goes to the row of a stage, and to none where there are no stages', async () => {
    open(pagesOf(30, 20));
    stub.send({ type: 'reveal', stage: 'Committed' });
    stub.send({ type: 'reveal', stage: 'Other' });
    await eventually(() => assert.equal(revealed.length, 2));
    assert.equal(revealed[0], await tree.stage('Committed'));
    assert.equal(revealed[1]?.kind, 'other');
    await tree.choices.choose({ maxItems: 10 });
    stub.send({ type: 'reveal', stage: 'Committed' });
    await eventually(() => assert.deepEqual(revealed[2], { kind: 'bucket', grouping: 'stage', value: 'Committed' }));
    await tree.choices.choose({ grouping: 'company' });
    stub.send({ type: 'reveal', stage: 'Committed' });
    stub.send({ type: 'ready' });
    await eventually(() => assert.ok(stub.states.length > 0));
    assert.equal(revealed.length, 3);
  });

  it('S06: drops what is not in the protocol, and logs its type alone', () => {
    open(pagesOf(30, 20));
    for (const message of [{ type: 'eval', code: 'secret' }, { type: 'reveal', stage: 'secret' }, 'secret'])
      stub.send(message);
    assert.deepEqual(
      warnings,
      ['eval', 'reveal', 'string'].map((type) => `view message dropped: ${type}`),
    );
    assert.equal(revealed.length, 0);
  });

  it('copies Markdown whether it is open or not, and says over how much it is', async () => {
    open(pagesOf(30, 20));
    stub.show(false);
    await env.clipboard.writeText('before');
    await view.copyMarkdown();
    assert.equal(await env.clipboard.readText(), 'before');
    await tree.choices.choose({ filter: { LifeCycleStage: ['Qualified', 'Prospect'] }, catalog: 'Sandbox' });
    await tree.expand('Qualified');
    await view.copyMarkdown();
    const text = await env.clipboard.readText();
    assert.match(text, /^## Pipeline\n\n- 20 loaded, more exist\n- Sandbox catalog\n- Filter: Qualified, Prospect\n/);
    assert.match(text, /\| Prospect \| – \|\n\| Qualified \| 20\+ \|\n\| \*\*Open pipeline\*\* \| \*\*20\+\*\* \|\n/);
    assert.match(text, /\n### By Month of Target Close\n/);
    assert.equal(stub.states.length, 0);
  });
});

describe('the Pipeline view in VS Code', () => {
  const panels = () =>
    window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(pipelinePanelType));

  let connected: ConnectedExtension;

  before(async () => {
    connected = await ConnectedExtension.start();
  });

  after(() => connected.stop());

  it('opens in an editor once, with a title that names nobody', async () => {
    await commands.executeCommand('partnerCentral.openPipeline');
    await eventually(() =>
      assert.deepEqual(
        panels().map(({ label }) => label),
        ['Pipeline'],
      ),
    );
    await commands.executeCommand('partnerCentral.openPipeline');
    assert.equal(panels().length, 1);
    await window.tabGroups.close(panels());
    assert.equal(panels().length, 0);
  });

  it('opens without reading anything, and is copied as Markdown once something is loaded', async () => {
    await commands.executeCommand('partnerCentral.opportunities.focus');
    const bundle = join(extension().extensionPath, 'dist', 'pipelineSummary.js');
    await commands.executeCommand('partnerCentral.pipeline.focus');
    await eventually(() => assert.ok(createRequire(bundle).cache[bundle]));
    const before = connected.requests.length;
    await env.clipboard.writeText('before');
    await commands.executeCommand('partnerCentral.copyPipelineMarkdown');
    assert.equal(connected.requests.length, before);
    await commands.executeCommand('partnerCentral.loadMore', { kind: 'stage', stage: 'Launched' });
    await eventually(async () => {
      await commands.executeCommand('partnerCentral.copyPipelineMarkdown');
      const count = connected.list({ LifeCycleStage: ['Launched'], MaxResults: 100 }).length;
      assert.match(await env.clipboard.readText(), new RegExp(`\\| Won: Launched \\| ${count} \\|`));
    });
  });
});
