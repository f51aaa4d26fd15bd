import assert from 'node:assert/strict';
import type { WebviewView } from 'vscode';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { PipelineState } from '../../../../src/core/present/summary/pipelineState';
import type * as summaryModule from '../../../../src/views/summary/pipelineSummary';
import { page as answerOf, FakeSource, pagesOf, summary } from '../../../support/fakeSource';
import { FakePanel, vscode } from '../../../support/fakeVscode';
import { utc } from '../../../support/moments';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('the Pipeline view', () => {
  let window: WindowUnderTest;
  let source: FakeSource | undefined;
  let view: summaryModule.PipelineSummary;
  let page: FakePanel;

  beforeEach(async () => {
    source = undefined;
    window = await openWindow(() => {
      source = new FakeSource(pagesOf(30, 20));
      return source;
    });
    const { PipelineSummary } = await import('../../../../src/views/summary/pipelineSummary');
    view = new PipelineSummary({ ...window.parts, gapMs: 0 });
    page = resolve();
  });

  afterEach(() => {
    view.dispose();
    window.dispose();
  });

  /** Opens the view. */
  function resolve(): FakePanel {
    const opened = new FakePanel('pipeline', '', undefined, undefined);
    const asView = Object.assign(opened, { onDidChangeVisibility: opened.onDidChangeViewState });
    view.resolve(asView as Partial<WebviewView> as WebviewView);
    return opened;
  }
  const list = () => window.current.value.listOf('Prospect') ?? assert.fail();
  const last = () => page.posted.at(-1) as PipelineState | undefined;
  const extentIs = async (text: string | RegExp) => {
    for (let turn = 0; turn < 100 && !(last()?.extent.text ?? '').match(text); turn++) {
      await new Promise((next) => setTimeout(next, 5));
    }
    assert.match(last()?.extent.text ?? '', typeof text === 'string' ? new RegExp(`^${text}$`) : text);
  };

  it('reads nothing by itself, follows what is loaded, and says how much of it there is', async () => {
    page.send({ type: 'ready' });
    await extentIs(/^Nothing is loaded yet/);
    assert.equal(source?.calls.length ?? 0, 0);
    await list().firstPage();
    await extentIs('20 loaded, more exist');
    await list().loadMore();
    await extentIs('30 loaded, more exist');
    assert.equal(last()?.charts[0]?.bars[0]?.short, '30');
  });

  it('shows nothing of what another connection had', async () => {
    page.send({ type: 'ready' });
    await list().firstPage();
    await extentIs('20 loaded, more exist');
    await window.choices.choose({ catalog: 'Sandbox' });
    await extentIs(/^Nothing is loaded yet/);
    assert.deepEqual(last()?.limits, ['Sandbox catalog']);
  });

  it('keeps what it counted where the list stays, however its rows are grouped', async () => {
    await window.choices.choose({ grouping: 'industry' });
    await window.current.value.listOf('All')?.firstPage();
    page.send({ type: 'ready' });
    await extentIs('20 loaded, more exist');
    const { length } = page.posted;
    await window.choices.choose({ grouping: 'company' });
    for (let turn = 0; turn < 100 && page.posted.length === length; turn++) await calm();
    assert.ok(page.posted.length > length, 'the other grouping is shown');
    await extentIs('20 loaded, more exist');
    assert.equal(source?.calls.length, 1);
  });

  it('says where it comes from when these are not all of the real opportunities', async () => {
    await window.choices.choose({ sampleData: true, filter: { LifeCycleStage: ['Prospect'] } });
    page.send({ type: 'ready' });
    await extentIs(/^Nothing is loaded yet/);
    assert.deepEqual(last()?.limits, ['Sample data', 'Filter: Prospect']);
    await window.choices.choose({ sampleData: undefined, filter: {} });
    for (let turn = 0; turn < 100 && last()?.limits.length; turn++) await calm();
    assert.deepEqual(last()?.limits, []);
  });

  it('does nothing while nobody sees it, nor once it is closed, and is right again when it is opened', async () => {
    page.look(false);
    await list().firstPage();
    await calm();
    assert.deepEqual(page.posted, []);
    page.look(true);
    await extentIs('20 loaded, more exist');
    page.dispose();
    assert.equal(page.listeners, 0);
    const closed = page;
    const { length } = closed.posted;
    await list().loadMore();
    await calm();
    assert.equal(closed.posted.length, length);
    page = resolve();
    page.send({ type: 'ready' });
    await extentIs('30 loaded, more exist');
    const before = page;
    page = resolve();
    before.dispose();
    page.send({ type: 'ready' });
    await extentIs('30 loaded, more exist');
    assert.ok(last(), 'the one that was closed is not the one that is open');
  });

  it('takes in what comes while it counts, however much it has to count', async () => {
    window.dispose();
    window = await openWindow(() => new FakeSource(pagesOf(40_001, 40_000)));
    const { PipelineSummary } = await import('../../../../src/views/summary/pipelineSummary');
    view.dispose();
    view = new PipelineSummary({ ...window.parts, gapMs: 0 });
    page = resolve();
    page.look(false);
    await list().firstPage();
    page.look(true);
    assert.deepEqual(page.posted, [], 'it takes more than a moment');
    await list().loadMore();
    await extentIs(/^40,?001 loaded/);
    await calm();
    const { length } = page.posted;
    await calm();
    assert.equal(page.posted.length, length, 'and it rests then');
  });

  it('ends with the window', async () => {
    page.send({ type: 'ready' });
    view.dispose();
    await calm();
    assert.deepEqual(page.posted, []);
    await list().firstPage();
    await calm();
    assert.deepEqual(page.posted, []);
  });

  it('does what its page asks for, and drops what it may not ask for', async () => {
    page.send({ type: 'loadAll' });
    page.send({ type: 'groupBy' });
    page.send({ type: 'timeZone', zone: 'Europe/Berlin' });
    page.send({ type: 'reveal', stage: 'Committed' });
    await calm();
    assert.deepEqual(vscode.executed, [['partnerCentral.loadAllLists'], ['partnerCentral.groupBy']]);
    assert.deepEqual(window.heard, ['Europe/Berlin']);
    assert.deepEqual(window.view.revealed, [{ kind: 'stage', stage: 'Committed' }]);
    assert.equal(source?.calls.length ?? 0, 0, 'a stage is shown without being read');
    await window.choices.choose({ grouping: 'company' });
    page.send({ type: 'reveal', stage: 'Committed' });
    await calm();
    assert.equal(window.view.revealed.length, 1, 'there are no stages to go to');
    for (const message of [{ type: 'eval' }, { type: 'reveal', stage: 'secret' }, 'secret']) page.send(message);
    assert.deepEqual(
      window.logged,
      ['eval', 'reveal', 'string'].map((type) => `view message dropped: ${type}`),
    );
  });

  it('copies Markdown whether anybody sees it or not, and says over how much it is', async () => {
    page.look(false);
    await view.commands['partnerCentral.copyPipelineMarkdown']();
    assert.deepEqual(vscode.clipboard, []);
    assert.deepEqual(vscode.textsIn('notification'), ['Nothing is loaded yet. Expand a stage first.']);
    await list().firstPage();
    await view.commands['partnerCentral.copyPipelineMarkdown']();
    const text = vscode.clipboard[0] ?? '';
    assert.match(text, /^## Pipeline\n\n- 20 loaded, more exist\n- AWS catalog\n- Filter: none\n/);
    assert.match(text, /### By Stage\n\n(- .*\n)*\n\| Stage \| Count \|/);
    assert.match(text, /\| Prospect \| 20\+ \|\n/);
    assert.match(text, /### By Month of Target Close\n/);
    assert.deepEqual(vscode.textsIn('statusBar.text'), ['The pipeline summary is on the clipboard.']);
    assert.deepEqual(page.posted, []);
    await window.choices.choose({ sampleData: true, filter: { LifeCycleStage: ['Prospect', 'Qualified'] } });
    await list().firstPage();
    await view.commands['partnerCentral.copyPipelineMarkdown']();
    assert.match(vscode.clipboard[1] ?? '', /\n- Sample data, AWS catalog\n- Filter: Prospect, Qualified\n/);
  });

  /** Waits until a page shows these lines. */
  const showsBy = async (shown: FakePanel, by: string) => {
    const last = () => (shown.posted.at(-1) as PipelineState | undefined)?.by;
    for (let turn = 0; turn < 100 && last() !== by; turn++) await calm();
    assert.equal(last(), by);
  };

  it('shows the lines that its page had, or that the person chooses', async () => {
    page.send({ type: 'keptBy', by: 'month' });
    page.send({ type: 'ready' });
    await showsBy(page, 'month');
    page.send({ type: 'showBy', by: 'stage' });
    await showsBy(page, 'stage');
  });

  it('shows the forecast whether it is open, closed or was never opened', async () => {
    page.send({ type: 'ready' });
    await showsBy(page, 'stage');
    await view.commands['partnerCentral.forecast']();
    assert.deepEqual(vscode.executed, [['partnerCentral.pipeline.focus']]);
    await showsBy(page, 'month');

    page.send({ type: 'showBy', by: 'stage' });
    await showsBy(page, 'stage');
    page.look(false);
    await view.commands['partnerCentral.forecast']();
    page.look(true);
    // The page begins again, with what it kept.
    page.send({ type: 'keptBy', by: 'stage' });
    page.send({ type: 'ready' });
    await showsBy(page, 'month');

    page.dispose();
    await view.commands['partnerCentral.forecast']();
    page = resolve();
    page.send({ type: 'keptBy', by: 'stage' });
    page.send({ type: 'ready' });
    await showsBy(page, 'month');
  });

  it('opens in one editor, whose title names nobody, and both show what is loaded', async () => {
    await view.commands['partnerCentral.openPipeline']();
    const [panel] = vscode.panels;
    assert.ok(panel);
    assert.deepEqual([panel.viewType, panel.title], ['partnerCentral.pipeline.editor', 'Pipeline']);
    page.send({ type: 'ready' });
    panel.send({ type: 'ready' });
    await list().firstPage();
    await extentIs('20 loaded, more exist');
    assert.deepEqual(
      [panel, page].map(({ posted }) => (posted.at(-1) as PipelineState).place),
      ['editor', 'sidebar'],
    );
    panel.send({ type: 'showBy', by: 'month' });
    await showsBy(panel, 'month');
    await showsBy(page, 'stage');
    await view.commands['partnerCentral.openPipeline']();
    assert.deepEqual([vscode.panels.length, panel.revealed.length], [1, 1]);

    page.look(false);
    const { length } = page.posted;
    await list().loadMore();
    for (let turn = 0; turn < 100 && !JSON.stringify(panel.posted.at(-1)).includes('30 loaded'); turn++) await calm();
    assert.match(JSON.stringify(panel.posted.at(-1)), /30 loaded/);
    assert.equal(page.posted.length, length, 'the one that is hidden rests');
    panel.dispose();
    await view.commands['partnerCentral.openPipeline']();
    assert.equal(vscode.panels.length, 2, 'a closed one is opened again');
    view.dispose();
    assert.ok(vscode.panels[1]?.disposed);
  });

  it('follows the rates in the settings, and the day', async () => {
    const items = (['USD', 'EUR'] as const).map((CurrencyCode, n): OpportunitySummary => {
      const spend = { Amount: '100', CurrencyCode, Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
      return {
        ...summary(`O${n + 1}`, 'Prospect'),
        LifeCycle: { Stage: 'Prospect', TargetCloseDate: '2026-03-15' },
        Project: { ExpectedCustomerSpend: [spend] },
      };
    });
    window.dispose();
    window = await openWindow(() => new FakeSource(() => answerOf(items)));
    view.dispose();
    const { PipelineSummary } = await import('../../../../src/views/summary/pipelineSummary');
    view = new PipelineSummary({ ...window.parts, gapMs: 0 });
    page = resolve();
    page.send({ type: 'keptBy', by: 'month' });
    page.send({ type: 'ready' });
    await list().firstPage();
    const shows = async (text: RegExp) => {
      for (let turn = 0; turn < 100 && !JSON.stringify(last()).match(text); turn++) await calm();
      assert.match(JSON.stringify(last()), text);
    };
    await shows(/Mar 2026/);
    assert.doesNotMatch(JSON.stringify(last()), /about/);
    vscode.set('partnerCentral.exchangeRates', { base: 'USD', EUR: 0.5 });
    await shows(/about \$300/);
    assert.deepEqual(window.settings.problems, []);
    vscode.set('partnerCentral.exchangeRates', { base: 'USD', EUR: 0 });
    await shows(/^(?!.*about)/);
    assert.deepEqual(
      window.settings.problems.map(({ key }) => key),
      ['exchangeRates'],
      'what cannot be used is said above the rows',
    );
    vscode.set('partnerCentral.exchangeRates', undefined);
    assert.deepEqual(window.settings.problems, []);
    await shows(/^(?!.*about)/);
    window.moveTo(utc('2026-03-16T00:00:00Z'));
    await shows(/Date passed/);
    assert.doesNotMatch(JSON.stringify(last()), /Mar 2026/);
  });
});
