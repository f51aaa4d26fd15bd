import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canLoadMore, heldCount, loadAll, loadedCount, pagesRead } from '../../../src/core/loadAll';
import type { ListRequest, OpportunitySummary, Sort, Stage } from '../../../src/core/opportunity';
import { Pipeline } from '../../../src/core/pipeline';
import type { Page } from '../../../src/core/source';
import { SourceError } from '../../../src/core/sourceError';
import { settled } from '../../support/fakeClock';
import { type Call, FakeSource, page, summary } from '../../support/fakeSource';
import { utc } from '../../support/moments';

const byDate: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
const never = new AbortController().signal;

/** The list that is read from both ends, and one that ends before it, ten a page. */
const over = (source: FakeSource, sort = byDate, others: readonly Stage[] = ['Committed']) =>
  new Pipeline(
    source,
    { catalog: 'AWS', filter: { LifeCycleStage: ['Prospect', ...others] }, sort, pageSize: 10, split: 'byStage' },
    () => utc('2026-01-01'),
  );

/** Opportunities of the given days; those of the other stage have dates too, unless a day of these is missing. */
const modifiedOn = (days: readonly (number | undefined)[], stage: Stage = 'Prospect'): OpportunitySummary[] =>
  days.map((day, n) => {
    const { LastModifiedDate: _, Id, ...rest } = summary(`O${stage === 'Prospect' ? 1 : 2}${n}`, stage);
    // AWS does not promise an id either.
    const item = { ...rest, ...(n % 7 !== 3 && { Id }), Arn: Id };
    return day === undefined ? item : { ...item, LastModifiedDate: new Date(Date.UTC(2020, 0, day)).toISOString() };
  });

/** A service that sorts as it is asked to: of one date, by ids either way, and what has none comes last either way. */
function serving(prospects: readonly OpportunitySummary[], others = vouchers): (request: ListRequest) => Page {
  return ({ Sort, NextToken, LifeCycleStage }) => {
    const items = LifeCycleStage?.[0] === 'Prospect' ? prospects : others;
    const descending = Sort?.SortOrder === 'DESCENDING';
    const sorted = [...items].sort(({ LastModifiedDate: a }, { LastModifiedDate: b }) => {
      if (a === b) return 0;
      if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
      return a < b === descending ? 1 : -1;
    });
    const from = Number(NextToken ?? 0);
    return page(sorted.slice(from, from + 10), from + 10 < items.length ? String(from + 10) : undefined);
  };
}

const vouchers = modifiedOn(
  Array.from({ length: 160 }, (_, n) => n),
  'Committed',
);
const many = modifiedOn(Array.from({ length: 305 }, (_, n) => n));
const all = many.length + vouchers.length;
const newestFirst = many.map(({ Arn }) => Arn).toReversed();
const arnsOf = (pipeline: Pipeline) => pipeline.feed('Prospect')?.items.map(({ Arn }) => Arn);
const orders = (source: FakeSource) => source.calls.map(({ request }) => request.Sort?.SortOrder);

