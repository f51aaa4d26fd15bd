import assert from 'node:assert/strict';
import { isOfCredentials } from '../../../src/core/errors/connectionFailures';
import { SourceError } from '../../../src/core/errors/sourceError';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { vscode } from '../../support/fakeVscode';
import { utc } from '../../support/moments';
import { calm, openWindow, type WindowUnderTest } from '../../support/windowUnderTest';

describe('the lists of the window', () => {
  let window: WindowUnderTest;
  const sources: FakeSource[] = [];
  const replaced: boolean[] = [];
  let failure: SourceError | undefined;

  beforeEach(async () => {
    for (const list of [sources, replaced]) list.length = 0;
    failure = undefined;
    window = await openWindow(() => {
      const source = new FakeSource(() => failure ?? page([summary('O1')]));
      sources.push(source);
      return source;
    });
    window.current.onDidReplace(({ sameConnection }) => void replaced.push(sameConnection));
  });

  afterEach(() => window.dispose());

  it('is made when it is first asked for, and stays the same', () => {
    assert.equal(sources.length, 0);
    assert.equal(window.current.value, window.current.value);
    assert.deepEqual([sources.length, sources[0]?.calls.length], [1, 0]);
  });

  it('is replaced where another connection, filter, sort or page size is chosen, and the old one is closed', async () => {
    const { current, choices } = window;
    const before = current.value;
    await before.listOf('Prospect')?.firstPage();
    await choices.choose({ catalog: 'Sandbox' });
    assert.notEqual(current.value, before);
    assert.ok(sources[0]?.disposed);
    await choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    vscode.set('partnerCentral.pageSize', 20);
    await choices.choose({ sort: { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } });
    assert.deepEqual(replaced, [false, true, true, true]);
    assert.deepEqual([current.query.catalog, current.query.pageSize], ['Sandbox', 20]);
    assert.deepEqual(current.query.filter, { LifeCycleStage: ['Prospect'] });
    assert.deepEqual(current.query.sort, { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' });
  });

  it('is told of, and made again, where it was asked for while the choice was stored', async () => {
    const { current, choices } = window;
    const choosing = choices.choose({ catalog: 'Sandbox', filter: { LifeCycleStage: ['Prospect'] } });
    // The catalog is stored by now, and the filter is not.
    const early = current.value;
    await choosing;
    assert.deepEqual(replaced, [false]);
    assert.notEqual(current.value, early);
    assert.deepEqual([sources.length, sources[0]?.disposed, current.value.keys], [2, true, ['Prospect']]);
  });

  it('stays where nothing of it changed', async () => {
    const before = window.current.value;
    await window.choices.choose({ filter: {} });
    vscode.set('partnerCentral.maxItems', 20);
    assert.deepEqual([replaced, window.current.value === before], [[], true]);
  });

  it('shows one list in another grouping without reading it again', async () => {
    const { current, choices } = window;
    await choices.choose({ grouping: 'company' });
    const whole = current.value;
    await whole.listOf('All')?.firstPage();
    await choices.choose({ grouping: 'industry' });
    assert.equal(current.value, whole);
    assert.deepEqual([current.grouping, replaced], ['industry', [true, true]]);
    await choices.choose({ grouping: 'stage' });
    assert.notEqual(current.value, whole);
  });

  it('reads one list where it is to begin or to end somewhere', async () => {
    const { current, choices } = window;
    assert.equal(current.query.split, 'byStage');
    await choices.choose({ maxItems: 20 });
    assert.deepEqual([current.query.split, current.query.maxItems], ['whole', 20]);
    await choices.choose({ maxItems: undefined, startingToken: 'abc' });
    assert.deepEqual([current.query.split, current.query.startingToken], ['whole', 'abc']);
    assert.ok(!('maxItems' in current.query) && !('profile' in current.query));
    await choices.choose({ startingToken: undefined, profile: 'dev' });
    assert.deepEqual([current.query.split, current.query.profile], ['byStage', 'dev']);
    await choices.choose({ sampleData: true });
    assert.deepEqual([current.query.sampleData, 'profile' in current.query], [true, false]);
  });

  it('is the one for another time zone where dates are asked for, and not for another day', async () => {
    const { current, choices, moveTo } = window;
    await choices.choose({ filter: { TargetCloseDate: { AfterTargetCloseDate: '-30d' } } });
    const before = current.value;
    replaced.length = 0;
    moveTo(utc('2026-03-16T12:00:00Z'));
    assert.equal(current.value, before);
    moveTo({ at: new Date('2026-03-16T20:00:00Z'), zone: 'Asia/Kolkata' });
    assert.notEqual(current.value, before);
    assert.deepEqual(replaced, [true]);
    await choices.choose({ filter: {} });
    const undated = current.value;
    moveTo(utc('2026-03-18T12:00:00Z'));
    assert.equal(current.value, undated);
  });

  it('requests again what failed of something mended, and nothing else', async () => {
    const { current } = window;
    failure = new SourceError('signInNeeded');
    await current.value.listOf('Prospect')?.firstPage();
    failure = new SourceError('accessDenied');
    await current.value.listOf('Qualified')?.firstPage();
    failure = undefined;
    await current.value.listOf('Committed')?.firstPage();
    failure = new SourceError('credentialsExpired');
    await current.value.refreshList('Committed');
    failure = undefined;
    const before = sources[0]?.calls.length ?? 0;
    current.recover();
    await calm();
    assert.equal(sources[0]?.calls.length, before, 'no list, where nobody says what is mended');
    current.recover(isOfCredentials);
    await calm();
    const asked = sources[0]?.calls.slice(before).map(({ request }) => request.LifeCycleStage?.[0]);
    assert.deepEqual(asked, ['Prospect', 'Committed']);
    assert.equal(current.value.refreshError('Committed'), undefined);
    current.recover(isOfCredentials);
    await calm();
    assert.equal(sources[0]?.calls.length, before + 2, 'nothing is left that failed');
  });

  it('knows where requests go only for the connection of now', async () => {
    const { current, choices } = window;
    let located = 0;
    current.onDidLocate(() => located++);
    void current.value;
    const endpoint = { host: 'other.example', origin: 'AWS_ENDPOINT_URL', isForeign: true };
    current.whereabouts = { endpoint };
    assert.deepEqual([current.whereabouts, located], [{ endpoint }, 1]);
    await choices.choose({ filter: { CustomerCompanyName: ['x'] } });
    assert.deepEqual(current.whereabouts, { endpoint }, 'the same connection');
    void current.value;
    current.reopen();
    assert.deepEqual(current.whereabouts, {});
    current.whereabouts = { endpoint };
    await choices.choose({ profile: 'other' });
    assert.deepEqual(current.whereabouts, {});
  });

  describe('while something is read that nobody asked for', () => {
    const told: boolean[] = [];
    let end = () => {};

    /** Reads something quietly, with one request, until `end`. */
    const readQuietly = () => {
      const done = new Promise<void>((resolve) => {
        end = resolve;
      });
      const { current } = window;
      const request = { Catalog: 'AWS' } as const;
      const { signal } = new AbortController();
      const run = () => current.value.source.run({ name: 'ListOpportunities', input: request }, 'background', signal);
      void current.unasked.read(async () => {
        void run().catch(() => {});
        await done;
      });
    };
    const ask = () => void window.current.unasked.mayAsk().then((may) => told.push(may));

    beforeEach(async () => {
      window.dispose();
      told.length = 0;
      window = await openWindow(() => new FakeSource());
    });

    it('ask a person only what they may be asked', async () => {
      readQuietly();
      ask();
      await calm();
      assert.deepEqual(told, [], 'they asked for nothing');
      void window.current.value.listOf('Prospect')?.firstPage();
      await calm();
      assert.deepEqual(told, [true]);
      ask();
      await calm();
      assert.deepEqual(told, [true, true]);
    });

    it('ask a person at once who waits for something already', async () => {
      void window.current.value.listOf('Prospect')?.firstPage();
      readQuietly();
      ask();
      await calm();
      assert.deepEqual(told, [true]);
    });

    it('ask nobody about two things that are read at the same time, before both have ended', async () => {
      readQuietly();
      const endOfFirst = end;
      readQuietly();
      ask();
      await calm();
      assert.deepEqual(told, [], 'nobody waits for either');
      endOfFirst();
      await calm();
      assert.deepEqual(told, [], 'it may belong to the second');
      end();
      await calm();
      assert.deepEqual(told, [false]);
    });

    it('ask nobody about a connection that was left, and nobody about the next one either', async () => {
      const { current, choices } = window;
      readQuietly();
      const endOfFirst = end;
      ask();
      await choices.choose({ profile: 'b' });
      await calm();
      assert.deepEqual(told, [false], 'not needed any more');
      readQuietly();
      ask();
      endOfFirst();
      await calm();
      assert.deepEqual(told, [false], 'the second still waits');
      current.unasked.asked();
      await calm();
      assert.deepEqual(told, [false, true]);
    });
  });

  describe('of a connection that the person comes back to', () => {
    class RestingSource extends FakeSource {
      rests = 0;
      rest() {
        this.rests++;
      }
    }
    const idsIn = (key: 'Prospect' | 'Qualified') => window.current.value.listOf(key)?.items.map(({ Id: id }) => id);
    const asked = () => sources.map(({ calls }) => calls.length);
    let next = page([summary('O1')]);

    beforeEach(async () => {
      window.dispose();
      for (const list of [sources, replaced]) list.length = 0;
      next = page([summary('O1')]);
      window = await openWindow(() => {
        const source = new RestingSource(() => failure ?? next);
        sources.push(source);
        return source;
      });
      await window.choices.choose({ profile: 'a' });
      await window.current.value.listOf('Prospect')?.firstPage();
    });

    it('is shown at once as it was, while it is brought up to date', async () => {
      const { current, choices } = window;
      const before = current.value;
      await choices.choose({ profile: 'b' });
      await calm();
      assert.deepEqual([idsIn('Prospect'), asked()], [[], [1, 0]], 'nothing of the one that was left');
      const newer = summary('O1', 'Prospect', '2026-02-01T00:00:00.000Z');
      next = page([newer]);
      await choices.choose({ profile: 'a' });
      assert.deepEqual([current.value === before, idsIn('Prospect')], [true, ['O1']]);
      assert.notDeepEqual(current.value.find('O1'), newer);
      await calm();
      assert.deepEqual([idsIn('Prospect'), current.value.find('O1')], [['O1'], newer]);
      assert.equal(idsIn('Qualified')?.length, 0, 'a stage that was not read is not read now');
      assert.equal(sources.length, 2, 'the source of then, opened again');
    });

    it('stays as it was where that fails, and says so', async () => {
      await window.choices.choose({ profile: 'b' });
      failure = new SourceError('accessDenied');
      await window.choices.choose({ profile: 'a' });
      await calm();
      assert.deepEqual(idsIn('Prospect'), ['O1']);
      assert.match(window.view.message, /^AWS could not be asked for changes: .+ What is loaded stays\.$/);
    });

    it('closes what it was read with, and says nothing, while it is aside', async () => {
      const { current, choices } = window;
      const left = current.value;
      const [source] = sources;
      let told = 0;
      current.onDidChange(() => told++);
      await choices.choose({ profile: 'b' });
      assert.ok(source instanceof RestingSource && source.rests === 1);
      void current.value;
      told = 0;
      await left.listOf('Qualified')?.firstPage();
      assert.equal(told, 0);
      const [item] = left.loaded();
      assert.ok(item && current.wasLeft(item) && !current.wasLeft({ ...item }), 'another one of the same id');
      await choices.choose({ profile: 'a' });
      assert.ok(!current.wasLeft(item));
    });

    it('is read from the beginning under another filter, or as somebody else', async () => {
      const { current, choices } = window;
      const before = current.value;
      current.identified('A as before');
      await choices.choose({ profile: 'b' });
      await choices.choose({ profile: 'a', filter: { LifeCycleStage: ['Prospect'] } });
      assert.notEqual(current.value, before);
      await choices.choose({ filter: {} });
      await current.value.listOf('Prospect')?.firstPage();
      current.identified('A as before');
      const again = current.value;
      await choices.choose({ profile: 'b' });
      await choices.choose({ profile: 'a' });
      assert.equal(current.value, again);
      current.identified('A as before');
      assert.equal(current.value, again);
      current.identified('somebody else');
      assert.deepEqual([current.value === again, idsIn('Prospect')], [false, []]);
    });

    it('is kept for the last two connections, and is closed with the window', async () => {
      const { current, choices } = window;
      const before = current.value;
      for (const profile of ['b', 'c', 'd']) {
        await choices.choose({ profile });
        void current.value;
      }
      await choices.choose({ profile: 'a' });
      assert.notEqual(current.value, before);
      assert.ok(sources[0]?.disposed);
      current.dispose();
      assert.ok(sources.every(({ disposed }) => disposed));
    });
  });

  describe('in which much is loaded', () => {
    const much = page(Array.from({ length: 600 }, (_, index) => summary(`O${1_000 + index}`)));
    const notifications = () => vscode.textsIn('notification');

    beforeEach(async () => {
      window.dispose();
      for (const list of [sources, replaced]) list.length = 0;
      window = await openWindow(() => {
        const source = new FakeSource(() => much);
        sources.push(source);
        return source;
      });
      await window.current.value.listOf('Prospect')?.firstPage();
      window.current.onDidReplace(({ sameConnection }) => void replaced.push(sameConnection));
      // Loaded before, because it is loaded when it is first needed.
      await import('../../../src/views/heldSettings');
      vscode.shown.length = 0;
    });

    it('stays where the settings ask for another order or page size, until the person refreshes', async () => {
      const { current } = window;
      const before = current.value;
      vscode.set('partnerCentral.pageSize', 50);
      await calm();
      assert.deepEqual([current.value === before, current.isHeld, replaced], [true, true, []]);
      assert.match(
        notifications().join(),
        /^The order or the page size in your settings changed\. The 600 opportunities .* at least 3 seconds\./,
      );
      vscode.set('partnerCentral.sort.by', 'CreatedDate');
      await calm();
      assert.equal(notifications().length, 1, 'is said once');
      assert.equal(current.query.sort.SortBy, 'LastModifiedDate', 'what the list says it is, it is');
      assert.ok(current.followSettings());
      assert.deepEqual([current.query.pageSize, current.query.sort.SortBy], [50, 'CreatedDate']);
      assert.deepEqual([current.value === before, current.isHeld, replaced], [false, false, [true]]);
      assert.equal(current.followSettings(), false);
    });

    it('is read again by the button, and by anything that is read again anyway', async () => {
      const { current, choices } = window;
      vscode.answer = ([button]) => button;
      vscode.set('partnerCentral.pageSize', 50);
      await calm();
      assert.deepEqual([current.query.pageSize, current.isHeld], [50, false]);
      vscode.answer = () => undefined;
      await current.value.listOf('Prospect')?.firstPage();
      vscode.set('partnerCentral.pageSize', 60);
      await choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
      assert.deepEqual([current.query.pageSize, current.isHeld], [60, false]);
      await current.value.listOf('Prospect')?.firstPage();
      vscode.set('partnerCentral.pageSize', 70);
      assert.ok(current.isHeld);
      current.reopen();
      assert.deepEqual([current.query.pageSize, current.isHeld], [70, false]);
    });

    it('stays for a person who comes back to it, whenever these settings changed', async () => {
      window.dispose();
      window = await openWindow(() => Object.assign(new FakeSource(() => much), { rest: () => {} }));
      const { current, choices } = window;
      await choices.choose({ profile: 'a' });
      const before = current.value;
      await before.listOf('Prospect')?.firstPage();
      vscode.set('partnerCentral.pageSize', 50);
      assert.ok(current.isHeld);
      await choices.choose({ profile: 'b' });
      assert.deepEqual([current.isHeld, current.query.pageSize], [false, 50]);
      void current.value;
      vscode.set('partnerCentral.sort.by', 'CreatedDate');
      await choices.choose({ profile: 'a' });
      assert.deepEqual([current.value === before, current.isHeld, current.query.pageSize], [true, true, 100]);
      assert.equal(current.query.sort.SortBy, 'LastModifiedDate');
      await calm();
      await choices.choose({ profile: 'b' });
      await choices.choose({ profile: 'a', sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } });
      assert.deepEqual([current.value === before, current.isHeld, current.query.pageSize], [false, false, 50]);
    });

    it('is not held any more once the settings are as before, and not if little is loaded', async () => {
      const { current, choices } = window;
      const before = current.value;
      vscode.set('partnerCentral.pageSize', 50);
      vscode.set('partnerCentral.pageSize', 100);
      assert.deepEqual([current.value === before, current.isHeld], [true, false]);
      await choices.choose({ catalog: 'Sandbox' });
      void current.value;
      vscode.set('partnerCentral.pageSize', 50);
      assert.deepEqual([current.query.pageSize, current.isHeld], [50, false]);
    });

    it('keeps the order that was chosen where the order of the settings, which is newer, would drop it', async () => {
      const { current, choices, settings } = window;
      const yielding = choices.yieldTo(settings);
      const sort = { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' } as const;
      await choices.choose({ sort });
      await current.value.listOf('Prospect')?.firstPage();
      const before = current.value;
      vscode.set('partnerCentral.sort.order', 'ASCENDING');
      await calm();
      assert.deepEqual([choices.sort, current.query.sort, current.value === before], [undefined, sort, true]);
      current.followSettings();
      assert.deepEqual(current.query.sort, { SortBy: 'LastModifiedDate', SortOrder: 'ASCENDING' });
      yielding.dispose();
    });
  });

  it('says why its filter cannot be sent', async () => {
    const reason = () => window.current.filterProblem?.reason;
    assert.equal(reason(), undefined);
    await window.choices.choose({ filter: { TargetCloseDate: { AfterTargetCloseDate: 'soon' } } });
    assert.equal(reason(), 'badDate');
  });

  it('ends with the window', () => {
    void window.current.value;
    window.current.dispose();
    assert.ok(sources[0]?.disposed);
  });
});
