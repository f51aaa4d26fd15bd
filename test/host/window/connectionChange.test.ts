import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import type { ListRequest, OpportunitySummary } from '../../../src/core/model/opportunity';
import type { Page } from '../../../src/core/paging/source';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { Documents } from '../../../src/views/documents/documents';
import { FakeSource, page, pagesOf, sourceOfPages, summary } from '../../support/fakeSource';
import { eventually } from '../support/eventually';
import { rowIds, TreeUnderTest } from '../support/treeUnderTest';

/** A source that answers when it is told to, whether or not it was aborted meanwhile: the worst that a network can do. */
class LateSource implements OpportunitySource {
  readonly calls: {
    readonly request: ListRequest;
    readonly signal: AbortSignal;
    answer(page: Page<OpportunitySummary>): void;
  }[] = [];
  disposed = false;

  readonly run = sourceOfPages(
    (request, _priority, signal) => new Promise((answer) => void this.calls.push({ request, signal, answer })),
  ).run;

  dispose(): void {
    this.disposed = true;
  }
}

describe('a window whose connection or query changes', () => {
  let open: TreeUnderTest;
  let sources: LateSource[];

  beforeEach(() => {
    sources = [];
    open = new TreeUnderTest(() => {
      const source = new LateSource();
      sources.push(source);
      return source;
    });
  });

  afterEach(() => open.dispose());

  /** Waits until the n-th source was asked for a page: the tree looks for credentials first. */
  async function requested(n: number): Promise<void> {
    await eventually(() => assert.ok(sources[n]?.calls[0]));
  }

  const changes: readonly (readonly [name: string, change: () => unknown])[] = [
    ['another profile', () => open.choices.choose({ profile: 'other' })],
    ['another catalog', () => open.choices.choose({ catalog: 'Sandbox' })],
    ['sample data', () => open.choices.choose({ sampleData: true })],
    ['another sort', () => open.settings.set('sort.by', 'Identifier')],
    ['another page size', () => open.settings.set('pageSize', 7)],
    ['another endpoint', () => open.settings.set('endpoint', 'http://127.0.0.1:1')],
  ];

  for (const [name, change] of changes) {
    it(`never shows a late page of before: ${name}`, async () => {
      const before = open.tree.getChildren(await open.stage('Prospect'));
      await change();
      assert.equal(sources[0]?.calls[0]?.signal.aborted, true);
      assert.equal(sources[0]?.disposed, true);

      const after = open.expand('Prospect');
      await requested(1);
      open.fired.length = 0;
      sources[0]?.calls[0]?.answer(page([summary('O1')], 't1'));
      assert.deepEqual(rowIds(await before), ['Prospect/tail'], 'what counts are the lists of now');
      assert.deepEqual(open.fired, [], 'no event for a page that nobody waits for');

      sources[1]?.calls[0]?.answer(page([summary('O2')]));
      assert.deepEqual(rowIds(await after), ['Prospect/O2']);
      assert.deepEqual(rowIds(await open.expand('Prospect')), ['Prospect/O2']);
      assert.equal(sources.length, 2);
    });

    it(`never shows it when it comes after the new one either: ${name}`, async () => {
      const before = open.tree.getChildren(await open.stage('Prospect'));
      await change();
      const after = open.expand('Prospect');
      await requested(1);
      sources[1]?.calls[0]?.answer(page([summary('O2')]));
      assert.deepEqual(rowIds(await after), ['Prospect/O2']);
      open.fired.length = 0;
      sources[0]?.calls[0]?.answer(page([summary('O1')], 't1'));
      assert.deepEqual(rowIds(await before), ['Prospect/O2']);
      assert.deepEqual(open.fired, []);
    });
  }

  it('drops a refresh of before and its late pages', async () => {
    const first = open.expand('Prospect');
    await requested(0);
    sources[0]?.calls[0]?.answer(page([summary('O1')]));
    await first;
    const refresh = open.current.value.refresh();
    await open.choices.choose({ profile: 'other' });
    open.fired.length = 0;
    sources[0]?.calls[1]?.answer(page([summary('O3')]));
    await refresh;
    assert.deepEqual(open.fired, []);
    assert.deepEqual([...open.current.value.loaded()], []);
  });

  it('keeps no document that was read for the connection before', async () => {
    const provider = new Documents(open.current);
    try {
      const uri = Uri.parse('partner-central:/AWS/O1.opportunity.json');
      const read = async () => JSON.parse(new TextDecoder().decode(await provider.readFile(uri)));
      const [before, meanwhile] = [read(), read()];
      assert.equal(sources[0]?.calls.length, 1);
      await open.choices.choose({ profile: 'other' });
      const after = read();
      sources[0]?.calls[0]?.answer(page([summary('O1', 'Prospect')]));
      let documents: readonly { readonly LifeCycle: { readonly Stage: string } }[] | undefined;
      void Promise.all([before, meanwhile, after]).then((all) => {
        documents = all;
      });
      await eventually(() => {
        for (const call of sources[1]?.calls ?? []) call.answer(page([summary('O1', 'Launched')]));
        assert.ok(documents);
      });
      for (const document of [...(documents ?? []), await read()]) {
        assert.equal(document.LifeCycle.Stage, 'Launched');
      }
      assert.equal(sources[1]?.calls.length, 1);
    } finally {
      provider.dispose();
    }
  });

  it('opens no source before its lists are asked for', async () => {
    await open.choices.choose({ profile: 'one' });
    await open.choices.choose({ profile: 'two' });
    await open.tree.getChildren();
    assert.equal(sources.length, 0, 'the stages are known without one');
    assert.equal(open.current.value.keys.length, 7);
    assert.deepEqual(open.opened, [{ kind: 'aws', catalog: 'AWS', profile: 'two' }]);
  });

  it('keeps its lists when nothing of them changed', async () => {
    await open.tree.getChildren();
    const lists = open.current.value;
    open.settings.set('requestsPerSecond', 2);
    open.settings.set('pageSize', 100);
    await open.choices.choose({ catalog: 'AWS' });
    assert.equal(open.current.value, lists);
    assert.equal(sources.length, 1);
  });

  it('tells whether the connection stayed the same', async () => {
    const seen: boolean[] = [];
    open.current.onDidReplace(({ sameConnection }) => void seen.push(sameConnection));
    await open.tree.getChildren();
    open.settings.set('sort.order', 'ASCENDING');
    await open.tree.getChildren();
    await open.choices.choose({ catalog: 'Sandbox' });
    assert.deepEqual(seen, [true, false]);
  });
});

describe('the request for a page', () => {
  it('says what the settings and the choices of the window say', async () => {
    const source = new FakeSource(pagesOf(1, 1));
    const open = new TreeUnderTest(() => source);
    try {
      open.settings.set('pageSize', 20);
      open.settings.set('sort.by', 'CustomerCompanyName');
      open.settings.set('sort.order', 'ASCENDING');
      await open.choices.choose({ catalog: 'Sandbox' });
      await open.expand('Closed Lost');
      assert.deepEqual(
        source.calls.map(({ request }) => request),
        [
          {
            Catalog: 'Sandbox',
            MaxResults: 20,
            Sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' },
            LifeCycleStage: ['Closed Lost'],
          },
        ],
      );
    } finally {
      open.dispose();
    }
  });
});
