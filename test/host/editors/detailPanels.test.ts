import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { EventEmitter, type LogOutputChannel, type Uri, type WebviewPanel } from 'vscode';
import { SourceError, type SourceErrorCode } from '../../../src/core/errors/sourceError';
import type { Opportunity, OpportunitySummary, Stage } from '../../../src/core/model/opportunity';
import { isPanelState, type PanelState } from '../../../src/core/present/detail/panelState';
import { DetailPanel } from '../../../src/views/details/detailPanel';
import type { PanelDeps } from '../../../src/views/details/panelDeps';
import { Documents } from '../../../src/views/documents/documents';
import { pageHtml, pageOptions } from '../../../src/views/pageHtml';
import { FakeWhatChanged } from '../../support/changes/fakeWhatChanged';
import { type Call, FakeSource, page, summary } from '../../support/fakeSource';
import { MemoryState } from '../../support/memoryState';
import { eventually } from '../support/eventually';
import { now, TreeUnderTest, today } from '../support/treeUnderTest';

const view = { scroll: 0, open: [] };

/** A panel without a page: what is posted to it is kept, and messages come from the test. */
class PanelStub {
  readonly states: PanelState[] = [];
  private readonly messages = new EventEmitter<unknown>();
  private readonly viewStates = new EventEmitter<void>();
  visible = true;
  title = '';
  disposed = 0;
  readonly onDidDispose = new EventEmitter<void>().event;
  readonly onDidChangeViewState = this.viewStates.event;
  readonly webview = {
    options: {},
    html: '',
    asWebviewUri: (uri: Uri) => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: async (state: unknown) => {
      assert.ok(isPanelState(state));
      // As VS Code sends it.
      this.states.push(JSON.parse(JSON.stringify(state)));
      return true;
    },
  };

  send(message: unknown): void {
    this.messages.fire(message);
  }

  /** As when a person goes to its tab, or to another. */
  look(visible: boolean): void {
    this.visible = visible;
    this.viewStates.fire();
  }

  dispose(): void {
    this.disposed += 1;
  }

  get last(): PanelState | undefined {
    return this.states.at(-1);
  }

  /** Everything that the page was ever given, as text. */
  get text(): string {
    return JSON.stringify(this.states);
  }
}

const company = (item: OpportunitySummary, CompanyName: string): OpportunitySummary => ({
  ...item,
  Customer: { Account: { CompanyName } },
});

