import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { knowsWithoutStage } from '../../../../src/core/lists/completeness';
import type { ListRequest } from '../../../../src/core/model/opportunity';
import type * as session from '../../../../src/views/loadAll/loadAllSession';
import { FakeSource, isLook, page, pagesOf } from '../../../support/fakeSource';
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
  const ended = async () => {
    while (loading.running) await calm();
  };
  const list = () => window.current.value.listOf('Prospect') ?? assert.fail();

  it('says that it runs, reads the lists to their ends, and says so', async () => {
    const done = loading.start(['Prospect']);
    assert.deepEqual([loading.running, key()], [true, 'running']);
    assert.match(
      window.view.message,
      /^Loading all of Prospect: 0 loaded\.\nAt most about 21 seconds more, for up to 10,000\.$/,
    );
    await done;
    assert.deepEqual([loading.running, key(), list().items.length], [false, undefined, 5]);
    assert.equal(vscode.textsIn('statusBar.text').at(-1), '5 opportunities loaded.');
    assert.equal(window.view.message, '');
    assert.ok(changes >= 2);
  });

  it('reads nothing of a connection any more that the person left, whatever it had just asked for', async () => {
    const asked: number[] = [];
    for (const answers of [0, 1, 8]) {
      window.dispose();
      const sources: FakeSource[] = [];
      // It can be set aside: it has a rest.
      window = await openWindow(() => {
        const made = new FakeSource();
        sources.push(made);
        return Object.assign(made, { rest: () => {} });
      });
      const { LoadAllSession } = await import('../../../../src/views/loadAll/loadAllSession');
      loading = new LoadAllSession(window.parts);
      void loading.start();
      await calm();
      const [of] = sources;
      assert.ok(of);
      for (let n = 0; n < answers; n++) {
        of.calls[n]?.answer(page([]));
        await calm();
      }
      asked.push(of.calls.length);
      await window.choices.choose({ profile: 'b' });
      for (const call of of.calls) call.fail(new SourceError('aborted'));
      await calm();
      assert.equal(of.calls.length, asked.at(-1), `after ${answers} answers`);
      assert.ok(!loading.running);
    }
    // The look before, the stages, and what changed meanwhile.
    assert.deepEqual(asked, [1, 8, 9]);
  });

  it('calls nothing everything that is only under the filter, or where entries could not be read', async () => {
    let skipped = 0;
    script = () => ({ ...page([]), skipped });
    const last = () => vscode.textsIn('statusBar.text').at(-1);
    await window.choices.choose({ filter: { CustomerCompanyName: ['Acme'] } });
    await loading.startToEnd();
    assert.equal(last(), 'Everything under your filter is loaded: 0. None is without a stage.');
    await window.choices.choose({ filter: {} });
    skipped = 1;
    await loading.startToEnd();
    assert.equal(last(), '0 opportunities loaded.');
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

  it('ends early for whoever leaves only if nobody else wants it', async () => {
    script = () => undefined;
    const [pick, other] = [{}, {}];
    const isAborted = () => source.calls[0]?.signal.aborted;
    void loading.start(['Prospect'], pick);
    await calm();
    loading.leave(other);
    assert.equal(isAborted(), false);
    loading.leave(pick);
    assert.equal(isAborted(), true);
    await calm();
    void loading.start(['Prospect'], pick);
    await calm();
    void loading.start();
    await calm();
    loading.leave(pick);
    assert.ok(
      source.calls.slice(1).every(({ signal }) => !signal.aborted),
      'the view wants it too by now',
    );
    loading.stop();
  });

  it('goes on for the one who joined it, until that one leaves too', async () => {
    script = () => undefined;
    const [first, second] = [{}, {}];
    void loading.start(['Prospect'], first);
    await calm();
    void loading.start(['Prospect'], second);
    loading.leave(first);
    assert.equal(source.calls[0]?.signal.aborted, false);
    loading.leave(second);
    assert.equal(source.calls[0]?.signal.aborted, true);
  });

  it('goes on for the one who began it when another one who joined it leaves', async () => {
    script = () => undefined;
    const pick = {};
    void loading.start(['Prospect']);
    await calm();
    void loading.start(['Prospect'], pick);
    loading.leave(pick);
    assert.ok(source.calls.length > 0 && source.calls.every(({ signal }) => !signal.aborted));
    loading.stop();
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
    assert.match(window.view.message, /^Prospect: AWS does not let [^\n]*$/, 'said once');
    assert.equal(key(), 'ended');
    broken = false;
    await loading.goOn();
    assert.equal(list().items.length, 5);
  });

  it('says of all lists which one failed and why, and goes on with that one until all are complete', async () => {
    let broken = true;
    const pages = pagesOf(5, 2);
    script = (request) => {
      if (isLook(request)) return page([]);
      return broken && request.LifeCycleStage?.[0] === 'Committed' ? new SourceError('internal') : pages(request);
    };
    await loading.start();
    assert.equal(window.view.message, 'Committed: AWS had a problem.');
    assert.equal(list().tail.kind, 'end');
    broken = false;
    source.calls.length = 0;
    await loading.goOn();
    const asked = source.calls.flatMap(({ request }) => request.LifeCycleStage ?? []);
    assert.deepEqual([asked[0], new Set(asked)], ['Committed', new Set(['Committed'])]);
    await ended();
    assert.equal(window.view.message, '25 loaded, complete');
  });

  it('says once which lists failed where there are several, and each reason that the view has', async () => {
    const pages = pagesOf(5, 2);
    const isBroken = (stage: string | undefined) => stage === 'Committed' || stage === 'Launched';
    script = (request) => (isBroken(request.LifeCycleStage?.[0]) ? new SourceError('internal') : pages(request));
    await loading.start();
    assert.deepEqual(window.view.message.split('\n'), [
      'Not fully loaded: Committed, Launched. What is loaded stays.',
      'Committed: AWS had a problem.',
    ]);
  });

  it('is stopped for one stage, goes on with the others, and that stage goes on by itself', async () => {
    const pages = pagesOf(5, 2);
    script = (request) =>
      request.NextToken && request.LifeCycleStage?.[0] === 'Prospect' ? undefined : pages(request);
    const done = loading.start(['Prospect', 'Committed']);
    await calm();
    const { loadAllCommands } = await import('../../../../src/views/loadAll/loadAllCommands');
    const { Selection } = await import('../../../../src/views/opportunities/selection');
    const table = loadAllCommands(loading, window.current);
    table['partnerCentral.stopLoading'](new Selection([{ kind: 'stage', stage: 'Prospect' }]));
    await done;
    const committed = window.current.value.listOf('Committed') ?? assert.fail();
    assert.deepEqual([committed.tail.kind, committed.items.length], ['end', 5]);
    assert.deepEqual([list().tail.kind, list().items.length], ['more', 2]);
    assert.match(window.view.message, /^Loading of Prospect stopped\. 7 loaded, more exist\.$/);
    assert.ok(loading.wasStopped('Prospect'));
    script = pages;
    await loading.goOn();
    assert.deepEqual([list().items.length, key(), window.view.message], [5, undefined, '']);
  });

  it('takes up a stage that was stopped, while the others are still loaded', async () => {
    const pages = pagesOf(5, 2);
    let comes = false;
    script = (request) => (request.NextToken && !comes ? undefined : pages(request));
    const done = loading.start(['Prospect', 'Committed']);
    await calm();
    window.current.value.stop(['Prospect']);
    await calm();
    assert.ok(loading.running && loading.wasStopped('Prospect'));
    comes = true;
    await loading.start(['Prospect']);
    assert.deepEqual([list().tail.kind, list().items.length], ['end', 5]);
    loading.stop();
    await done;
    assert.match(window.view.message, /^Loading of Committed stopped\. 7 loaded, more exist\.$/);
  });

  describe('of all stages', () => {
    const unstaged = { Catalog: 'AWS', Id: 'O9', LastModifiedDate: '2026-01-01T00:00:00.000Z' };
    const whole = (request: ListRequest) => !request.LifeCycleStage && !isLook(request) && request.MaxResults === 100;
    let first: 'comes' | 'hangs' | 'fails' = 'comes';
    const scripted = (request: ListRequest) => {
      if (isLook(request)) return page([]);
      if (!whole(request)) return pagesOf(1, 2)(request);
      // The look at what was modified last comes first.
      if (source.calls.filter((call) => whole(call.request)).length === 1) return page([]);
      if (request.NextToken) return page([]);
      return first === 'comes'
        ? page([unstaged], 't1')
        : first === 'fails'
          ? new SourceError('accessDenied')
          : undefined;
    };

    it('looks for those without a stage afterwards, behind everything, and shows them', async () => {
      script = scripted;
      first = 'comes';
      await loading.start();
      assert.ok(loading.running, 'nobody waits for it');
      assert.match(
        window.view.message,
        /^5 loaded, all stages complete ·\nLooking for opportunities without a stage: 0 found, about 1 second more\.$/,
      );
      await ended();
      assert.equal(
        vscode.textsIn('statusBar.text').at(-1),
        'Everything is loaded: 6. One is without a stage, under Other.',
      );
      assert.deepEqual([window.view.message, key()], ['6 loaded, complete', undefined]);
      const search = source.calls.filter((call) => whole(call.request)).slice(1);
      assert.deepEqual(
        search.map(({ priority }) => priority),
        ['background', 'background'],
      );
      assert.ok((await window.tree.getChildren()).some(({ kind }) => kind === 'other'));
      const before = source.calls.length;
      await loading.start();
      await ended();
      assert.equal(source.calls.length, before, 'and does not look again');
    });

    it('waits for that search where somebody goes on with everything, and for a load that already runs', async () => {
      script = scripted;
      first = 'comes';
      const { current } = window;
      const begun = loading.start();
      await loading.startToEnd();
      await begun;
      assert.deepEqual([loading.running, knowsWithoutStage(current.value)], [false, true]);
      const before = source.calls.length;
      await loading.startToEnd();
      assert.equal(source.calls.length, before);
    });

    it('waits no longer where the person stops the search, or chooses something else', async () => {
      script = scripted;
      first = 'hangs';
      const stopped = loading.startToEnd();
      while (!window.view.message.includes('without a stage: 0 found')) await calm();
      loading.stop();
      await stopped;
      assert.deepEqual([loading.running, knowsWithoutStage(window.current.value)], [false, false]);
      const left = loading.startToEnd();
      await calm();
      assert.ok(loading.running);
      await window.choices.choose({ profile: 'other' });
      await left;
      assert.ok(!loading.running);
    });

    it('is stopped while it looks, says so, and goes on', async () => {
      script = scripted;
      first = 'hangs';
      await loading.start();
      await calm();
      loading.stop();
      await ended();
      assert.match(window.view.message, /The search for opportunities without a stage was stopped\./);
      assert.equal(key(), 'ended');
      first = 'comes';
      await loading.goOn();
      await ended();
      assert.equal(window.view.message, '6 loaded, complete');
    });

    it('says once why it could not look, and what is loaded stays', async () => {
      script = scripted;
      first = 'fails';
      await loading.start();
      await ended();
      const [, line, ...more] = window.view.message.split('\n');
      assert.match(line ?? '', /^Opportunities without a stage are not all known: AWS does not let /);
      assert.deepEqual(more, []);
      assert.equal(window.current.value.loaded().length, 5);
    });
  });

  it('says where nobody knows whether something changed meanwhile', async () => {
    const pages = pagesOf(5, 2);
    script = (request) => (isLook(request) ? new SourceError('accessDenied') : pages(request));
    await loading.start(['Prospect']);
    assert.match(window.view.message, /5 loaded, but it is not known whether any changed in the meantime: /);
    assert.equal(key(), 'ended');
  });

  it('reads no list twice at a time', async () => {
    script = (request) => (isLook(request) ? page([]) : pagesOf(5, 2)(request));
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
