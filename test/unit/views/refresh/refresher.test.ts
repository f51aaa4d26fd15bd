import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { Refreshed } from '../../../../src/core/lists/refreshed';
import type { WhatChanged } from '../../../../src/views/changes/whatChanged';
import type { Refresher } from '../../../../src/views/refresh/refresher';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { watching } from '../../../support/changes/fakeWhatChanged';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('a refresh', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let script: ConstructorParameters<typeof FakeSource>[0];
  let refresher: Refresher;
  let commands: RunnableCommands<'opportunities'>;
  let watch: { state: WhatChanged['state']; askSince: string | undefined };
  let started: number;
  let results: Refreshed[];
  let counted: number;

  beforeEach(async () => {
    script = () => page([summary('O1')]);
    window = await openWindow(() => {
      source = new FakeSource((request, n) => script?.(request, n));
      return source;
    });
    [started, results, counted] = [0, [], 0];
    watch = { state: { kind: 'idle' }, askSince: undefined };
    const whatChanged: WhatChanged = Object.assign(Object.create(window.parts.whatChanged), {
      start: () => {
        started += 1;
        return Promise.reject(new Error('there is no room on the disk'));
      },
      refreshed: (result: Refreshed) => results.push(result),
    });
    Object.defineProperties(whatChanged, {
      state: { get: () => watch.state },
      askSince: { get: () => watch.askSince },
    });
    const countAgain = () => {
      counted += 1;
    };
    const status = { countAgain, update: () => window.status.update() };
    const { Refresher: Refreshes } = await import('../../../../src/views/refresh/refresher');
    refresher = new Refreshes({ ...window.parts, whatChanged, status, subscriptions: [], calmMs: 20 });
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands({ ...window.parts, refresher: () => refresher });
    await list().firstPage();
  });

  afterEach(() => {
    refresher.dispose();
    window.dispose();
  });

  const list = () => window.current.value.listOf('Prospect') ?? assert.fail();
  const requests = () => source.calls.length;
  /** From now on requests wait until a test answers them. */
  const hold = () => {
    script = () => undefined;
  };
  const answer = async () => {
    source.calls.at(-1)?.answer(page([summary('O1')]));
    await calm();
  };

  it('of everything asks what changed in what is not loaded, once changes are followed', async () => {
    await refresher.ask('everything');
    assert.deepEqual([results.at(-1)?.kind, started], ['everything', 1], 'the first look');
    watch.state = watching;
    await refresher.ask('everything');
    assert.deepEqual([results.at(-1)?.kind, started], ['everything', 2]);
    await refresher.ask('changes');
    assert.deepEqual([results.at(-1)?.kind, started], ['difference', 2], 'it has asked that itself');
  });

  it('joins one that runs and goes as far', async () => {
    hold();
    const [one, two] = [commands['partnerCentral.refresh'](), commands['partnerCentral.refresh']()];
    await calm();
    assert.equal(requests(), 2);
    await answer();
    await Promise.all([one, two]);
    assert.deepEqual([requests(), results.length, counted], [2, 1, 1]);
  });

  it('runs after one that does not go as far, and is never lost', async () => {
    hold();
    const changes = commands['partnerCentral.refresh']();
    await calm();
    const everything = [commands['partnerCentral.refreshEverything'](), commands['partnerCentral.refreshEverything']()];
    const joined = commands['partnerCentral.refresh']();
    await calm();
    assert.equal(requests(), 2);
    await answer();
    await changes;
    assert.equal(requests(), 3);
    await answer();
    await Promise.all([...everything, joined]);
    assert.equal(requests(), 3);
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ['difference', 'everything'],
    );
  });

  it('waits until nobody asks for another one, if one was asked for a moment ago', async () => {
    await refresher.ask('changes');
    const many = [refresher.ask('changes'), refresher.ask('changes'), refresher.ask('changes')];
    assert.equal(requests(), 2);
    await Promise.all(many);
    assert.equal(requests(), 3);
  });

  it('joins none that was stopped a moment ago, and waits for its end', async () => {
    await refresher.ask('changes');
    const waiting = refresher.ask('changes');
    window.current.value.stop();
    const again = refresher.ask('changes');
    const { length } = results;
    await Promise.all([waiting, again]);
    assert.equal(results.length, length + 1);
  });

  it('ends when it is stopped, together with those that wait', async () => {
    hold();
    const all = [refresher.ask('changes'), refresher.ask('everything')];
    await calm();
    window.current.value.stop();
    await Promise.all(all);
    assert.deepEqual([requests(), refresher.isRunning, refresher.wasStopped], [2, false, true]);
    script = () => page([summary('O1')]);
    await refresher.ask('everything');
    assert.equal(refresher.wasStopped, false);
  });

  it('is made again by itself when what it failed of is over, and not for anything else', async () => {
    script = () => new SourceError('credentialsExpired');
    await refresher.ask('changes');
    script = () => page([summary('O1')]);
    const failed = requests();
    window.current.recover();
    window.current.recover((code) => code === 'offline');
    await calm();
    assert.equal(requests(), failed);
    assert.match(window.view.message, /AWS could not be asked for changes/);
    window.current.recover((code) => code === 'credentialsExpired');
    await calm();
    assert.deepEqual([requests(), results.at(-1)?.kind], [failed + 1, 'difference']);
    assert.doesNotMatch(window.view.message, /could not be asked/);
    window.current.recover((code) => code === 'credentialsExpired');
    await calm();
    assert.equal(requests(), failed + 1);
  });

  it('is of no lists that other lists replaced', async () => {
    hold();
    const changes = refresher.ask('changes');
    const everything = refresher.ask('everything');
    await calm();
    await window.choices.choose({ filter: { CustomerCompanyName: ['Acme'] } });
    await Promise.all([changes, everything]);
    assert.deepEqual([results, refresher.isRunning], [[], false]);
  });

  describe('that nobody asked for', () => {
    it('asks in the background, and shows no progress and no notification', async () => {
      hold();
      watch.askSince = '2026-01-02T00:00:00Z';
      const quiet = refresher.askQuietly();
      await calm();
      const { request, priority } = source.calls.at(-1) ?? assert.fail();
      assert.deepEqual([request.LifeCycleStage, priority], [undefined, 'background']);
      await answer();
      await quiet;
      assert.deepEqual([requests(), counted, started], [2, 0, 0]);
      assert.deepEqual(
        vscode.shown.filter(({ where }) => /notification|progress/.test(where)),
        [],
      );
      assert.equal(results[0]?.kind, 'difference');
      assert.match(window.view.message, /^Checked at 12:00 PM: nothing new here$/);
    });

    it('asks nothing while something is loaded or refreshed', async () => {
      hold();
      const loading = window.current.value.listOf('Qualified')?.firstPage();
      await refresher.askQuietly();
      assert.equal(requests(), 2);
      await answer();
      await loading;
      const changes = refresher.ask('changes');
      await calm();
      const before = requests();
      await refresher.askQuietly();
      assert.equal(requests(), before);
      window.current.value.stop();
      await changes;
      assert.deepEqual(results, [{ kind: 'stopped' }]);
    });

    it('puts no question to the person, and gives way to what the person asks for', async () => {
      hold();
      const quiet = refresher.askQuietly();
      await calm();
      let may: boolean | undefined;
      const told = window.current.unasked.mayAsk().then((answered) => {
        may = answered;
      });
      await calm();
      assert.equal(may, undefined);
      const changes = refresher.ask('changes');
      await told;
      assert.equal(may, true);
      await quiet;
      await calm();
      assert.equal(refresher.wasStopped, false, 'the person stopped nothing');
      await answer();
      await changes;
      assert.deepEqual(
        results.map(({ kind }) => kind),
        ['stopped', 'difference'],
      );
    });

    it('says in the view that it failed, and leaves what is loaded', async () => {
      script = () => new SourceError('offline');
      await refresher.askQuietly();
      assert.match(window.view.message, /AWS could not be asked for changes: .+ What is loaded stays\./);
      assert.equal(list().items.length, 1);
      assert.deepEqual(vscode.textsIn('notification'), []);
    });
  });

  describe('of the person', () => {
    it('follows changes from then on, if anything is loaded, and works without that', async () => {
      await refresher.ask('changes');
      assert.equal(started, 1);
      watch.state = { kind: 'watching', since: undefined, isFirst: true, isWhole: true };
      await refresher.ask('changes');
      assert.equal(started, 1);
      assert.equal(results.length, 2);
    });

    it('reads nothing that is kept while nothing is loaded', async () => {
      await window.choices.choose({ catalog: 'Sandbox' });
      await refresher.ask('changes');
      assert.deepEqual([started, results.map(({ kind }) => kind)], [0, ['nothing']]);
    });
  });
});
