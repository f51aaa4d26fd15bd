import assert from 'node:assert/strict';
import { exportChunks, takeSnapshot } from '../../../src/core/exportDocument';
import { loadAll } from '../../../src/core/loadAll';
import { Pipeline, type PipelineQuery } from '../../../src/core/pipeline';
import type { OpportunitySource } from '../../../src/core/source';
import { SourceError } from '../../../src/core/sourceError';
import { canWriteWhole, WholeExport } from '../../../src/core/wholeExport';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { FakeClock, settled } from '../../support/fakeClock';
import { FakeSource, page, pagesOf, summary } from '../../support/fakeSource';
import { utc } from '../../support/moments';

const now = utc('2026-06-01T12:00:00Z');
const query: PipelineQuery = {
  catalog: 'AWS',
  filter: {},
  sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  pageSize: 100,
  split: 'byStage',
};
const never = new AbortController().signal;
const over = (source: OpportunitySource, more: Partial<PipelineQuery> = {}) =>
  new Pipeline(source, { ...query, ...more }, () => now);
const wholeOf = (pipeline: Pipeline, clock = new FakeClock()) => new WholeExport(pipeline, clock, now);

async function textOf(whole: WholeExport, signal = never): Promise<string> {
  let text = '';
  for await (const chunk of whole.chunks(signal)) text += chunk;
  return text;
}

describe('the whole list, written while it is read', () => {
  it('is the document that everything loaded as one list would be', async () => {
    for (const filter of [{}, { LifeCycleStage: ['Committed', 'Launched'] as const }]) {
      const source = createSampleSource({ opportunities: 250 });
      const loaded = over(source, { split: 'whole', filter });
      await loadAll(loaded, 1_000, never);
      const whole = wholeOf(over(source, { filter }));
      assert.equal(await textOf(whole), [...exportChunks(takeSnapshot(loaded, { kind: 'loaded' }, now))].join(''));
      assert.ok(whole.facts.complete && whole.count > 0);
    }
  });

  it('holds what no list by stage holds', async () => {
    const source = new FakeSource(() => page([{ ...summary('O1'), LifeCycle: {} }]));
    const whole = wholeOf(over(source));
    const { OpportunitySummaries: items, Export: facts } = JSON.parse(await textOf(whole));
    assert.deepEqual([items.length, facts.stages], [1, [{ stage: null, count: 1, complete: true }]]);
    assert.equal(source.calls[0]?.request.LifeCycleStage, undefined);
    assert.equal(source.calls[0]?.priority, 'background');
  });

  it('holds an opportunity once that a changing list sends again, and every one without an id', async () => {
    const { Id: _, ...nameless } = summary('');
    const pages = [page([summary('O1'), summary('O2'), nameless], 'a'), page([summary('O2'), nameless, summary('O3')])];
    const whole = wholeOf(over(new FakeSource((_request, n) => pages[n - 1])));
    const { OpportunitySummaries: items } = JSON.parse(await textOf(whole));
    assert.deepEqual(
      items.map(({ Id }: { Id?: string }) => Id),
      ['O1', 'O2', undefined, undefined, 'O3'],
    );
    assert.equal(whole.facts.count, 5);
  });

  it('is a document where there is nothing, and does not claim to be all where entries were no opportunities', async () => {
    const none = wholeOf(over(new FakeSource(() => page([]))));
    assert.deepEqual(JSON.parse(await textOf(none)).OpportunitySummaries, []);
    const some = wholeOf(over(new FakeSource(() => ({ items: [summary('O1')], skipped: 1, unreadable: 0 }))));
    const { Export: facts } = JSON.parse(await textOf(some));
    assert.deepEqual([facts.complete, facts.missing], [false, ['unreadableEntries']]);
  });

  it('waits for what passes by itself, and goes on at the same token', async () => {
    const clock = new FakeClock();
    const answer = pagesOf(30, 10);
    const source = new FakeSource((request, n) => (n === 2 ? new SourceError('throttled') : answer(request)));
    const done = textOf(wholeOf(over(source), clock));
    await clock.pass(1_000);
    assert.equal(JSON.parse(await done).OpportunitySummaries.length, 30);
    assert.equal(source.tokens, '- t1 t1 t2');
  });

  it('throws where a page fails, the list repeats itself, or it is stopped', async () => {
    const denied = new FakeSource((_request, n) => (n === 2 ? new SourceError('accessDenied') : page([], 'a')));
    await assert.rejects(textOf(wholeOf(over(denied))), { code: 'accessDenied' });
    const endless = new FakeSource(() => page([summary('O1')], 'a'));
    await assert.rejects(textOf(wholeOf(over(endless))), { code: 'repeatedToken' });
    const stop = new AbortController();
    const stopped = textOf(wholeOf(over(new FakeSource())), stop.signal);
    await settled();
    stop.abort();
    await assert.rejects(stopped, { code: 'aborted' });
    const waiting = new AbortController();
    const offline = new FakeSource((_request, n) => (n === 1 ? new SourceError('offline') : undefined));
    const paused = textOf(wholeOf(over(offline)), waiting.signal);
    await settled();
    waiting.abort();
    await assert.rejects(paused, { code: 'aborted' });
  });

  it('is not offered where the person asked for a part of the list', () => {
    assert.ok(canWriteWhole(over(new FakeSource())));
    assert.ok(!canWriteWhole(over(new FakeSource(), { split: 'whole', maxItems: 20 })));
    assert.ok(!canWriteWhole(over(new FakeSource(), { split: 'whole', startingToken: 'abc' })));
  });
});
