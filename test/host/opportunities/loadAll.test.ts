import assert from 'node:assert/strict';
import { TreeItemCollapsibleState } from 'vscode';
import { SourceError } from '../../../src/core/errors/sourceError';
import type { CurrentSettings } from '../../../src/host/currentSettings';
import { LoadAllSession } from '../../../src/views/loadAll/loadAllSession';
import { type Row, rowId } from '../../../src/views/opportunities/rows';
import { FakeSource, isLook, page, pagesOf, summary } from '../../support/fakeSource';
import { eventually } from '../support/eventually';
import { TreeUnderTest } from '../support/treeUnderTest';

describe('Load All in the tree', () => {
  let open: TreeUnderTest;

  afterEach(() => open.dispose());

  describe('of a large stage', () => {
    /** Opens the only stage that has anything, with so many loaded. */
    async function openLarge(count: number): Promise<Row> {
      open = new TreeUnderTest(() => new FakeSource(pagesOf(count, 100)));
      const stage = await open.stage('Prospect');
      await open.tree.getChildren(stage);
      const list = open.current.value.listOf('Prospect');
      while (list?.tail.kind === 'more' && list.items.length < count) await list.loadMore();
      return stage;
    }

    it('shows ranges in the order of the list, the first of them open', async () => {
      const stage = await openLarge(2_345);
      const ranges = await open.tree.getChildren(stage);
      const items = ranges.map((row) => open.itemOf(row));
      assert.deepEqual(
        items.map(({ label }) => label),
        ['1–1,000', '1,001–2,000', '2,001–2,345'],
      );
      assert.deepEqual(
        items.map(({ collapsibleState }) => collapsibleState),
        [TreeItemCollapsibleState.Expanded, TreeItemCollapsibleState.Collapsed, TreeItemCollapsibleState.Collapsed],
      );
      const seen: string[] = [];
      for (const range of ranges) {
        for (const row of await open.tree.getChildren(range)) {
          assert.equal(open.tree.getParent(row), range);
          seen.push(rowId(row));
          assert.ok(open.itemOf(row).label);
        }
        assert.equal(open.tree.getParent(range), stage);
      }
      assert.equal(new Set(seen).size, 2_345);
    });

    it('finds the row of an opportunity in its range', async () => {
      await openLarge(1_500);
      const item = open.current.value.listOf('Prospect')?.items[1_234];
      assert.ok(item);
      const row = open.tree.rowOf(item);
      assert.ok(row && row.item === item);
      const range = open.tree.getParent(row);
      assert.equal(range && open.itemOf(range).label, '1,001–1,500');
      assert.ok(range && (await open.tree.getChildren(range)).includes(row));
    });

    it('has only its end painted anew while more of it comes, and all of it when a range begins', async () => {
      const source = new FakeSource();
      open = new TreeUnderTest(() => source);
      const stage = await open.stage('Prospect');
      const list = open.current.value.listOf('Prospect');
      const answer = (n: number) =>
        source.calls[n]?.answer(
          page(
            Array.from({ length: 700 }, (_, i) => summary(`O${n}-${i}`)),
            `t${n + 1}`,
          ),
        );
      const first = open.tree.getChildren(stage);
      answer(0);
      await first;
      await new Promise((resolve) => setTimeout(resolve));
      void list?.loadMore();
      answer(1);
      await list?.loadMore();
      void list?.loadMore();
      const rows = await open.tree.getChildren(stage);
      assert.deepEqual(
        rows.map(({ kind }) => kind),
        ['range', 'range', 'loading'],
      );
      assert.equal(open.itemOf(rows[2] as Row).description, '1,400 loaded');
      // A page comes and the next is asked for at once, as Load All does.
      const loadNext = async (n: number) => {
        open.fired.length = 0;
        const landed = list?.loadMore();
        answer(n);
        await landed;
        void list?.loadMore();
        await new Promise((resolve) => setTimeout(resolve));
      };
      await loadNext(2);
      assert.ok(open.fired.includes(stage), 'a third range began');
    });
  });

  it('divides the groups of the other groupings too', async () => {
    open = new TreeUnderTest(() => new FakeSource(pagesOf(1_200, 100)));
    await open.choices.choose({ grouping: 'reviewStatus' });
    await open.tree.getChildren();
    const list = open.current.value.listOf('All');
    while (list?.tail.kind === 'more') await list.loadMore();
    const [bucket] = await open.tree.getChildren();
    assert.ok(bucket?.kind === 'bucket');
    const ranges = await open.tree.getChildren(bucket);
    assert.deepEqual(
      ranges.map((row) => open.itemOf(row).label),
      ['1–1,000', '1,001–1,200'],
    );
    const rows = await open.tree.getChildren(ranges[1] as Row);
    assert.equal(rows.length, 200);
    const [row] = rows;
    assert.ok(row?.kind === 'opportunity' && open.tree.rowOf(row.item) === row);
  });

  describe('and what the view says of it', () => {
    let words: () => string;

    function session(source: FakeSource): LoadAllSession {
      open = new TreeUnderTest(() => source);
      const status = {
        say: (lines: () => string) => {
          words = lines;
        },
        update: () => {},
      };
      return new LoadAllSession({
        current: open.current,
        settings: open.settings as unknown as CurrentSettings,
        status,
      });
    }

    it('is what has come, and what is to come at most', async () => {
      const source = new FakeSource();
      const loading = session(source);
      const done = loading.start(['Prospect']);
      assert.equal(words(), 'Loading all of Prospect: 0 loaded.\nAt most about 21 seconds more, for up to 10,000.');
      assert.equal(open.contextKeys.get('partnerCentral.loadAll'), 'running');
      source.calls[0]?.answer(page([]));
      await eventually(() => assert.equal(source.calls.length, 2));
      source.calls[1]?.answer(page([summary('O1')]));
      await done;
      assert.equal(words(), '');
      assert.equal(open.contextKeys.get('partnerCentral.loadAll'), undefined);
    });

    it('is what it is without a limit', async () => {
      const loading = session(new FakeSource());
      open.settings.set('maxItems', 0);
      void loading.start();
      assert.equal(words(), 'Loading all: 0 loaded.\nHow many there are is known only at the end.');
    });

    it('is that it was stopped, until it goes on', async () => {
      const source = new FakeSource(pagesOf(25, 10));
      const loading = session(source);
      open.settings.set('pageSize', 10);
      const done = loading.start(['Prospect']);
      loading.stop();
      await done;
      assert.match(words(), /^Loading stopped\. \d+ loaded, more exist\.$/);
      assert.equal(open.contextKeys.get('partnerCentral.loadAll'), 'ended');
      await loading.goOn();
      assert.equal(words(), '');
      assert.equal(open.current.value.listOf('Prospect')?.items.length, 25);
    });

    it('is the setting that it stopped at, and it goes on to as many again', async () => {
      const loading = session(new FakeSource(pagesOf(50, 10)));
      open.settings.set('pageSize', 10);
      open.settings.set('maxItems', 20);
      await loading.start(['Prospect']);
      assert.equal(words(), 'Load All stopped at 20 because of partnerCentral.maxItems (20). More exist.');
      await loading.goOn();
      assert.match(words(), /stopped at 40 because of .* \(40\)/);
      await open.current.value.listOf('Prospect')?.loadMore();
      assert.equal(words(), '', 'by Load More');
      assert.equal(open.contextKeys.get('partnerCentral.loadAll'), undefined);
    });

    it('is which lists failed; the others are complete, and Continue tries those alone', async () => {
      let broken = true;
      const pages = pagesOf(25, 10);
      const source = new FakeSource((request) => {
        if (isLook(request)) return page([]);
        return broken && request.LifeCycleStage?.[0] === 'Committed' ? new SourceError('internal') : pages(request);
      });
      const loading = session(source);
      await loading.start(['Prospect', 'Committed']);
      assert.equal(words(), '', 'the view says itself which list failed, and why');
      assert.equal(open.current.value.listOf('Prospect')?.tail.kind, 'end');
      broken = false;
      source.calls.length = 0;
      await loading.goOn();
      const asked = source.calls.flatMap(({ request }) => request.LifeCycleStage ?? []);
      assert.deepEqual(new Set(asked), new Set(['Committed']));
      assert.equal(words(), '');
    });

    it('is nothing of a connection that was left', async () => {
      const loading = session(new FakeSource());
      void loading.start();
      await open.choices.choose({ catalog: 'Sandbox' });
      assert.equal(words(), '');
      assert.equal(loading.running, false);
    });
  });
});
