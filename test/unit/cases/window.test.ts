import assert from 'node:assert/strict';
import type { Row } from '../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../src/views/registerCommands';
import { FakeClock } from '../../support/fakeClock';
import { FakeSource, isFirstLook, isLook, page, pagesOf, summary } from '../../support/fakeSource';
import { vscode } from '../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../support/windowUnderTest';

const stage: Row = { kind: 'stage', stage: 'Prospect' };

describe('A window', () => {
  let window: WindowUnderTest;
  let sources: FakeSource[];

  const open = async (script?: ConstructorParameters<typeof FakeSource>[0], clock?: FakeClock) => {
    sources = [];
    window = await openWindow(
      () => {
        const source = new FakeSource(script);
        sources.push(source);
        return source;
      },
      { clock },
    );
  };
  const commands = async (): Promise<RunnableCommands<'opportunities'>> => {
    const { opportunityCommands } = await import('../../../src/views/opportunities/opportunityCommands');
    return opportunityCommands(window.parts);
  };
  const shown = async () =>
    (await window.tree.getChildren(stage)).map((row) => (row.kind === 'opportunity' ? row.item.Id : row.kind));

  /** Waits until something is the case. */
  const seen = async (isSo: () => boolean) => {
    for (let turn = 0; turn < 100 && !isSo(); turn++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(isSo());
  };

  afterEach(() => window.dispose());

  it('R18: shows no row of the profile that was left while the first page of the new one is awaited', async () => {
    await open();
    await window.choices.choose({ profile: 'old' });
    const opening = shown();
    await calm();
    sources[0]?.calls[0]?.answer(page([summary('OLD')]));
    assert.deepEqual(await opening, ['OLD']);
    const asked: unknown[] = [];
    window.tree.onDidChangeTreeData((row) => asked.push(row));
    await window.choices.choose({ profile: 'new' });
    // VS Code keeps what it shows until it gets something else: nobody answers the new source yet.
    assert.deepEqual(await shown(), []);
    while (!asked.includes(stage)) await calm();
    const again = shown();
    await calm();
    sources[1]?.calls[0]?.answer(page([summary('NEW')]));
    assert.deepEqual(await again, ['NEW']);
  });

  for (const late of ['before', 'after'] as const) {
    it(`R18: shows no row of a profile that was left in the middle of a page that comes ${late} the new one`, async () => {
      await open();
      await window.choices.choose({ profile: 'old' });
      const opening = window.tree.getChildren(stage);
      await calm();
      const [old] = sources;
      await window.choices.choose({ profile: 'new' });
      assert.ok(old?.disposed && old.calls.every(({ signal }) => signal.aborted));
      const answerOld = () => old.calls[0]?.answer(page([summary('OLD')]));
      if (late === 'before') answerOld();
      assert.deepEqual(await opening, []);
      const again = shown();
      await calm();
      sources[1]?.calls[0]?.answer(page([summary('NEW')]));
      if (late === 'after') answerOld();
      assert.deepEqual(await again, ['NEW']);
      await calm();
      assert.deepEqual(await shown(), ['NEW']);
      assert.deepEqual(
        window.current.value.loaded().map(({ Id }) => Id),
        ['NEW'],
      );
      assert.deepEqual(
        window.opened.map((connection) => 'profile' in connection && connection.profile),
        ['old', 'new'],
      );
    });
  }

  it('R20: runs twenty refreshes at once as one, and twenty in quick succession as two', async () => {
    await open((request) => (isLook(request) ? page([]) : pagesOf(3, 2)(request)));
    await window.tree.getChildren(stage);
    const { 'partnerCentral.refreshEverything': refresh } = await commands();
    // The first refresh also begins to follow what changes, for which AWS is asked after each one.
    const runs = () =>
      (sources[0]?.calls ?? []).filter(({ request }) => !isFirstLook(request) && !isLook(request)).length - 1;
    await Promise.all(Array.from({ length: 20 }, () => refresh()));
    assert.equal(runs(), 1);
    const all: unknown[] = [];
    for (let n = 0; n < 20; n++) {
      all.push(refresh());
      await calm();
    }
    await Promise.all(all);
    assert.equal(runs(), 2);
  });

  it('R26: asks by itself only what needs action, once the view is first seen: nothing in 24 hours, hidden or not', async () => {
    const clock = new FakeClock();
    await open(pagesOf(3, 2), clock);
    window.view.look(false);
    window.status.countActions();
    await clock.pass(24 * 3_600_000);
    assert.equal(sources.length, 0, 'nothing is asked for a view that nobody has seen');
    window.view.look(true);
    await seen(() => sources[0]?.calls.length === 2);
    assert.deepEqual(
      sources[0]?.calls.map(({ request, priority }) => [request.LifeCycleReviewStatus, priority]),
      [1, 2].map(() => [['Action Required'], 'background']),
      'both pages of it',
    );
    await window.tree.getChildren(stage);
    await calm();
    const asked = sources[0]?.calls.length;
    await clock.pass(12 * 3_600_000);
    window.view.look(false);
    await clock.pass(12 * 3_600_000);
    window.view.look(true);
    await calm();
    assert.deepEqual([sources.length, sources[0]?.calls.length, clock.timers], [1, asked, 0]);
  });

  it('takes the page size of a workspace only where it is larger than the person’s own', async () => {
    await open(pagesOf(3, 2));
    const used = () => window.current.query.pageSize;
    vscode.setInWorkspace('partnerCentral.pageSize', 1);
    assert.deepEqual([used(), window.settings.problems], [100, []]);
    vscode.set('partnerCentral.pageSize', 20);
    assert.equal(used(), 20);
    vscode.setInWorkspace('partnerCentral.pageSize', 50);
    assert.equal(used(), 50);
    vscode.setInWorkspace('partnerCentral.pageSize', 'all');
    assert.deepEqual([used(), window.settings.problems.map(({ key }) => key)], [100, ['pageSize']]);
    vscode.setInWorkspace('partnerCentral.pageSize', undefined);
    vscode.set('partnerCentral.pageSize', 1);
    assert.equal(used(), 1, 'a person may choose any');
  });

  for (const [offset, text] of [
    [3_600_000, /clock is 60 min behind AWS’s\./],
    [-2 * 3_600_000, /clock is 2 h ahead of AWS’s\./],
  ] as const) {
    it(`R22: tells the person once that the clock is off by ${offset / 3_600_000} h`, async () => {
      await open();
      const { RequestLog } = await import('../../../src/host/requestLog');
      const lines: string[] = [];
      const channel = { info: (line: string) => void lines.push(line) };
      const log = new RequestLog(channel);
      log.request({ op: 'ListOpportunities', ms: 1 });
      log.request({ op: 'ListOpportunities', ms: 1, clockOffsetMs: offset });
      // Another connection finds the same.
      log.request({ op: 'ListOpportunities', ms: 1, clockOffsetMs: offset });
      const told = vscode.textsIn('notification');
      assert.equal(told.length, 1);
      assert.match(told[0] ?? '', text);
      assert.equal(lines.length, 3);
    });
  }
});