describe('a list that is read from both ends', () => {
  it('is all there, in its order, after a request more than it has pages at most', async () => {
    const source = new FakeSource(serving(many));
    const pipeline = over(source);
    assert.deepEqual(await loadAll(pipeline, 1_000, never), { kind: 'complete' });
    assert.deepEqual(arnsOf(pipeline), newestFirst);
    assert.ok(orders(source).includes('ASCENDING'));
    assert.ok(source.calls.length <= 16 + 33, `${source.calls.length} requests`);
    assert.equal(pagesRead(pipeline), source.calls.length);
    assert.ok(!canLoadMore(pipeline));
    assert.equal(heldCount(pipeline), 0);
  });

  it('is complete whatever falls on one date, whatever has none, and whichever end answers first', async () => {
    const list = (minLength: number) => fc.array(day, { minLength, maxLength: 300, size: 'max' });
    const day = fc.option(fc.nat({ max: 30 }), { freq: 600, nil: undefined });
    let joined = 0;
    await fc.assert(
      fc.asyncProperty(list(90), list(0), fc.infiniteStream(fc.nat()), async (days, otherDays, choices) => {
        // Where dates are missing in one list they are in the others: that is what a list is vouched for by.
        const missing = [...days, ...otherDays].includes(undefined) ? [undefined] : [];
        const items = modifiedOn([...days, ...missing]);
        const others = modifiedOn([...otherDays, ...missing], 'Committed');
        const source = new FakeSource();
        const pipeline = over(source);
        const done = loadAll(pipeline, Number.POSITIVE_INFINITY, never);
        const answers = serving(items, others);
        const waiting: Call[] = [];
        for (let taken = 0; ; ) {
          await settled();
          waiting.push(...source.calls.slice(taken));
          taken = source.calls.length;
          const [call] = waiting.splice((choices.next().value ?? 0) % Math.max(1, waiting.length), 1);
          if (!call) break;
          if (!call.signal.aborted) call.answer(answers(call.request));
        }
        assert.deepEqual(await done, { kind: 'complete' });
        assert.deepEqual(arnsOf(pipeline)?.toSorted(), items.map(({ Arn }) => Arn).toSorted());
        assert.equal(loadedCount(pipeline), items.length + others.length);
        const tokens = source.calls.filter(({ request }) => request.LifeCycleStage?.[0] === 'Prospect');
        if (tokens.filter(({ request }) => request.Sort?.SortOrder === 'DESCENDING').length < items.length / 10)
          joined++;
      }),
      { numRuns: 60 },
    );
    assert.ok(joined > 5, `${joined} were joined`);
  });

  it('is read from its beginning alone where it is short, nothing vouches for it, or AWS does not explain its order', async () => {
    const short = many.slice(0, 80);
    for (const [items, sort, others] of [
      [short, byDate, ['Committed']],
      [many, byDate, []],
      [many, { ...byDate, SortBy: 'CustomerCompanyName' }, ['Committed']],
      [many, { ...byDate, SortBy: 'TargetCloseDate' }, ['Committed']],
    ] as const) {
      const source = new FakeSource(serving(items, short));
      assert.deepEqual(await loadAll(over(source, sort, others), 1_000, never), { kind: 'complete' });
      assert.deepEqual(new Set(orders(source)), new Set(['DESCENDING']));
    }
  });

  it('does without where the far end fails, repeats itself, or comes out of order', async () => {
    const answer = serving(many);
    const faults: readonly ((request: ListRequest) => Page | SourceError)[] = [
      () => new SourceError('throttled'),
      (request) => page(answer(request).items, 'again'),
      (request) => page(answer(request).items.toReversed(), answer(request).nextToken),
      (request) =>
        page(
          answer(request).items.map(({ LastModifiedDate: _, ...item }) => item),
          answer(request).nextToken,
        ),
    ];
    for (const fault of faults) {
      const source = new FakeSource((request) =>
        request.Sort?.SortOrder === 'ASCENDING' ? fault(request) : answer(request),
      );
      const pipeline = over(source);
      assert.deepEqual(await loadAll(pipeline, 1_000, never), { kind: 'complete' });
      assert.deepEqual(arnsOf(pipeline), newestFirst);
    }
  });

  it('shows no more than the limit, and goes on with what was held back', async () => {
    const source = new FakeSource(serving(many));
    const pipeline = over(source);
    assert.deepEqual(await loadAll(pipeline, 350, never), { kind: 'limit' });
    assert.equal(loadedCount(pipeline), 350);
    const sent = source.calls.length;
    assert.ok(heldCount(pipeline) > 0);
    assert.deepEqual(await loadAll(pipeline, 700, never), { kind: 'complete' });
    assert.equal(loadedCount(pipeline), all);
    assert.ok(source.calls.length - sent < 12);
  });

  it('keeps what it shows in one piece where it is stopped', async () => {
    const stop = new AbortController();
    const answer = serving(many);
    const source = new FakeSource((request, n) => {
      if (n === 35) stop.abort();
      return n < 35 ? answer(request) : undefined;
    });
    const pipeline = over(source);
    assert.deepEqual(await loadAll(pipeline, 1_000, stop.signal), { kind: 'stopped' });
    const shown = pipeline.feed('Prospect')?.items ?? [];
    assert.deepEqual(shown, many.toReversed().slice(0, shown.length));
    assert.equal(pipeline.feed('Prospect')?.tail.kind, 'more');
  });
});
