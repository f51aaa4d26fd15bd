import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { loadAll } from '../../../../src/core/lists/loadAll';
import type { ListRequest, OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { Refresher } from '../../../../src/views/refresh/refresher';
import { FakeClock, settled } from '../../../support/fakeClock';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { calm, FakeTreeView, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const minute = 60_000;
const start = Date.parse('2026-03-15T12:00:00Z');

/** AWS's catalog, newest first, whose opportunities a test modifies. */
class Catalog {
  readonly items: OpportunitySummary[];
  /** Why AWS answers nothing now. */
  failure: SourceError | undefined;

  constructor(size: number) {
    const at = (n: number) => new Date(start - (n + 1) * minute).toISOString();
    this.items = Array.from({ length: size }, (_, n) => summary(`O${1_000_000 + n}`, 'Prospect', at(n)));
  }

  /** Modifies the one that was modified longest ago. */
  modify(at: number): void {
    const oldest = this.items.pop() ?? assert.fail();
    this.items.unshift({ ...oldest, LastModifiedDate: new Date(at).toISOString() });
  }

  answer({ NextToken: token = '0', MaxResults: size = 100, LastModifiedDate: range, ...rest }: ListRequest) {
    if (this.failure) return this.failure;
    const since = range?.AfterLastModifiedDate ?? '';
    const wanted = rest.Identifier
      ? this.items.filter(({ Id: id = '' }) => rest.Identifier?.includes(id))
      : this.items.filter(({ LastModifiedDate: date = '' }) => date >= since);
    const [from, to] = [Number(token), Number(token) + size];
    return page(wanted.slice(from, to), to < wanted.length ? String(to) : undefined);
  }
}

describe('auto-refresh', () => {
  let window: WindowUnderTest;
  let catalog: Catalog;
  let source: FakeSource;
  let clock: FakeClock;
  /** Milliseconds for which the computer was asleep, so that the clock of programs stood still. */
  let slept: number;
  let refresher: Refresher;
  let changesView: FakeTreeView;
  let shownBefore: number;

  /** Waits until the code is loaded, which is when it first looks at the clock. */
  const begun = async () => {
    for (let turn = 0; turn < 500 && clock.timers === 0; turn += 1) await new Promise((done) => setTimeout(done, 10));
    assert.equal(clock.timers, 1);
  };
  const open = async (size: number, minutes: number) => {
    catalog = new Catalog(size);
    clock = new FakeClock();
    slept = 0;
    window = await openWindow(() => {
      source = new FakeSource((request) => catalog.answer(request));
      return source;
    });
    vscode.set('partnerCentral.autoRefresh', minutes);
    await window.choices.choose({ grouping: 'industry' });
    changesView = new FakeTreeView();
    changesView.visible = false;
    const { Refresher: Refreshes } = await import('../../../../src/views/refresh/refresher');
    refresher = new Refreshes({
      ...{ ...window.parts, clock, subscriptions: [] },
      now: () => ({ at: new Date(start + clock.now() + slept), zone: 'UTC' }),
      otherViews: [changesView],
    });
    await calm();
    if (minutes > 0) await begun();
    shownBefore = vscode.shown.length;
  };

  afterEach(() => {
    refresher.dispose();
    window.dispose();
  });

  const asked = () => source.calls.length;
  const list = () => window.current.value.listOf('All') ?? assert.fail();
  /** Lets time pass, and returns how many requests there were meanwhile. */
  const during = async (minutes: number) => {
    const before = asked();
    await clock.pass(minutes * minute);
    await settled();
    return asked() - before;
  };

  /** Refreshes as the person does, and waits until changes are followed from then on. */
  const refreshed = async () => {
    await refresher.ask('changes');
    while (window.parts.whatChanged.state.kind !== 'watching') await calm();
  };

  it('asks for 10,000 opportunities with 100 changes a day at most 400 times in 24 hours, every 5 minutes', async () => {
    await open(10_000, 5);
    await loadAll(window.current.value, Number.POSITIVE_INFINITY, window.current.value.stopping);
    assert.equal(list().items.length, 10_000);
    const before = asked();
    for (let n = 0; n < 24 * 60; n += 1) {
      if (n % 14 === 0) catalog.modify(start + clock.now());
      await clock.pass(minute);
    }
    const requests = asked() - before;
    assert.ok(requests >= 24 * 12 && requests <= 400, `${requests} requests`);
    const priorities = new Set(source.calls.slice(before).map(({ priority }) => priority));
    assert.deepEqual([...priorities], ['background']);
    assert.equal(list().items.filter(({ LastModifiedDate: date = '' }) => Date.parse(date) >= start).length, 103);
    assert.deepEqual(
      vscode.shown.slice(shownBefore).filter(({ where }) => /notification|progress/.test(where)),
      [],
    );
  }).timeout(60_000);

  it('asks nothing out of sight, and at once where the time has passed when the person is back', async () => {
    await open(3, 5);
    await list().firstPage();
    window.view.look(false);
    assert.equal(await during(60), 0);
    window.view.look(true);
    assert.equal(await during(0), 1);
    window.view.look(false);
    changesView.look(true);
    assert.equal(await during(5), 1, 'the other view is seen');
    vscode.focus(false);
    assert.equal(await during(24 * 60), 0);
    vscode.focus(true);
    assert.equal(await during(0), 1);
    vscode.focus(false);
    await during(2);
    vscode.focus(true);
    assert.equal(await during(0), 0, 'the time has not passed');
    assert.equal(await during(3), 1);
  });

  it('asks nothing before anything is loaded, and nothing more once it is turned off', async () => {
    await open(3, 5);
    const before = asked();
    await clock.pass(60 * minute);
    assert.equal(asked(), before);
    await list().firstPage();
    assert.equal(await during(1), 1);
    vscode.set('partnerCentral.autoRefresh', 0);
    assert.equal(await during(24 * 60), 0);
    assert.equal(clock.timers, 0);
    vscode.set('partnerCentral.autoRefresh', 30);
    await list().loadMore();
    assert.equal(await during(31), 2, 'at once, and half an hour later');
  });

  it('asks once after a night, not once for each time that passed', async () => {
    await open(3, 5);
    await list().firstPage();
    await during(6);
    slept = 9 * 60 * minute;
    assert.equal(await during(1), 1);
    assert.equal(await during(4), 0);
    assert.equal(await during(1), 1);
    slept = -365 * 24 * 60 * minute;
    assert.equal(await during(10), 2, 'a clock that was set back delays nothing');
  });

  it('begins again after a refresh of the person, and waits while anything is loaded', async () => {
    await open(300, 5);
    await list().firstPage();
    await during(4);
    await refreshed();
    assert.equal(await during(4), 0);
    assert.equal(await during(1), 1);
    const answer = catalog.answer;
    catalog.answer = () => undefined as never;
    const loading = list().loadMore();
    assert.equal(await during(20), 0);
    catalog.answer = answer;
    source.calls.at(-1)?.answer(page([]));
    await loading;
    assert.equal(await during(1), 1);
  });

  it('stays quiet after the person stopped a refresh, until they ask for one', async () => {
    await open(3, 5);
    await list().firstPage();
    const answer = catalog.answer;
    catalog.answer = () => undefined as never;
    assert.equal(await during(5), 1);
    window.current.value.stop();
    catalog.answer = answer;
    assert.equal(await during(60), 0);
    await refreshed();
    assert.equal(await during(5), 1);
  });

  it('says in the view that it failed, and tries again an interval later', async () => {
    await open(3, 5);
    await list().firstPage();
    catalog.failure = new SourceError('accessDenied');
    assert.equal(await during(5), 1);
    assert.match(window.view.message, /AWS could not be asked for changes/);
    assert.equal(await during(4), 0);
    catalog.failure = undefined;
    assert.equal(await during(1), 1);
    assert.doesNotMatch(window.view.message, /could not be asked/);
    assert.deepEqual(vscode.textsIn('notification'), []);
  });

  it('asks nothing with a filter that cannot be sent, nor without credentials', async () => {
    await open(3, 5);
    await list().firstPage();
    window.current.whereabouts = { fault: new SourceError('noCredentials') };
    assert.equal(await during(10), 0);
    window.current.whereabouts = {};
    assert.equal(await during(1), 1);
    await window.choices.choose({ filter: { TargetCloseDate: { AfterTargetCloseDate: 'soon' } } });
    assert.equal(await during(10), 0);
  });

  it('asks where changes are followed although no list is read, unless the filter cannot be sent', async () => {
    await open(3, 5);
    refresher.dispose();
    let asks = 0;
    const { AutoRefresh } = await import('../../../../src/views/refresh/autoRefresh');
    const whatChanged = Object.create(window.parts.whatChanged, {
      state: { value: { kind: 'watching', since: undefined, isFirst: true, isWhole: true } },
    });
    // One that never says that it ended.
    const askQuietly = async () => {
      asks += 1;
    };
    const never = () => ({ dispose: () => {} });
    const auto = new AutoRefresh({
      ...{ ...window.parts, whatChanged, clock, views: [window.view] },
      refresher: { isRunning: false, wasStopped: false, onDidEnd: never, askQuietly },
    });
    void window.current.value;
    await during(14);
    assert.equal(asks, 2, 'an interval apart');
    await window.choices.choose({ filter: { TargetCloseDate: { AfterTargetCloseDate: 'soon' } } });
    void window.current.value;
    await during(14);
    assert.equal(asks, 2);
    auto.dispose();
  });

  it('is loaded only where it is set, and ends with the window', async () => {
    await open(3, 0);
    assert.equal(clock.timers, 0);
    vscode.set('partnerCentral.autoRefresh', 5);
    await begun();
    refresher.dispose();
    assert.equal(clock.timers, 0);
  });
});

describe('the setting for auto-refresh', () => {
  it('S01: is slowed down by a workspace at most, never turned on', async () => {
    const { settings, dispose } = await openWindow(() => new FakeSource());
    const used = (own: unknown, ofWorkspace: unknown) => {
      vscode.set('partnerCentral.autoRefresh', own);
      vscode.setInWorkspace('partnerCentral.autoRefresh', ofWorkspace);
      return settings.value.autoRefresh;
    };
    assert.deepEqual(
      [used(undefined, 1), used(0, 1), used(5, 1), used(5, 0), used(5, 30), used(5, undefined), used(undefined, '1')],
      [0, 0, 5, 5, 30, 5, 0],
    );
    assert.equal(used(5, 'often'), 0);
    assert.deepEqual(
      settings.problems.map(({ key, expected }) => [key, expected]),
      [['autoRefresh', '0–1440']],
    );
    used(undefined, undefined);
    dispose();
  });
});
