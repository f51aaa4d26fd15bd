import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type * as session from '../../../../src/views/loadAll/loadAllSession';
import { FakeSource, isLook, pagesOf } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('a Load All', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let loading: session.LoadAllSession;
  let script: ConstructorParameters<typeof FakeSource>[0];
  let changes = 0;

  beforeEach(async () => {
    script = pagesOf(5, 2);
    changes = 0;
    window = await openWindow(() => {
      source = new FakeSource((request, n) => script?.(request, n));
      return source;
    });
    const { LoadAllSession } = await import('../../../../src/views/loadAll/loadAllSession');
    const { current, settings, status } = window;
    loading = new LoadAllSession({ current, settings, status });
    loading.onDidChange(() => {
      changes += 1;
    });
    await calm();
  });

  afterEach(() => window.dispose());

  const key = () => vscode.contextKeys.get('partnerCentral.loadAll');
  const list = () => window.current.value.listOf('Prospect') ?? assert.fail();

  it('says that it runs, reads the lists to their ends, and says so', async () => {
    const done = loading.start(['Prospect']);
    assert.deepEqual([loading.running, key()], [true, 'running']);
    assert.match(window.view.message, /^Loading all of Prospect: 0 loaded, 0 requests\.\nRemaining: /);
    await done;
    assert.deepEqual([loading.running, key(), list().items.length], [false, undefined, 5]);
    assert.match(vscode.textsIn('statusBar.text').at(-1) ?? '', /^5 loaded, \d requests\.$/);
    assert.equal(window.view.message, '');
    assert.ok(changes >= 2);
  });

  it('stops at the limit of the settings, says so, and goes on for as many again', async () => {
    vscode.set('partnerCentral.maxItems', 2);
    vscode.set('partnerCentral.pageSize', 2);
    await loading.start(['Prospect']);
    assert.deepEqual([list().items.length, key()], [2, 'ended']);
    assert.match(window.view.message, /Load All stopped at 2 because of partnerCentral\.maxItems \(2\)\. More exist\./);
    await loading.goOn();
    assert.equal(list().items.length, 4);
    await loading.goOn();
    assert.deepEqual([list().items.length, key()], [5, undefined]);
    assert.equal(window.view.message, '');
  });

  it('is stopped by the person, keeps what is loaded, and goes on from there', async () => {
    const pages = pagesOf(5, 2);
    script = (request) => (request.NextToken ? undefined : pages(request));
    const done = loading.start(['Prospect']);
    await calm();
    assert.equal(list().items.length, 2);
    loading.stop();
    await done;
    assert.deepEqual([loading.running, key()], [false, 'ended']);
    assert.match(window.view.message, /^Loading stopped\. 2 loaded, more exist\./);
    script = pages;
    await loading.goOn();
    assert.deepEqual([list().items.length, key()], [5, undefined]);
  });

  it('says which lists failed, and tries them again', async () => {
    let broken = true;
    const pages = pagesOf(5, 2);
    script = (request) => (broken && request.NextToken ? new SourceError('accessDenied') : pages(request));
    await loading.start(['Prospect']);
    assert.match(window.view.message, /Not fully loaded: Prospect\. What is loaded stays\./);
    assert.equal(key(), 'ended');
    broken = false;
    await loading.goOn();
    assert.equal(list().items.length, 5);
  });

  it('says of all lists which one failed and why, and goes on with that one until all are complete', async () => {
    let broken = true;
    const pages = pagesOf(5, 2);
    script = (request) =>
      broken && request.LifeCycleStage?.[0] === 'Committed' ? new SourceError('internal') : pages(request);
    await loading.start();
    assert.match(window.view.message, /Not fully loaded: Committed\. What is loaded stays\./);
    assert.match(window.view.message, /Committed: AWS had a problem\./);
    assert.equal(list().tail.kind, 'end');
    broken = false;
    source.calls.length = 0;
    await loading.goOn();
    const asked = source.calls.flatMap(({ request }) => request.LifeCycleStage ?? []);
    assert.deepEqual([asked[0], new Set(asked)], ['Committed', new Set(['Committed'])]);
    assert.match(window.view.message, /^All stages are loaded completely\./);
  });

  it('says where nobody knows whether something changed meanwhile', async () => {
    const pages = pagesOf(5, 2);
    script = (request) => (isLook(request) ? new SourceError('accessDenied') : pages(request));
    await loading.start(['Prospect']);
    assert.match(window.view.message, /5 loaded, but it is not known whether any changed in the meantime: /);
    assert.equal(key(), 'ended');
  });

  it('reads no list twice at a time', async () => {
    const first = loading.start(['Prospect']);
    await loading.start(['Prospect']);
    assert.ok(loading.running);
    await first;
    assert.equal(source.calls.filter(({ request }) => request.LifeCycleStage && request.NextToken === 't1').length, 1);
  });

  it('is forgotten with the list that it read', async () => {
    vscode.set('partnerCentral.maxItems', 2);
    await loading.start(['Prospect']);
    assert.equal(key(), 'ended');
    await window.choices.choose({ catalog: 'Sandbox' });
    assert.deepEqual([key(), window.view.message], [undefined, 'Sandbox catalog']);
  });

  it('is over where the person loaded the rest in another way', async () => {
    vscode.set('partnerCentral.maxItems', 2);
    await loading.start(['Prospect']);
    await list().loadMore();
    await list().loadMore();
    await window.current.value.listOf('Prospect')?.loadMore();
    assert.equal(list().tail.kind, 'end');
    assert.equal(key(), undefined);
  });
});
