import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { findWithoutStage, loadAll } from '../../../../src/core/lists/loadAll';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { FakeSource, page, pagesOf, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { MemorySecrets, MemoryState } from '../../../support/memoryState';
import { utc } from '../../../support/moments';
import { calm, type KeptOfWindow, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const asked = (id: string): OpportunitySummary => ({
  ...summary(id),
  LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Action Required' },
});

describe('the lines of the view', () => {
  let window: WindowUnderTest;
  let source: FakeSource;

  const open = async (script?: ConstructorParameters<typeof FakeSource>[0], kept?: KeptOfWindow) => {
    window = await openWindow(() => {
      source = new FakeSource(script);
      return source;
    }, kept);
    await calm();
    return window;
  };
  /** Waits for what follows a change: several of them are shown as one, after a pause. */
  const shown = async () => {
    const said = () => JSON.stringify([window.view.message, window.view.badge]);
    const before = said();
    for (let waited = 0; waited < 700 && said() === before; waited += 10) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  afterEach(() => window.dispose());

  it('say where the rows come from when they are not real, and what keeps rows away', async () => {
    const { choices, view } = await open();
    assert.deepEqual([view.description, view.message], ['', '']);
    assert.deepEqual(
      [vscode.contextKeys.get('partnerCentral.sampleData'), vscode.contextKeys.get('partnerCentral.filtered')],
      [false, false],
    );
    await choices.choose({
      sampleData: true,
      catalog: 'Sandbox',
      filter: { CustomerCompanyName: ['$(trash)'] },
      maxItems: 20,
    });
    assert.equal(view.description, 'Sample data · Sandbox catalog · company $\u200b(trash) · at most 20');
    assert.equal(view.message, 'Sample data, Sandbox catalog ·\nFilter: company $\u200b(trash) · at most 20');
    assert.deepEqual(
      [vscode.contextKeys.get('partnerCentral.sampleData'), vscode.contextKeys.get('partnerCentral.filtered')],
      [true, true],
    );
    await choices.choose({ sampleData: undefined, catalog: 'AWS', filter: {}, maxItems: undefined });
    assert.deepEqual([view.description, view.message], ['', '']);
    assert.equal(vscode.contextKeys.get('partnerCentral.filtered'), false);
  });

  it('let menus know whether opportunities have pages in Partner Central', async () => {
    const { choices } = await open();
    const known = () => vscode.contextKeys.get('partnerCentral.console');
    assert.equal(known(), true);
    await choices.choose({ catalog: 'Sandbox' });
    assert.equal(known(), false);
    await choices.choose({ catalog: 'AWS' });
    assert.equal(known(), true);
    await choices.choose({ sampleData: true });
    assert.equal(known(), false);
  });

  it('say that a filter cannot be sent, and why', async () => {
    const { choices, view } = await open();
    await choices.choose({ filter: { TargetCloseDate: { AfterTargetCloseDate: 'soon' } } });
    assert.match(view.description, /^filter cannot be sent/);
    assert.match(
      view.message,
      /This filter cannot be sent: “soon” is not a date.* Nothing is asked for until you change or clear it\./,
    );
  });

  for (const [fate, lose] of [
    ['kept', undefined],
    ['lost', new Error('no keyring')],
  ] as const) {
    it(`S07: say after a reload that the customers of a filter are ${fate}, and never show more than was asked for`, async () => {
      const kept = { state: new MemoryState(), secrets: new MemorySecrets() };
      const filter = { LifeCycleStage: ['Prospect'], CustomerCompanyName: ['Canary Corp'] };
      await (await open(undefined, kept)).choices.choose({ filter });
      await calm();
      window.dispose();
      kept.secrets.failure = lose;
      let unlock = () => {};
      kept.secrets.locked = new Promise((resolve) => {
        unlock = resolve;
      });
      const { view, tree, current } = await open(() => page([summary('O1')]), kept);
      assert.match(
        view.message,
        /^Filter: customers · Prospect ·\nThis filter cannot be sent: the customers .* are being read/,
      );
      await tree.getChildren();
      await current.value.listOf('Prospect')?.firstPage();
      assert.equal(source.calls.length, 0);
      unlock();
      await calm();
      if (lose) {
        assert.match(
          view.message,
          /it named customers, which VS Code’s secret storage did not keep. Set it again. Nothing is asked for/,
        );
        assert.match(view.description, /^filter cannot be sent · customers that were not kept · Prospect$/);
        await current.value.listOf('Prospect')?.firstPage();
        assert.equal(source.calls.length, 0);
      } else {
        assert.equal(view.message, 'Filter: Prospect · company Canary Corp');
        await current.value.listOf('Prospect')?.firstPage();
        assert.deepEqual(source.calls[0]?.request.CustomerCompanyName, ['Canary Corp']);
      }
    });
  }

  it('say of the one list how much of it is loaded', async () => {
    const { choices, current, view } = await open(pagesOf(3, 2));
    await choices.choose({ grouping: 'industry' });
    const message = async () => {
      await shown();
      return view.message;
    };
    await current.value.listOf('All')?.firstPage();
    assert.equal(await message(), '2 loaded, more exist');
    await current.value.listOf('All')?.loadMore();
    assert.equal(await message(), '3 loaded; Load All checks whether any changed in the meantime');
    await choices.choose({ maxItems: 2 });
    await current.value.listOf('All')?.firstPage();
    assert.equal(await message(), 'Filter: at most 2 ·\n2 loaded, more exist');
    await choices.choose({ maxItems: 5 });
    assert.equal(view.message, 'Filter: at most 5');
  });

  it('say that one answer of AWS is all there is', async () => {
    const { choices, current, view } = await open(() => page([summary('O1')]));
    await choices.choose({ grouping: 'industry' });
    await current.value.listOf('All')?.firstPage();
    await shown();
    assert.equal(view.message, '1 loaded, complete');
  });

  it('call what was read no complete list where something was before it, or could not be read', async () => {
    let skipped = 0;
    const { choices, current, view } = await open(() => ({ ...page([summary('O1')]), skipped }));
    await choices.choose({ startingToken: 'abc' });
    await current.value.listOf('All')?.firstPage();
    await shown();
    assert.match(view.message, /\n1 loaded, from a starting token to the end$/);
    skipped = 1;
    await choices.choose({ startingToken: undefined, grouping: 'industry' });
    await current.value.listOf('All')?.firstPage();
    await shown();
    assert.equal(view.message, '1 loaded');
  });

  it('say that all stages are loaded, and whether what none of them has is known', async () => {
    const { current, view } = await open(pagesOf(2, 2));
    const { signal } = new AbortController();
    await loadAll(current.value, Number.POSITIVE_INFINITY, signal);
    await shown();
    assert.equal(view.message, '10 loaded, all stages complete');
    await findWithoutStage(current.value, signal);
    await shown();
    assert.equal(view.message, '10 loaded, complete');
  });

  it('say what went wrong in full, and take it back', async () => {
    let broken = true;
    const { current, view } = await open(() => (broken ? new SourceError('offline') : page([summary('O1')])));
    await current.value.listOf('Prospect')?.firstPage();
    await shown();
    assert.match(view.message, /^Prospect: You seem to be offline/);
    broken = false;
    await current.value.listOf('Prospect')?.loadMore();
    await shown();
    assert.equal(view.message, '');
  });

  it('say once what is wrong with the connection, which belongs to no stage', async () => {
    const { current, view } = await open(
      () => new SourceError('profileNotFound', { args: ['dev', 'no such section.'] }),
    );
    for (const stage of ['Prospect', 'Qualified'] as const) await current.value.listOf(stage)?.firstPage();
    await shown();
    assert.equal(view.message, 'The profile dev does not exist: no such section.');
  });

  it('say first where requests go that do not go to AWS, and why the files name nobody now', async () => {
    const { current, view, choices } = await open(() => page([summary('O1')]));
    await choices.choose({ filter: { CustomerCompanyName: ['x'] } });
    await current.value.listOf('Prospect')?.firstPage();
    await shown();
    const endpoint = { host: 'other.example', origin: 'AWS_ENDPOINT_URL', isForeign: true };
    const fault = new SourceError('configUnreadable', { args: ['~/.aws/config, line 7', 'line 7 has no key.'] });
    current.whereabouts = { endpoint, fault };
    assert.deepEqual(view.message.split('\n'), [
      'Endpoint: other.example (AWS_ENDPOINT_URL) ·',
      'Filter: company x ·',
      'Cannot read ~/.aws/config, line 7: line 7 has no key. What is loaded stays.',
    ]);
    current.whereabouts = { endpoint: { ...endpoint, isForeign: false } };
    assert.equal(view.message, 'Filter: company x');
  });

  it('name settings that cannot be used, and lines of others, as soon as they change', async () => {
    const { view, status } = await open();
    vscode.set('partnerCentral.pageSize', 1_000);
    assert.match(view.message, /partnerCentral\.pageSize must be .*\. Using 100\./);
    status.say(() => 'Loading all');
    assert.doesNotMatch(view.message, /Loading all/);
    status.update();
    assert.match(view.message, /\nLoading all$/);
    vscode.set('partnerCentral.pageSize', undefined);
    assert.equal(view.message, 'Loading all');
  });

  it('leave room for a welcome view', async () => {
    const { current, choices, tree, view, welcome } = await open(() => page([]));
    await choices.choose({ grouping: 'industry', catalog: 'Sandbox' });
    assert.equal(view.message, 'Sandbox catalog');
    await current.value.listOf('All')?.firstPage();
    await tree.getChildren();
    assert.ok(welcome.shown);
    assert.equal(view.message, '');
  });

  it('are right again on another day', async () => {
    const { choices, view, moveTo } = await open();
    await choices.choose({
      filter: { TargetCloseDate: { AfterTargetCloseDate: 'today', BeforeTargetCloseDate: '2026-03-15' } },
    });
    assert.doesNotMatch(view.description, /cannot be sent/);
    moveTo(utc('2026-03-16T00:00:30Z'));
    assert.match(view.description, /^filter cannot be sent/);
  });

  it('say nothing any more once the window is closed', async () => {
    const { current, view, status } = await open(() => page([asked('O1')]));
    status.countActions();
    status.dispose();
    await current.value.listOf('Prospect')?.firstPage();
    await shown();
    assert.equal(view.badge, undefined);
  });
});
