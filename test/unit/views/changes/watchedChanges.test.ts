import assert from 'node:assert/strict';
import type { OpportunityChange } from '../../../../src/core/changes/opportunityChange';
import type { WatchState } from '../../../../src/views/changes/whatChanged';
import { shownOf } from '../../../support/changes/fakeWhatChanged';
import { vscode } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';
import { minute, version } from '../../core/changes/histories';
import { ChangingCatalog } from './changingCatalog';

const short = ({ id, kind, fields }: OpportunityChange) => [id, kind, ...fields].join(' ');

describe('the watch on what changed', () => {
  let catalog: ChangingCatalog;
  let window: WindowUnderTest;
  let isLooking: boolean;
  let fired: number;

  beforeEach(async () => {
    catalog = new ChangingCatalog();
    catalog.put(version('O1', 1, { steps: 'a' }), version('O2', 2, { stage: 'Qualified' }));
    window = await openWindow(catalog.open);
    fired = 0;
    isLooking = false;
    window.parts.whatChanged.onDidChange(() => {
      fired += 1;
      // As the view does while the person sees it.
      if (isLooking && state().kind === 'idle') void start();
    });
  });
  afterEach(() => window.dispose());

  const load = async () => {
    for (const key of window.current.value.keys) await window.current.value.listOf(key)?.firstPage();
  };
  const state = () => window.parts.whatChanged.state;
  const listed = () => window.parts.whatChanged.changes.map(short);
  const start = () => {
    isLooking = true;
    return window.parts.whatChanged.start();
  };
  /** Waits until AWS was asked so often. */
  const requested = async (times: number) => {
    while (catalog.requests.length < times) await calm();
  };
  /** Waits until AWS has answered. */
  const answered = async () => {
    do await calm();
    while (state().kind === 'asking');
  };
  const watching = (now: WatchState = state()) => (now.kind === 'watching' ? now : assert.fail(now.kind));

  it('asks nothing before somebody looks', async () => {
    await load();
    assert.deepEqual([state(), listed(), window.parts.whatChanged.askSince], [{ kind: 'idle' }, [], undefined]);
    assert.deepEqual(catalog.asked, []);
  });

  it('begins with a first look, which lists nothing and asks AWS once where it stands', async () => {
    await load();
    const started = start();
    await calm();
    await started;
    assert.deepEqual(state(), { kind: 'watching', since: minute(2), isFirst: true, isWhole: true });
    assert.deepEqual([listed(), catalog.asked, window.parts.whatChanged.askSince], [[], [undefined], minute(2)]);
    assert.ok(fired > 0);
  });

  it('lists what pages of the lists bring after that, whatever they are read for', async () => {
    await load();
    await start();
    catalog.put(version('O1', 5, { steps: 'b' }), version('O3', 6, {}, 6), version('O4', 6, {}, 1));
    fired = 0;
    await window.current.value.refreshList('Prospect');
    assert.deepEqual(listed(), ['O3 new', 'O4 unknown', 'O1 changed LifeCycle.NextSteps']);
    assert.equal(fired, 1);
    assert.equal(window.parts.whatChanged.of('O1')?.before?.LifeCycle?.NextSteps, 'a');
    // The same page again changes nothing.
    await window.current.value.refreshList('Prospect');
    assert.equal(fired, 1);
  });

  it('takes what was loaded before the first look as seen', async () => {
    await load();
    await start();
    catalog.put(version('O2', 5, { stage: 'Committed' }));
    await start();
    assert.deepEqual(window.parts.whatChanged.of('O2')?.stage, { from: 'Qualified', to: 'Committed' });
    assert.deepEqual(catalog.asked, [undefined, minute(1)]);
    assert.deepEqual(watching(), { kind: 'watching', since: minute(2), isFirst: true, isWhole: true });
    assert.equal(window.parts.whatChanged.askSince, minute(5));
  });

  it('marks as seen what the person marks', async () => {
    await load();
    await start();
    catalog.put(version('O1', 5), version('O2', 6, { stage: 'Committed' }));
    await start();
    window.parts.whatChanged.markSeen(shownOf(window.parts.whatChanged, 'O1'));
    assert.deepEqual(listed(), ['O2 changed']);
    window.parts.whatChanged.markAllSeen();
    assert.deepEqual([listed(), watching().since, watching().isFirst], [[], minute(6), false]);
  });

  it('keeps the list when AWS cannot be asked, says why, and goes on from the same moment', async () => {
    await load();
    await start();
    catalog.put(version('O1', 5));
    await start();
    catalog.fails = true;
    await start();
    assert.deepEqual([watching().error?.code, listed()], ['offline', ['O1 changed LifeCycle.NextSteps']]);
    assert.equal(window.parts.whatChanged.askSince, minute(5));
    catalog.fails = false;
    catalog.put(version('O2', 9, { stage: 'Qualified', steps: 'x' }));
    window.current.recover();
    await answered();
    assert.deepEqual([watching().error, listed().length], [undefined, 2]);
    assert.deepEqual(catalog.asked.slice(-2), [minute(4), minute(4)]);
  });

  it('begins later if AWS cannot be asked at the first look', async () => {
    catalog.fails = true;
    await start();
    assert.deepEqual([watching().error?.code, watching().since], ['offline', undefined]);
    catalog.fails = false;
    await load();
    window.parts.whatChanged.refreshed({
      ...{ kind: 'difference', at: new Date() },
      asked: { since: minute(1), upTo: minute(2), isWhole: true },
    });
    assert.deepEqual(watching(), { kind: 'watching', since: minute(2), isFirst: true, isWhole: true });
  });

  it('takes what is loaded as seen, even if AWS cannot be asked at the first look', async () => {
    await load();
    catalog.fails = true;
    await start();
    const asked = { since: undefined, upTo: minute(2), isWhole: true };
    window.parts.whatChanged.refreshed({ kind: 'difference', at: new Date(), asked });
    catalog.fails = false;
    catalog.put(version('O1', 5, { steps: 'b' }));
    await window.current.value.refreshList('Prospect');
    assert.deepEqual(listed(), ['O1 changed LifeCycle.NextSteps']);
  });

  it('takes how refreshes end: only a whole answer moves the moment', async () => {
    await load();
    await start();
    const at = new Date();
    const { whatChanged } = window.parts;
    whatChanged.refreshed({ kind: 'everything', at });
    whatChanged.refreshed({ kind: 'difference', at, asked: { since: minute(3), upTo: minute(9), isWhole: true } });
    assert.equal(whatChanged.askSince, minute(2));
    whatChanged.refreshed({ kind: 'difference', at, asked: { since: minute(1), upTo: minute(9), isWhole: true } });
    assert.equal(whatChanged.askSince, minute(9));
    const unreadable = { since: minute(9), upTo: minute(9), isWhole: false };
    whatChanged.refreshed({ kind: 'difference', at, asked: unreadable });
    assert.equal(watching().isWhole, false, 'AWS sent something that cannot be read');
    whatChanged.refreshed({ kind: 'stopped' });
    assert.equal(watching().error, undefined);
  });

  it('says that it knows of what is loaded alone, if AWS has more than ten pages', async () => {
    await load();
    await start();
    catalog.pageSize = 1;
    for (let n = 0; n < 12; n++) catalog.put(version(`O9${n}`, 10 + n, {}, 1));
    await start();
    assert.deepEqual([watching().isWhole, listed().length], [false, 11]);
    // A refresh would read ten pages of it again, each time, and not get to its end.
    assert.equal(window.parts.whatChanged.askSince, undefined);
    await start();
    assert.equal(catalog.asked.at(-1), minute(1));
    window.parts.whatChanged.markAllSeen();
    assert.deepEqual([watching().isWhole, window.parts.whatChanged.askSince], [true, minute(21)]);
  });

  it('misses nothing that is modified while several pages are read', async () => {
    await load();
    await start();
    catalog.put(version('O1', 5, { steps: 'b' }), version('O2', 6, { stage: 'Committed' }), version('O3', 7, {}, 1));
    catalog.pageSize = 1;
    catalog.holds = true;
    const started = start();
    for (let page = 0; page < 3; page++) {
      await calm();
      const call = catalog.sources[0]?.calls.at(-1);
      call?.answer(catalog.answer(call.request));
      // It was to come on the third page, and is in front of all of them now.
      if (page === 1) catalog.put(version('O1', 9, { steps: 'c' }));
    }
    await calm();
    catalog.holds = false;
    const last = catalog.sources[0]?.calls.at(-1);
    last?.answer(catalog.answer(last.request));
    await started;
    assert.equal(window.parts.whatChanged.of('O1')?.item?.LifeCycle?.NextSteps, 'c');
    assert.equal(window.parts.whatChanged.askSince, minute(9));
  });

  it('reads in the background, and no question to the person comes of it unless they asked', async () => {
    catalog.holds = true;
    const told: boolean[] = [];
    const started = start();
    await requested(1);
    const call = catalog.sources[0]?.calls[0] ?? assert.fail();
    assert.deepEqual(state(), { kind: 'asking' });
    void window.current.unasked.mayAsk().then((may) => told.push(may));
    assert.equal(call.priority, 'background');
    await calm();
    assert.deepEqual(told, []);
    // A command joins it.
    const asked = window.parts.whatChanged.start({ isAsked: true });
    await calm();
    assert.deepEqual(told, [true]);
    call?.answer(catalog.answer(call.request));
    await Promise.all([started, asked]);
    assert.equal(catalog.requests.length, 1);
  });

  it('asks again if the filter changes meanwhile', async () => {
    catalog.holds = true;
    const started = start();
    await requested(1);
    catalog.holds = false;
    await window.choices.choose({ filter: { CustomerCompanyName: ['Acme'] } });
    await started;
    assert.deepEqual(watching(), { kind: 'watching', since: minute(2), isFirst: true, isWhole: true });
    assert.equal(catalog.requests.length, 2);
    assert.ok(catalog.requests.every(({ CustomerCompanyName: names }) => names === undefined));
  });

  it('goes on with another connection, and comes back to what it knew of the first', async () => {
    await load();
    await start();
    catalog.put(version('O1', 5, { steps: 'b' }));
    await start();
    await window.choices.choose({ catalog: 'Sandbox' });
    await answered();
    assert.deepEqual([listed(), watching().isFirst], [[], true]);
    await window.choices.choose({ catalog: 'AWS' });
    assert.deepEqual(listed(), ['O1 changed LifeCycle.NextSteps']);
    await answered();
    assert.equal(window.parts.whatChanged.of('O1')?.before?.LifeCycle?.NextSteps, 'a');
  });

  it('begins again with a connection that the person left before AWS answered', async () => {
    catalog.holds = true;
    void start();
    await requested(1);
    await window.choices.choose({ catalog: 'Sandbox' });
    await requested(2);
    catalog.holds = false;
    await window.choices.choose({ catalog: 'AWS' });
    await answered();
    assert.deepEqual(watching(), { kind: 'watching', since: minute(2), isFirst: true, isWhole: true });
  });

  it('waits with another connection until the person looks', async () => {
    await load();
    await start();
    isLooking = false;
    const { length } = catalog.asked;
    await window.choices.choose({ catalog: 'Sandbox' });
    await calm();
    assert.deepEqual([state(), catalog.asked.length], [{ kind: 'idle' }, length]);
  });

  it('lets no late answer of a connection that was left come to the next one', async () => {
    catalog.holds = true;
    void start();
    await requested(1);
    const [call] = catalog.sources[0]?.calls ?? [];
    await window.choices.choose({ catalog: 'Sandbox' });
    await requested(2);
    assert.equal(call?.signal.aborted, true);
    call?.answer(catalog.answer(call.request));
    await calm();
    assert.deepEqual(state(), { kind: 'asking' });
    const later = catalog.sources[1]?.calls[0];
    assert.equal(later?.request.Catalog, 'Sandbox');
    later?.answer(catalog.answer(later.request));
    await answered();
    assert.equal(watching().isFirst, true);
  });

  it('begins again for somebody else who signs with the same profile', async () => {
    await load();
    window.current.identified('one');
    window.current.whereabouts = {};
    await start();
    catalog.put(version('O1', 5));
    await start();
    assert.equal(listed().length, 1);
    window.current.identified('other');
    await answered();
    assert.deepEqual([listed(), watching().isFirst], [[], true]);
  });

  it('begins again for somebody else who signs after the person was elsewhere', async () => {
    const identify = (digest: string) => {
      assert.equal(window.current.value.loading, false);
      window.current.identified(digest);
      window.current.whereabouts = {};
    };
    await load();
    identify('one');
    await start();
    catalog.put(version('O1', 5));
    await start();
    await window.choices.choose({ catalog: 'Sandbox' });
    await answered();
    await window.choices.choose({ catalog: 'AWS' });
    assert.equal(listed().length, 1);
    identify('other');
    await answered();
    assert.deepEqual([listed(), watching().isFirst], [[], true]);
  });

  it('ends with the window, also while it asks', async () => {
    catalog.holds = true;
    const started = start();
    await calm();
    window.dispose();
    await started;
    assert.deepEqual(vscode.textsIn('notification'), []);
    assert.deepEqual(window.logged, []);
  });
});