describe('a detail panel', () => {
  let tree: TreeUnderTest;
  let source: FakeSource;
  let stub: PanelStub;
  let detail: DetailPanel | undefined;
  let items: OpportunitySummary[];
  const warnings: string[] = [];
  const gone: OpportunitySummary[] = [];

  const deps = (): PanelDeps => ({
    current: tree.current,
    tree: tree.tree,
    view: { reveal: async () => {}, selection: [] } as unknown as PanelDeps['view'],
    documents: new Documents(tree.current),
    log: { warn: (line: string) => void warnings.push(line) } as unknown as LogOutputChannel,
    pageScript: (name) => `/* ${name} */`,
    today: () => today,
    now,
    onDidChangeDay: tree.parts.onDidChangeDay,
    settings: tree.parts.settings,
    state: new MemoryState(),
    hearZone: () => {},
    whatChanged: new FakeWhatChanged(),
  });

  const open = (start: ConstructorParameters<typeof DetailPanel>[2]) => {
    const panel = stub as unknown as WebviewPanel;
    const goTo = (from: DetailPanel, item: OpportunitySummary) => {
      gone.push(item);
      from.open(item);
    };
    detail = new DetailPanel(panel, deps(), start, { goTo, changed: () => {} });
    // As VS Code does with the page of a panel that is in front.
    if (stub.visible) stub.send({ type: 'ready' });
  };

  beforeEach(() => {
    items = [company(summary('O1'), 'First'), company(summary('O2'), 'Second'), company(summary('O3'), 'Third')];
    tree = new TreeUnderTest(() => {
      source = new FakeSource(({ Identifier: [id] = [] }) =>
        page(id === undefined ? items : items.filter((item) => item.Id === id)),
      );
      return source;
    });
    stub = new PanelStub();
    warnings.length = 0;
    gone.length = 0;
  });

  afterEach(() => {
    detail?.dispose();
    tree.dispose();
  });

  const shownCompany = () => (stub.last?.kind === 'opportunity' ? stub.last.header.company : stub.last?.kind);

  async function openFirst(): Promise<void> {
    await tree.expand('Prospect');
    const [first] = items;
    assert.ok(first);
    open({ item: first });
  }

  it('shows the opportunity at once, under the name of the customer, and keeps nothing but its id', async () => {
    await openFirst();
    assert.equal(shownCompany(), 'First');
    assert.equal(stub.title, 'First');
    assert.deepEqual(detail?.left(), { catalog: 'AWS', id: 'O1', view: { scroll: 0, open: [] } });
    assert.equal(source.calls.length, 1, 'nothing is read for it');
  });

  it('goes to the neighbours, and stops at the end', async () => {
    await openFirst();
    stub.send({ type: 'previous' });
    stub.send({ type: 'next' });
    stub.send({ type: 'next' });
    stub.send({ type: 'next' });
    assert.deepEqual(
      gone.map(({ Id }) => Id),
      ['O2', 'O3'],
    );
    assert.equal(shownCompany(), 'Third');
    assert.equal(stub.title, 'Third');
  });

  it('loads the next page to go on past the last one loaded, and says why where that fails', async () => {
    const [first, second, third] = items;
    assert.ok(first && second && third);
    const fails: { now: SourceError | undefined } = { now: undefined };
    tree.dispose();
    tree = new TreeUnderTest(() => {
      source = new FakeSource(({ NextToken: token }) => {
        if (token === undefined) return page([first], 'a');
        if (fails.now) return fails.now;
        return token === 'a' ? page([second], 'b') : page([third]);
      });
      return source;
    });
    await tree.expand('Prospect');
    open({ item: first });
    const next = () => (stub.last?.kind === 'opportunity' ? stub.last.header.position?.next : undefined);
    assert.equal(next()?.disabled, false);
    stub.send({ type: 'next' });
    await eventually(() => assert.equal(shownCompany(), 'Second'));
    fails.now = new SourceError('accessDenied');
    stub.send({ type: 'next' });
    await eventually(() => {
      assert.ok(stub.last?.kind === 'opportunity');
      assert.match(stub.last.notice?.text ?? '', /^The next ones could not be loaded: /);
    });
    assert.equal(shownCompany(), 'Second');
    fails.now = undefined;
    stub.send({ type: 'next' });
    await eventually(() => assert.equal(shownCompany(), 'Third'));
    assert.equal(next()?.disabled, true);
    assert.equal(source.calls.length, 4);
  });

  it('leaves the next page to the list when it is closed before that came', async () => {
    const [first, second] = items;
    assert.ok(first && second);
    tree.dispose();
    tree = new TreeUnderTest(() => {
      source = new FakeSource(({ NextToken: token }) => (token === undefined ? page([first], 'a') : undefined));
      return source;
    });
    await tree.expand('Prospect');
    open({ item: first });
    stub.send({ type: 'next' });
    await eventually(() => assert.equal(source.calls.length, 2));
    detail?.dispose();
    source.calls[1]?.answer(page([second]));
    await eventually(() => assert.equal(tree.current.value.listOf('Prospect')?.items.length, 2));
    await new Promise(setImmediate);
    assert.equal(shownCompany(), 'First');
    assert.deepEqual(gone, []);
  });

  it('takes a newer version that the list brings, and no older one', async () => {
    await openFirst();
    const [first, ...rest] = items;
    assert.ok(first);
    items = [{ ...company(first, 'Renamed'), LastModifiedDate: '2026-05-01T00:00:00.000Z' }, ...rest];
    await tree.current.value.refresh();
    assert.equal(shownCompany(), 'Renamed');
    assert.ok(stub.last?.kind === 'opportunity' && stub.last.notice);
    items = [{ ...company(first, 'Old'), LastModifiedDate: '2020-01-01T00:00:00.000Z' }, ...rest];
    await tree.current.value.refresh();
    assert.equal(shownCompany(), 'Renamed');
    stub.send({ type: 'dismissChanges' });
    assert.ok(stub.last?.kind === 'opportunity' && !stub.last.notice);
  });

  it('brings its row along when it is read anew', async () => {
    await openFirst();
    const [first, ...rest] = items;
    assert.ok(first);
    items = [{ ...company(first, 'Renamed'), LastModifiedDate: '2026-05-01T00:00:00.000Z' }, ...rest];
    stub.send({ type: 'refresh' });
    await eventually(() => assert.equal(shownCompany(), 'Renamed'));
    assert.ok(stub.last?.kind === 'opportunity' && stub.last.notice, 'what changed is marked');
    assert.equal(tree.current.value.find('O1')?.Customer?.Account?.CompanyName, 'Renamed');
  });

  it('reads it anew when asked, and says why where that fails', async () => {
    await openFirst();
    stub.send({ type: 'refresh' });
    await eventually(() => assert.deepEqual(source.calls[1]?.request.Identifier, ['O1']));
    items = [];
    stub.send({ type: 'refresh' });
    await eventually(() => {
      assert.ok(stub.last?.kind === 'opportunity');
      assert.equal(stub.last.notice?.text, 'Not refreshed: This opportunity was not found.');
      assert.equal(stub.last.header.company, 'First');
    });
  });

  it('comes back after a reload by its id, and tries again after a failure', async () => {
    const all = items;
    items = [];
    open({ kept: { catalog: 'AWS', id: 'O2', view } });
    assert.ok(stub.last?.kind === 'message' && stub.last.busy);
    await eventually(() => assert.ok(stub.last?.kind === 'message' && !stub.last.busy));
    items = all;
    stub.send({ type: 'remedy', of: 'panel', index: 0 });
    await eventually(() => assert.equal(shownCompany(), 'Second'));
  });

  it('reads nothing of another catalog', async () => {
    open({ kept: { catalog: 'Sandbox', id: 'O2', view } });
    assert.equal(shownCompany(), 'message');
    stub.send({ type: 'ready' });
    stub.send({ type: 'refresh' });
    assert.equal(tree.opened.length, 0);
  });

  for (const [name, change] of [
    ['another profile', () => tree.choices.choose({ profile: 'other' })],
    ['another catalog', () => tree.choices.choose({ catalog: 'Sandbox' })],
    ['sample data', () => tree.choices.choose({ sampleData: true })],
  ] as const) {
    it(`forgets everything and stops: ${name}`, async () => {
      await openFirst();
      stub.send({ type: 'loadFull' });
      const { signal } = source.opportunityCalls[0] ?? assert.fail('not asked');
      stub.states.length = 0;
      await change();
      assert.ok(signal.aborted);
      assert.ok(stub.last?.kind === 'message');
      assert.match(
        stub.last.failure.text,
        /^This opportunity was read with another connection \(default credentials, AWS/,
      );
      for (const type of ['refresh', 'next', 'loadFull', 'openJson', 'reveal']) stub.send({ type });
      stub.send({ type: 'copy', what: 'company' });
      assert.doesNotMatch(stub.text, /First|Second/);
    });
  }

  it('stays through another filter or sort', async () => {
    await openFirst();
    await tree.choices.choose({ filter: { LifeCycleStage: ['Committed'] } });
    assert.equal(shownCompany(), 'First');
    assert.ok(stub.last?.kind === 'opportunity' && stub.last.header.position === undefined);
  });

  it('R24: keeps the summary when the full record is refused, and loads what is missing on Retry', async () => {
    await openFirst();
    stub.send({ type: 'loadFull' });
    stub.send({ type: 'loadFull' });
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [1, 1]);
    source.opportunityCalls[0]?.fail(new SourceError('throttled', { requestId: 'request-1' }));
    source.awsSummaryCalls[0]?.fail(new SourceError('notFound'));
    await eventually(() => {
      assert.ok(stub.last?.kind === 'opportunity' && !stub.last.full?.busy);
      assert.equal(stub.last.header.company, 'First');
      assert.deepEqual(
        stub.last.full?.failures.map(({ text, requestId }) => [text, requestId]),
        [
          ['AWS is limiting requests.', 'Request ID: request-1'],
          ['AWS has no record of its own for this opportunity: it may not have been submitted yet.', undefined],
        ],
      );
    });
    stub.send({ type: 'remedy', of: 'record', index: 0 });
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [2, 2]);
  });

  const full = () => (stub.last?.kind === 'opportunity' ? stub.last.full : undefined);
  const record = (id: string, modified?: string): Opportunity => ({
    ...{ Catalog: 'AWS', Id: id, Arn: undefined, CreatedDate: '2026-01-01T00:00:00.000Z' },
    LastModifiedDate: modified ?? '2026-01-01T00:00:00.000Z',
    RelatedEntityIdentifiers: {},
  });

  /** Loads the full record of the first opportunity, which then gets a newer summary. */
  async function outdate(): Promise<void> {
    await openFirst();
    stub.send({ type: 'loadFull' });
    source.opportunityCalls[0]?.answer(record('O1'));
    source.awsSummaryCalls[0]?.answer({ Catalog: 'AWS' });
    await eventually(() => assert.ok(!full()?.busy));
    const [first, ...rest] = items;
    assert.ok(first);
    items = [{ ...company(first, 'Renamed'), LastModifiedDate: '2026-05-01T00:00:00.000Z' }, ...rest];
  }

  it('says when the full record was read, and reads it again when asked', async () => {
    await outdate();
    assert.match(full()?.note ?? '', /^The rest of it is below the summary\. Read Mar 15, 2026.*12:00/);
    assert.equal(full()?.older, undefined);
    assert.deepEqual(
      full()?.actions.map(({ label }) => label),
      ['Read Again'],
    );
    stub.send({ type: 'loadFull' });
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [2, 2]);
    assert.ok((full()?.blocks.length ?? 0) > 0, 'what was read stays meanwhile');
  });

  it('says that the full record is older where the summary is refreshed, until it is read again', async () => {
    await outdate();
    stub.send({ type: 'refresh' });
    await eventually(() => assert.equal(shownCompany(), 'Renamed'));
    assert.equal(full()?.older, 'This was read with an older version of the summary above.');
    assert.deepEqual(
      full()?.actions.map(({ label }) => label),
      ['Read Again'],
    );

    stub.send({ type: 'loadFull' });
    source.opportunityCalls[1]?.fail(new SourceError('throttled'));
    source.awsSummaryCalls[1]?.answer({ Catalog: 'AWS' });
    await eventually(() => assert.equal(full()?.failures[0]?.text, 'AWS is limiting requests.'));
    assert.match(full()?.note ?? '', /^The rest of it is below/);
    assert.equal(full()?.older, 'This was read with an older version of the summary above.');

    stub.send({ type: 'remedy', of: 'record', index: 0 });
    assert.deepEqual(
      [source.opportunityCalls.length, source.awsSummaryCalls.length],
      [3, 2],
      'what is new is not read',
    );
    source.opportunityCalls[2]?.answer(record('O1', '2026-05-01T00:00:00.000Z'));
    await eventually(() => assert.equal(full()?.older, undefined));
    assert.deepEqual(full()?.failures, []);
  });

  it('says that the full record is older where the list brings a newer summary', async () => {
    await outdate();
    await tree.current.value.refresh();
    assert.equal(shownCompany(), 'Renamed');
    assert.ok(full()?.older);
  });

  it('takes a record of the newest version for what it is', async () => {
    await openFirst();
    stub.send({ type: 'loadFull' });
    source.opportunityCalls[0]?.answer(record('O1', '2026-05-01T00:00:00.000Z'));
    source.awsSummaryCalls[0]?.fail(new SourceError('notFound'));
    const [first, ...rest] = items;
    assert.ok(first);
    items = [{ ...company(first, 'Renamed'), LastModifiedDate: '2026-05-01T00:00:00.000Z' }, ...rest];
    stub.send({ type: 'refresh' });
    await eventually(() => assert.equal(shownCompany(), 'Renamed'));
    assert.equal(full()?.older, undefined);
  });

  it('keeps the newer version that the list brought while a refresh was under way, however that ends', async () => {
    const [first, ...rest] = items;
    assert.ok(first);
    const renamed = { ...company(first, 'Renamed'), LastModifiedDate: '2026-05-01T00:00:00.000Z' };
    const answers: Record<string, (call: Call) => void> = {
      'it fails': (call) => call.fail(new SourceError('throttled')),
      'its answer is older': (call) => call.answer(page([first])),
    };
    for (const [name, settle] of Object.entries(answers)) {
      tree.dispose();
      detail?.dispose();
      items = [first, ...rest];
      tree = new TreeUnderTest(() => {
        source = new FakeSource(({ Identifier: id }) => (id ? undefined : page(items)));
        return source;
      });
      await openFirst();
      stub.send({ type: 'refresh' });
      const call = source.calls.at(-1);
      assert.ok(call?.request.Identifier, name);
      items = [renamed, ...rest];
      await tree.current.value.refresh();
      assert.equal(shownCompany(), 'Renamed', name);
      settle(call);
      await new Promise(setImmediate);
      assert.equal(shownCompany(), 'Renamed', name);
    }
    stub.send({ type: 'dismissChanges' });
    assert.equal(shownCompany(), 'Renamed');
  });

  it('does not go back to a row that says no date', async () => {
    const bare = (name: string, stage: Stage) => {
      const { LastModifiedDate: _, ...item } = company(summary('O1', stage), name);
      return item;
    };
    items = [bare('First', 'Prospect')];
    await tree.expand('Prospect');
    const [first] = items;
    assert.ok(first);
    open({ item: first });
    items = [bare('Moved', 'Qualified')];
    stub.send({ type: 'refresh' });
    await eventually(() => assert.equal(shownCompany(), 'Moved'));
    await tree.expand('Launched');
    assert.equal(shownCompany(), 'Moved');
  });

  describe('after a reload', () => {
    const failed = () => stub.last?.kind === 'message' && !stub.last.busy && stub.last.failure.text;
    const fail = (code: SourceErrorCode) => {
      tree.dispose();
      tree = new TreeUnderTest(() => {
        source = new FakeSource(({ Identifier: [id] = [] }) => {
          if (fails.now) return new SourceError(fails.now);
          return page(id === undefined ? listed : items.filter((item) => item.Id === id));
        });
        return source;
      });
      fails.now = code;
    };
    const fails: { now: SourceErrorCode | undefined } = { now: undefined };
    /** What the lists hold. */
    let listed: OpportunitySummary[];

    beforeEach(() => {
      listed = [];
    });

    it('reads nothing before a person looks at it', async () => {
      stub.visible = false;
      open({ kept: { catalog: 'AWS', id: 'O2', view } });
      await tree.choices.choose({ filter: { LifeCycleStage: ['Committed'] } });
      await tree.choices.choose({ profile: 'other' });
      await new Promise(setImmediate);
      assert.deepEqual([tree.opened.length, stub.title], [0, 'O2']);
      for (const visible of [true, false, true]) {
        stub.look(visible);
        if (visible) stub.send({ type: 'ready' });
        await eventually(() => assert.equal(shownCompany(), 'Second'));
      }
      assert.equal(source.calls.length, 1);
    });

    it('shows the row that a list brings, where it could not be read', async () => {
      fail('connectionLost');
      open({ kept: { catalog: 'AWS', id: 'O2', view } });
      await eventually(() => assert.equal(failed(), 'Connection lost.'));
      fails.now = undefined;
      listed = items;
      const asked = source.calls.length;
      await tree.expand('Prospect');
      assert.equal(shownCompany(), 'Second');
      assert.equal(source.calls.length, asked + 1, 'nothing but the list');
    });

    it('is read again once AWS answers, or the person signed in', async () => {
      for (const mend of [() => tree.expand('Launched'), async () => tree.current.recover()]) {
        detail?.dispose();
        fail('credentialsExpired');
        open({ kept: { catalog: 'AWS', id: 'O2', view } });
        await eventually(() => assert.ok(failed()));
        fails.now = undefined;
        await mend();
        await eventually(() => assert.equal(shownCompany(), 'Second'));
      }
    });

    it('is tried once by itself where it fails of the same again', async () => {
      fail('answerTooLarge');
      open({ kept: { catalog: 'AWS', id: 'O2', view } });
      await eventually(() => assert.ok(failed()));
      const before = source.calls.length;
      for (let n = 0; n < 5; n++) tree.current.recover();
      await eventually(() => assert.ok(failed()));
      for (let n = 0; n < 5; n++) tree.current.recover();
      await new Promise(setImmediate);
      assert.equal(source.calls.length, before + 1);
    });

    it('is read with another profile, and shows nothing of another catalog', async () => {
      fail('profileNotFound');
      open({ kept: { catalog: 'AWS', id: 'O2', view } });
      await eventually(() => assert.ok(failed()));
      await tree.choices.choose({ catalog: 'Sandbox' });
      const asked = tree.opened.length;
      assert.match(failed() || '', /^This opportunity was read with another connection/);
      assert.equal(tree.opened.length, asked);
      fails.now = undefined;
      await tree.choices.choose({ catalog: 'AWS', profile: 'other' });
      await eventually(() => assert.equal(shownCompany(), 'Second'));
    });
  });

  it('stops loading the full record when asked, or when it goes on to another', async () => {
    await openFirst();
    stub.send({ type: 'loadFull' });
    stub.send({ type: 'stopFull' });
    assert.ok(source.opportunityCalls[0]?.signal.aborted);
    assert.ok(stub.last?.kind === 'opportunity' && stub.last.full?.actions[0]?.intent.type === 'loadFull');
    stub.send({ type: 'loadFull' });
    stub.send({ type: 'next' });
    assert.ok(source.opportunityCalls[1]?.signal.aborted);
  });

  it('S06: drops what is not in the protocol, and logs its type alone', async () => {
    await openFirst();
    const before = stub.states.length;
    const secret = 'Example Corp';
    for (const message of [
      { type: 'eval', code: secret },
      { type: secret },
      secret,
      { type: 'openWebsite', url: secret },
    ]) {
      stub.send(message);
    }
    assert.equal(stub.states.length, before);
    assert.deepEqual(
      warnings,
      ['eval', 'object', 'string', 'openWebsite'].map((type) => `panel message dropped: ${type}`),
    );
  });

  it('posts nothing to a page that is not there', async () => {
    await openFirst();
    stub.visible = false;
    const before = stub.states.length;
    stub.send({ type: 'next' });
    assert.equal(stub.states.length, before);
    stub.visible = true;
    stub.send({ type: 'ready' });
    assert.equal(shownCompany(), 'Second');
  });
});

describe('the page of a panel', () => {
  const html = (script = '') => pageHtml('details', script);

  it('S05: allows one script by a nonce of its own, and nothing else', () => {
    const csp = /Content-Security-Policy" content="([^"]+)"/.exec(html())?.[1] ?? '';
    assert.match(csp, /^default-src 'none'; script-src 'nonce-[\w+/=]{22,}'; base-uri 'none'; form-action 'none'$/);
    assert.doesNotMatch(csp, /unsafe|https?:|\*/);
    assert.notEqual(html(), html(), 'a nonce is used once');
  });

  it('S05: loads nothing, and runs no commands', () => {
    assert.deepEqual(pageOptions, { enableScripts: true, localResourceRoots: [] });
  });

  it('holds its script, of which nothing ends it or begins a comment', () => {
    const script = "const a = '</script><!-- <SCRIPT>';";
    const held = /<script nonce="[^"]+">(.*)<\/script>\s*<\/body>/.exec(html(script))?.[1] ?? '';
    assert.doesNotMatch(held, /<!--|<\/?script/i);
    assert.equal(runInNewContext(`${held} a`), '</script><!-- <SCRIPT>', 'it means the same to JavaScript');
  });
});
