import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { OpportunityRow, Row } from '../../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, page, pagesOf, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const item = (id: string, CompanyName?: string): OpportunitySummary => ({
  ...summary(id),
  Arn: `arn:${id}`,
  ...(CompanyName && { Customer: { Account: { CompanyName } } }),
});
const rowOf = (one: OpportunitySummary): OpportunityRow => ({
  ...{ kind: 'opportunity', group: { kind: 'stage', stage: 'Prospect' } },
  ...{ item: one, key: one.Id ?? '' },
});
const prospect: Row = { kind: 'stage', stage: 'Prospect' };

describe('the commands of rows', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let commands: RunnableCommands<'opportunities'>;
  let script: ConstructorParameters<typeof FakeSource>[0];
  const [first, second] = [item('O1', 'First'), item('O2')];

  beforeEach(async () => {
    vscode.install();
    script = pagesOf(5, 2);
    window = await openWindow(() => {
      source = new FakeSource((request, n) => script?.(request, n));
      return source;
    });
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands(window.parts);
  });

  afterEach(() => window.dispose());

  const said = () => vscode.textsIn('notification');
  const list = () => window.current.value.listOf('Prospect') ?? assert.fail();

  describe('of an opportunity', () => {
    const rows = async () => {
      await list().firstPage();
      return list().items.map(rowOf);
    };
    const click = async (row: OpportunityRow | undefined) => {
      assert.ok(row);
      window.view.selection = [row];
      await commands['partnerCentral.activateRow']();
    };
    const ran = () => vscode.executed.filter(([id]) => id !== 'list.select').map(([id]) => id);
    const [shows, keeps] = ['partnerCentral.previewDetails', 'partnerCentral.openDetails'];

    it('show what is clicked once, and keep what is clicked twice', async () => {
      const [one, two] = await rows();
      for (const row of [one, two, one, one]) await click(row);
      assert.deepEqual(ran(), [shows, shows, shows, keeps]);
    });

    it('keep what Enter is pressed on, and nothing that is clicked after that', async () => {
      const [one, two] = await rows();
      await commands['partnerCentral.keepRow']();
      assert.deepEqual(vscode.executed, [['list.select']]);
      for (const row of [one, two]) await click(row);
      assert.deepEqual(ran(), [keeps, shows]);
    });

    it('keep what is opened where VS Code opens with a double click', async () => {
      vscode.set('workbench.list.openMode', 'doubleClick');
      const [one] = await rows();
      await click(one);
      assert.deepEqual(ran(), [keeps]);
      vscode.set('workbench.list.openMode', undefined);
    });
  });

  it('load the next page of the list of a row, each list once', async () => {
    await commands['partnerCentral.loadMore'](prospect);
    assert.equal(list().items.length, 2);
    await commands['partnerCentral.loadMore'](rowOf(first), [rowOf(first), rowOf(second), prospect]);
    assert.equal(list().items.length, 4);
    assert.equal(source.tokens, '- t1');
    window.view.selection = [{ kind: 'more', list: { kind: 'stage', stage: 'Prospect' }, loaded: 4 }];
    await commands['partnerCentral.loadMore']();
    assert.equal(list().items.length, 5);
  });

  it('ask again for the page that failed, for a list that AWS no longer goes on with from its beginning', async () => {
    let failure: SourceError | undefined = new SourceError('offline');
    const pages = pagesOf(5, 2);
    script = (request) => (failure && request.NextToken ? failure : pages(request));
    await list().firstPage();
    await list().loadMore();
    assert.equal(list().tail.kind, 'failed');
    failure = undefined;
    await commands['partnerCentral.retry'](prospect);
    assert.equal(source.tokens, '- t1 t1');
    failure = new SourceError('tokenRejected');
    await list().loadMore();
    failure = undefined;
    await commands['partnerCentral.retry'](prospect);
    assert.equal(source.calls.at(-1)?.request.NextToken, 't1', 'as many pages as there were');
    assert.equal(source.calls.filter(({ request }) => request.NextToken === undefined).length, 2);
    assert.equal(list().items.length, 4);
  });

  it('ask anew for what a refresh could not read, whatever else is selected, and keep what is shown meanwhile', async () => {
    await list().firstPage();
    script = () => new SourceError('offline');
    await window.current.value.refreshList('Prospect');
    assert.equal(list().tail.kind, 'more', 'the list itself did not fail');
    script = pagesOf(5, 2);
    const error = new SourceError('offline');
    const failed: Row = { kind: 'failed', list: { kind: 'stage', stage: 'Prospect' }, error, of: 'refresh' };
    const committed = { ...rowOf(first), group: { kind: 'stage', stage: 'Committed' } } as const;
    const before = source.calls.length;
    void window.current.unasked.read(() => new Promise(() => {}));
    const mayAsk = window.current.unasked.mayAsk();
    await commands['partnerCentral.retry'](failed, [failed, committed]);
    assert.equal(await mayAsk, true, 'the person waits for it');
    assert.deepEqual(
      source.calls.slice(before).map(({ request }) => [request.LifeCycleStage, request.NextToken]),
      [[['Prospect'], undefined]],
    );
    assert.equal(window.current.value.refreshError('Prospect'), undefined);
  });

  it('do with a click what the row is for', async () => {
    const failed = { kind: 'failed', list: prospect, error: new SourceError('offline'), of: 'page' } as const;
    const remedy = { kind: 'retry' } as const;
    await list().firstPage();
    const loaded = rowOf(list().items[0] ?? assert.fail());
    for (const row of [
      loaded,
      { kind: 'more', list: prospect, loaded: 2 },
      { kind: 'more', list: prospect, loaded: 2, stopped: true },
      { kind: 'cut', list: prospect, loaded: 2, resumeToken: 't' },
      { kind: 'remedy', list: prospect, remedy, failed },
      { kind: 'problem', problem: { key: 'pageSize', expected: 'a number' } },
      prospect,
    ] satisfies Row[]) {
      window.view.selection = [row];
      await commands['partnerCentral.activateRow']();
    }
    assert.deepEqual(
      vscode.executed.map(([id, what]) => [id, what]),
      [
        ['partnerCentral.previewDetails', loaded],
        ['partnerCentral.loadMore', { kind: 'more', list: prospect, loaded: 2 }],
        ['partnerCentral.loadMore', { kind: 'more', list: prospect, loaded: 2, stopped: true }],
        ['partnerCentral.loadMore', { kind: 'cut', list: prospect, loaded: 2, resumeToken: 't' }],
        ['partnerCentral.runRemedy', remedy],
        ['partnerCentral.runRemedy', { kind: 'openSetting', key: 'partnerCentral.pageSize' }],
      ],
    );
    assert.equal(vscode.executed[4]?.[2], failed);
  });

  it('take nothing that is selected of a connection that was left', async () => {
    await list().firstPage();
    window.view.selection = [rowOf(list().items[0] ?? assert.fail())];
    await window.choices.choose({ catalog: 'Sandbox' });
    await commands['partnerCentral.activateRow']();
    await commands['partnerCentral.copyId']();
    assert.deepEqual([vscode.executed, vscode.clipboard], [[], []]);
  });

  it('refresh once, however often they are asked to', async () => {
    await list().firstPage();
    const refresh = commands['partnerCentral.refreshEverything'];
    await Promise.all([refresh(), refresh()]);
    assert.equal(source.calls.filter(({ request }) => request.LifeCycleStage?.[0] === 'Prospect').length, 2);
    await refresh();
    assert.equal(source.calls.filter(({ request }) => request.LifeCycleStage?.[0] === 'Prospect').length, 3);
  });

  it('open JSON: of one, or of those that are selected, and leave the keyboard in the tree after a click', async () => {
    await commands['partnerCentral.openJson'](rowOf(first));
    await commands['partnerCentral.openJson'](rowOf(first), [rowOf(first), rowOf(second)]);
    await commands['partnerCentral.openJson'](prospect);
    const uris = vscode.documents.map((document) => String((document as { uri: unknown }).uri));
    assert.deepEqual(uris, [
      'partner-central:/AWS/O1.opportunity.json',
      'partner-central:/AWS/selection-1.opportunities.json?O1,O2',
    ]);
  });

  it('copy what one has to the letter, and a line of each of several', async () => {
    const broken = item('O3', 'Two\nLines');
    await commands['partnerCentral.copyCompanyName'](rowOf(broken));
    assert.deepEqual([vscode.clipboard.pop(), said()], ['Two\nLines', []]);
    const several = [rowOf(first), rowOf(second), rowOf(broken)];
    await commands['partnerCentral.copyCompanyName'](rowOf(first), several);
    assert.equal(vscode.clipboard.pop(), 'First\nTwo Lines');
    await commands['partnerCentral.copyId'](rowOf(first), several);
    assert.equal(vscode.clipboard.pop(), 'O1\nO2\nO3');
    await commands['partnerCentral.copyArn'](rowOf(second));
    assert.equal(vscode.clipboard.pop(), 'arn:O2');
    assert.deepEqual(vscode.textsIn('statusBar.text'), [
      'Copied from 2 of 3 opportunities; the other has none.',
      'Copied from 3 opportunities.',
    ]);
    const nameless = { ...item('O4', ''), Customer: {} };
    await commands['partnerCentral.copyCompanyName'](rowOf(first), [rowOf(first), rowOf(nameless)]);
    assert.equal(vscode.clipboard.pop(), 'First');
    assert.equal(vscode.textsIn('statusBar.text').at(-1), 'Copied from 1 of 2 opportunities; the other has none.');
    await commands['partnerCentral.copyCompanyName'](rowOf(second));
    await commands['partnerCentral.copyId'](prospect);
    assert.deepEqual(vscode.clipboard, []);
    await commands['partnerCentral.copyMarkdown'](rowOf(first), [rowOf(first), rowOf(second)]);
    assert.match(vscode.clipboard[0] ?? '', /First[\s\S]*O2/);
  });

  it('take only what is loaded where nothing is clicked, by id or as such', async () => {
    const { Id: _, ...nameless } = item('');
    script = () => page([first, nameless]);
    await list().firstPage();
    window.view.selection = [
      rowOf(list().items[0] ?? first),
      rowOf(list().items[1] ?? first),
      rowOf({ ...nameless }),
      rowOf(second),
    ];
    await commands['partnerCentral.copyArn']();
    assert.equal(vscode.clipboard[0], 'arn:O1\narn:');
  });
});
