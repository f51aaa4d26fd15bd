import assert from 'node:assert/strict';
import { TreeItemCollapsibleState } from 'vscode';
import { SourceError } from '../../../src/core/errors/sourceError';
import { stages } from '../../../src/core/model/opportunity';
import { createSampleSource } from '../../../src/demo/sampleSource';
import type { Row } from '../../../src/views/opportunities/rows';
import { FakeSource, page, pagesOf, summary } from '../../support/fakeSource';
import { rowIds, TreeUnderTest } from '../support/treeUnderTest';

describe('OpportunityTree', () => {
  let open: TreeUnderTest;

  afterEach(() => open.dispose());

  /** The rows of a stage without another look at the root. */
  function rowsOf(stage: Row): Promise<Row[]> {
    return open.tree.getChildren(stage);
  }

  describe('on its way from stages to rows', () => {
    it('shows the seven stages in order, closed, and reads nothing for it', async () => {
      const source = new FakeSource();
      open = new TreeUnderTest(() => source);
      const rows = await open.tree.getChildren();
      const items = rows.map((row) => open.itemOf(row));
      assert.deepEqual(
        items.map(({ label }) => label),
        [...stages],
      );
      for (const { collapsibleState, contextValue, description } of items) {
        assert.equal(collapsibleState, TreeItemCollapsibleState.Collapsed);
        assert.equal(contextValue, 'stage');
        assert.equal(description, undefined);
      }
      assert.equal(source.calls.length, 0);
      assert.equal(open.welcome, undefined);
    });

    it('reads the first page of an expanded stage, and only that, once for two calls at a time', async () => {
      const source = new FakeSource();
      open = new TreeUnderTest(() => source);
      const stage = await open.stage('Qualified');
      const both = [rowsOf(stage), rowsOf(stage)];
      assert.equal(source.calls.length, 1);
      source.calls[0]?.answer(page([summary('O1', 'Qualified'), summary('O2', 'Qualified')], 't1'));
      const [first, second] = await Promise.all(both);
      assert.deepEqual(rowIds(first ?? []), ['Qualified/O1', 'Qualified/O2', 'Qualified/tail']);
      assert.deepEqual(rowIds(second ?? []), rowIds(first ?? []));
      await rowsOf(stage);
      assert.equal(source.calls.length, 1);
      assert.deepEqual(source.calls[0]?.request.LifeCycleStage, ['Qualified']);
    });

    it('says 20+ while there is more, then the number, and offers Load More as long', async () => {
      open = new TreeUnderTest(() => new FakeSource(pagesOf(137, 20)));
      const stage = await open.stage('Prospect');
      const seen = () => open.itemOf(stage);
      assert.equal((await rowsOf(stage)).at(-1)?.kind, 'more');
      assert.equal(seen().description, '20+');
      assert.equal(seen().contextValue, 'stage more');
      const list = open.current.value.listOf('Prospect');
      while (list?.tail.kind === 'more') await list.loadMore();
      const rows = await rowsOf(stage);
      assert.equal(rows.length, 137);
      assert.ok(rows.every(({ kind }) => kind === 'opportunity'));
      assert.equal(seen().description, '137');
      assert.equal(seen().contextValue, 'stage complete');
    });

    it('puts Load More, Loading and a failure at one place, so that the focus stays', async () => {
      const source = new FakeSource();
      open = new TreeUnderTest(() => source);
      const stage = await open.stage('Prospect');
      const first = rowsOf(stage);
      source.calls[0]?.answer(page([summary('O1')], 't1'));
      const more = (await first).at(-1);
      const loading = open.current.value.listOf('Prospect')?.loadMore();
      const meanwhile = open.current.value.listOf('Prospect')?.tail.kind;
      assert.equal(meanwhile, 'loading');
      source.calls[1]?.fail(new SourceError('throttled'));
      await loading;
      const failed = (await rowsOf(stage)).find(({ kind }) => kind === 'failed');
      assert.ok(more && failed);
      assert.equal(open.itemOf(failed).id, open.itemOf(more).id);
    });

    it('says so where a stage is empty', async () => {
      open = new TreeUnderTest(() => new FakeSource(() => page([])));
      const rows = await open.expand('Committed');
      assert.deepEqual(rowIds(rows), ['Committed/empty']);
      assert.equal(open.itemOf(await open.stage('Committed')).description, '0');
    });

    it('keeps what could not be read as a row of its own', async () => {
      open = new TreeUnderTest(() => new FakeSource(() => ({ items: [summary('O1')], skipped: 2, unreadable: 3 })));
      const rows = await open.expand('Prospect');
      assert.deepEqual(rowIds(rows), ['Prospect/O1', 'Prospect/notice']);
    });

    it('has Other below the stages only once an opportunity belongs there', async () => {
      const stray = { ...summary('O9'), LifeCycle: { Stage: 'Dreaming' as 'Prospect' } };
      open = new TreeUnderTest(() => new FakeSource(() => page([summary('O1'), stray])));
      assert.equal((await open.tree.getChildren()).length, 7);
      assert.deepEqual(rowIds(await open.expand('Prospect')), ['Prospect/O1']);
      assert.ok(open.fired.includes(undefined), 'the root was told');
      const other = (await open.tree.getChildren()).at(-1);
      assert.equal(other?.kind, 'other');
      assert.deepEqual(rowIds(await open.tree.getChildren(other)), ['Other/O9']);
      assert.equal(open.itemOf(other as Row).description, '1');
    });

    it('gives every row its parent, and every row of the whole tree an id of its own', async () => {
      open = new TreeUnderTest(() => createSampleSource({ opportunities: 600, hostile: true }));
      open.settings.set('pageSize', 37);
      const roots = await open.tree.getChildren();
      for (const root of roots) {
        for (const child of await rowsOf(root)) assert.equal(open.tree.getParent(child), root);
        assert.equal(open.tree.getParent(root), undefined);
      }
      const items = (await open.all()).map(({ item }) => item);
      assert.ok(items.length > 100);
      assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
    });
  });

  describe('when a page fails', () => {
    it('keeps the rows, says below them what happened and what to do, and retries at the same token', async () => {
      let broken = true;
      const pages = pagesOf(5, 2);
      const source = new FakeSource((request) =>
        broken && request.NextToken === 't1' ? new SourceError('unavailable', { args: ['503'] }) : pages(request),
      );
      open = new TreeUnderTest(() => source);
      const stage = await open.stage('Prospect');
      await rowsOf(stage);
      await open.current.value.listOf('Prospect')?.loadMore();
      const rows = await rowsOf(stage);
      assert.deepEqual(
        rows.map(({ kind }) => kind),
        ['opportunity', 'opportunity', 'failed', 'remedy'],
      );
      const items = rows.map((row) => open.itemOf(row));
      assert.equal(items[2]?.label, 'AWS or a proxy is unavailable (503).');
      assert.equal(items[2]?.contextValue, 'failed retry');
      assert.equal(items[3]?.label, 'Retry');
      assert.equal(items[3]?.command?.command, 'partnerCentral.activateRow');
      assert.equal(open.itemOf(stage).contextValue, 'stage failed');
      assert.equal(open.itemOf(stage).description, '2+');
      broken = false;
      await open.current.value.listOf('Prospect')?.loadMore();
      assert.equal(source.tokens, '- t1 t1');
      assert.equal((await rowsOf(stage)).length, 5);
    });

    it('keeps the rows that a refresh could not replace, and says so above them', async () => {
      let fail = false;
      open = new TreeUnderTest(() => new FakeSource((r) => (fail ? new SourceError('throttled') : pagesOf(2, 5)(r))));
      const stage = await open.stage('Prospect');
      const before = rowIds(await rowsOf(stage));
      fail = true;
      await open.current.value.refresh();
      const rows = await rowsOf(stage);
      assert.deepEqual(rowIds(rows), ['Prospect/refresh', 'Prospect/refresh/retry', ...before]);
      assert.equal(open.itemOf(rows[0] as Row).label, 'Not refreshed: AWS is limiting requests.');
    });
  });

  describe('tells VS Code about a change', () => {
    it('of one stage with that stage alone', async () => {
      open = new TreeUnderTest(() => new FakeSource(pagesOf(9, 3)));
      const stage = await open.stage('Launched');
      await open.expand('Launched');
      await open.current.value.listOf('Launched')?.loadMore();
      await open.current.value.refresh();
      assert.ok(open.fired.length >= 3);
      assert.deepEqual(new Set(open.fired), new Set([stage]));
    });

    it('of other lists with the root', async () => {
      open = new TreeUnderTest(() => new FakeSource(pagesOf(9, 3)));
      await open.expand('Launched');
      open.fired.length = 0;
      await open.choices.choose({ catalog: 'Sandbox' });
      assert.deepEqual(open.fired, [undefined]);
    });

    it('with the very row objects that it gave out', async () => {
      open = new TreeUnderTest(() => new FakeSource(pagesOf(9, 3)));
      const roots = await open.tree.getChildren();
      await open.expand('Qualified');
      assert.equal(open.fired[0], roots[1]);
      assert.deepEqual(await open.tree.getChildren(), roots);
    });
  });

  it('survives twenty refreshes at once with two list runs a stage at most, and no id twice', async () => {
    const source = new FakeSource(pagesOf(6, 3));
    open = new TreeUnderTest(() => source);
    await open.all();
    source.calls.length = 0;
    const refreshes = Array.from({ length: 20 }, () => open.current.value.refresh());
    const looks = Array.from({ length: 20 }, () => open.all());
    await Promise.all(refreshes);
    for (const stage of stages) {
      const starts = source.calls.filter(
        ({ request }) => request.LifeCycleStage?.[0] === stage && request.NextToken === undefined,
      );
      assert.ok(starts.length === 1 || starts.length === 2, `${starts.length} list runs of ${stage}`);
    }
    for (const rows of [...(await Promise.all(looks)), await open.all()]) {
      const ids = rows.map(({ item }) => item.id);
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  it('makes no tooltip for a thousand opportunities until one is hovered', async () => {
    const source = createSampleSource({ opportunities: 2500 });
    open = new TreeUnderTest(() => source);
    const rows: Row[] = [];
    for (const stage of stages) {
      await open.expand(stage);
      const list = open.current.value.listOf(stage);
      while (list?.tail.kind === 'more') await list.loadMore();
      rows.push(...(await open.expand(stage)).filter(({ kind }) => kind === 'opportunity'));
    }
    assert.ok(rows.length >= 1000, `${rows.length} rows`);
    const items = rows.map((row) => open.itemOf(row));
    assert.ok(items.every(({ tooltip }) => tooltip === undefined));
    const [row, item] = [rows[0] as Row, items[0]];
    assert.ok(item && (await open.tree.resolveTreeItem(item, row)) === item);
    assert.ok(item.tooltip);
    assert.ok(items.slice(1).every(({ tooltip }) => tooltip === undefined));
  });
});
