import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { ListReading } from '../../../../src/core/lists/listReading';
import { WatchedSource } from '../../../../src/core/lists/watchedSource';
import { Feed, type FeedLimits, type FeedOwner } from '../../../../src/core/paging/feed';
import { pauseAfter } from '../../../../src/core/paging/patience';
import type { PipelineQuery } from '../../../../src/core/query/pipelineQuery';
import { FakeClock, settled } from '../../../support/fakeClock';
import { FakeSource, page, pagesOf, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

function feedOver(source: FakeSource, limits: FeedLimits = {}, clock?: FakeClock) {
  let changes = 0;
  const query: PipelineQuery = {
    ...{ catalog: 'AWS', filter: {}, pageSize: 100, split: 'byStage' },
    sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
  };
  const reading = new ListReading(new WatchedSource(source), query, 'Prospect', () => utc());
  const owner: FeedOwner = {
    priority: (_, asked) => asked,
    claim: (_, items) => items,
    patience: (_, error, failures, hurry) => clock && pauseAfter(error, failures, clock, hurry),
    changed: () => {
      changes += 1;
    },
  };
  return { feed: new Feed('Prospect', reading, owner, limits), changes: () => changes };
}

describe('Feed', () => {
  it('reads nothing before it is asked', () => {
    const source = new FakeSource();
    const { feed } = feedOver(source);
    assert.equal(feed.tail.kind, 'unread');
    assert.equal(source.calls.length, 0);
  });

  it('makes one request of any number of calls for the first page', async () => {
    const source = new FakeSource(pagesOf(250, 100));
    const { feed } = feedOver(source);
    await Promise.all(Array.from({ length: 20 }, () => feed.firstPage()));
    await feed.firstPage();
    assert.equal(source.tokens, '-');
    assert.equal(feed.items.length, 100);
    assert.deepEqual(feed.tail, { kind: 'more', at: { nextToken: 't1', used: 0 } });
  });

  it('offers to begin at the beginning where the starting token is refused, and else to read the list again', async () => {
    const source = new FakeSource((request) =>
      request.NextToken ? new SourceError('tokenRejected', { requestId: 'r1' }) : page([summary('O1')], 't1'),
    );
    const remedies = ({ tail }: Feed) => (tail.kind === 'failed' ? tail.error.remedies.map(({ kind }) => kind) : tail);
    const { feed: begun } = feedOver(source, { start: { nextToken: 'gone', used: 0 } });
    await begun.firstPage();
    assert.deepEqual(remedies(begun), ['fromBeginning']);
    assert.equal(begun.tail.kind === 'failed' && begun.tail.error.requestId, 'r1');
    const { feed } = feedOver(source);
    await feed.firstPage();
    await feed.loadMore();
    assert.deepEqual(remedies(feed), ['reload']);
  });

  it('makes one request of a double click on Load More, and ends at the last page', async () => {
    const source = new FakeSource(pagesOf(250, 100));
    const { feed } = feedOver(source);
    await feed.firstPage();
    await Promise.all([feed.loadMore(), feed.loadMore()]);
    assert.equal(source.tokens, '- t1');
    await feed.loadMore();
    await feed.loadMore();
    assert.equal(source.tokens, '- t1 t2');
    assert.equal(feed.items.length, 250);
    assert.equal(feed.tail.kind, 'end');
  });

  it('R01, R02: keeps what is loaded when a page fails, and tries that page again at its own token', async () => {
    let broken = true;
    const pages = pagesOf(500, 100);
    const source = new FakeSource((request) =>
      broken && request.NextToken === 't2' ? new SourceError('internal') : pages(request),
    );
    const { feed } = feedOver(source);
    await feed.firstPage();
    await feed.loadMore();
    await feed.loadMore();
    assert.equal(feed.items.length, 200);
    assert.equal(feed.tail.kind === 'failed' && feed.tail.error.code, 'internal');
    await feed.loadMore();
    assert.equal(feed.items.length, 200);
    broken = false;
    for (let i = 0; i < 3; i++) await feed.loadMore();
    assert.equal(feed.items.length, 500);
    assert.equal(new Set(feed.items.map((item) => item.Id)).size, 500);
    assert.equal(source.tokens, '- t1 t2 t2 t2 t3 t4');
  });

  it('tries a failed first page again from the start', async () => {
    const source = new FakeSource((_, n) => (n === 1 ? new SourceError('offline') : page([summary('O1')])));
    const { feed } = feedOver(source);
    await feed.firstPage();
    assert.equal(feed.tail.kind, 'failed');
    await feed.firstPage();
    assert.equal(source.calls.length, 1, 'looking at the stage again does not ask again');
    await feed.loadMore();
    assert.equal(feed.items.length, 1);
  });

  it('R12: reads on over empty pages', async () => {
    const answers = [page([], 'a'), page([], 'b'), page([summary('O1')], 'c')];
    const source = new FakeSource((_, n) => answers[n - 1]);
    const { feed, changes } = feedOver(source);
    await feed.firstPage();
    assert.equal(feed.items.length, 1);
    assert.deepEqual(feed.tail, { kind: 'more', at: { nextToken: 'c', used: 0 } });
    assert.equal(changes(), 1, 'nobody saw an empty stage');
  });

  for (const [name, tokens, calls] of [
    ['the same token', ['a', 'a'], 2],
    ['A, B, A, B', ['a', 'b', 'a', 'b'], 3],
  ] as const) {
    it(`R11: stops at ${name}`, async () => {
      const source = new FakeSource((_, n) => page([summary(`O${n}`)], tokens[(n - 1) % tokens.length]));
      const { feed } = feedOver(source);
      await feed.firstPage();
      while (feed.tail.kind === 'more') await feed.loadMore();
      assert.equal(feed.tail.kind === 'failed' && feed.tail.error.code, 'repeatedToken');
      assert.equal(source.calls.length, calls);
      assert.equal(feed.items.length, calls, 'what came with the repeated token is kept');
    });
  }

  it('R11: stops after 20 empty pages in a row, and can go on from there', async () => {
    const source = new FakeSource((_, n) => page([], `t${n}`));
    const { feed } = feedOver(source);
    await feed.firstPage();
    assert.equal(feed.tail.kind === 'failed' && feed.tail.error.code, 'tooManyEmptyPages');
    assert.equal(source.calls.length, 21);
    await feed.loadMore();
    assert.equal(source.calls[21]?.request.NextToken, 't21');
  });

  it('shows an opportunity that comes twice once, in its newest version, where it stood first', async () => {
    const answers = [
      page([summary('O1'), summary('O2', 'Prospect', '2026-02-01T00:00:00.000Z')], 'a'),
      page([summary('O1', 'Prospect', '2026-03-01T00:00:00.000Z'), summary('O2'), summary('O3')]),
    ];
    const { feed } = feedOver(new FakeSource((_, n) => answers[n - 1]));
    await feed.firstPage();
    await feed.loadMore();
    assert.deepEqual(
      feed.items.map((item) => `${item.Id} ${item.LastModifiedDate?.slice(0, 7)}`),
      ['O1 2026-03', 'O2 2026-02', 'O3 2026-01'],
    );
  });

  it('knows the newer version to the last digit of a second, and by zone', async () => {
    const modified = (moment: string) => summary('O1', 'Prospect', moment);
    for (const [older, newer] of [
      ['2026-02-01T00:00:50Z', '2026-02-01T00:00:50.5Z'],
      ['2026-02-01T00:00:50.123Z', '2026-02-01T00:00:50.123456Z'],
      ['2026-02-01T09:00:00+09:00', '2026-02-01T00:00:01Z'],
    ] as const) {
      for (const order of [
        [older, newer],
        [newer, older],
      ] as const) {
        const { feed } = feedOver(
          new FakeSource((_, n) => page([modified(order[n - 1] ?? '')], n === 1 ? 'a' : undefined)),
        );
        await feed.firstPage();
        await feed.loadMore();
        assert.deepEqual(
          feed.items.map((item) => item.LastModifiedDate),
          [newer],
        );
      }
    }
  });

  it('keeps every opportunity that has no id', async () => {
    const { feed } = feedOver(new FakeSource(() => page([{ Catalog: 'AWS' }, { Catalog: 'AWS' }])));
    await feed.firstPage();
    assert.equal(feed.items.length, 2);
  });

  it('R17: a page that comes late has nowhere to land', async () => {
    const source = new FakeSource();
    const { feed, changes } = feedOver(source);
    const first = feed.firstPage();
    feed.dispose();
    assert.ok(source.calls[0]?.signal.aborted);
    source.calls[0]?.answer(page([summary('O1')]));
    await first;
    assert.equal(feed.items.length, 0);
    assert.equal(changes(), 0);
  });

  it('turns a fault of ours into an error without its text', async () => {
    const source = new FakeSource(() => {
      throw new TypeError('Acme Corp');
    });
    const { feed } = feedOver(source);
    await feed.firstPage();
    const { tail } = feed;
    assert.ok(tail.kind === 'failed');
    assert.equal(tail.error.origin, 'TypeError');
    assert.ok(!JSON.stringify(tail.error).includes('Acme') && !tail.error.message.includes('Acme'));
  });

  it('counts what could not be read', async () => {
    const source = new FakeSource(() => ({ items: [summary('O1')], skipped: 2, unreadable: 1 }));
    const { feed } = feedOver(source);
    await feed.firstPage();
    assert.deepEqual(feed.notices, { skipped: 2, unreadable: 1 });
  });

  it('stops at the most items, says where as the AWS CLI would, and goes on from there for as many again', async () => {
    const source = new FakeSource(pagesOf(250, 100));
    const { feed } = feedOver(source, { maxItems: 120 });
    await feed.firstPage();
    await feed.loadMore();
    assert.equal(feed.items.length, 120);
    assert.equal(
      feed.tail.kind === 'cut' && atob(feed.tail.resumeToken),
      '{"NextToken": "t1", "boto_truncate_amount": 20}',
    );
    await feed.loadMore();
    assert.equal(feed.items.length, 200);
    await feed.loadMore();
    assert.equal(feed.items.length, 240);
    await feed.loadMore();
    assert.equal(feed.items.length, 250);
    assert.equal(feed.tail.kind, 'end');
    assert.equal(new Set(feed.items.map((item) => item.Id)).size, 250);
  });

  it('stops several times within one page, repeats no row and names each place in it', async () => {
    const source = new FakeSource(pagesOf(100, 100));
    const { feed } = feedOver(source, { maxItems: 30 });
    const places: unknown[] = [];
    for (const loaded of [30, 60, 90]) {
      await feed.loadMore();
      assert.equal(feed.items.length, loaded);
      assert.ok(feed.tail.kind === 'cut');
      assert.deepEqual(feed.tail.at, { nextToken: undefined, used: loaded });
      places.push(atob(feed.tail.resumeToken));
    }
    assert.deepEqual(
      places,
      [30, 60, 90].map((used) => `{"NextToken": null, "boto_truncate_amount": ${used}}`),
    );
    await feed.loadMore();
    assert.equal(feed.tail.kind, 'end');
    assert.equal(feed.items.length, 100);
    assert.equal(new Set(feed.items.map((item) => item.Id)).size, 100);
  });

  it('stops between two pages when the most items end there', async () => {
    const { feed } = feedOver(new FakeSource(pagesOf(250, 100)), { maxItems: 100 });
    await feed.firstPage();
    assert.equal(feed.tail.kind === 'cut' && atob(feed.tail.resumeToken), '{"NextToken": "t1"}');
  });

  it('begins where a starting token says', async () => {
    const source = new FakeSource(pagesOf(250, 100));
    const { feed } = feedOver(source, { start: { nextToken: 't1', used: 20 } });
    await feed.firstPage();
    assert.equal(source.tokens, 't1');
    assert.equal(feed.items.length, 80);
    assert.equal(feed.items[0]?.Id, 'O8000121');
  });

  it('R09, R10: waits for what passes by itself, says so meanwhile, keeps what is loaded and goes on', async () => {
    for (const code of ['throttled', 'offline', 'unreachable', 'connectionLost'] as const) {
      const clock = new FakeClock();
      const pages = pagesOf(6, 2);
      // Down from the first second to the sixth.
      const down = () => clock.now() >= 1_000 && clock.now() < 6_000;
      const source = new FakeSource((request) => (down() ? new SourceError(code) : pages(request)));
      const { feed } = feedOver(source, {}, clock);
      await feed.firstPage();
      await clock.pass(1_000);
      void feed.loadMore();
      await settled();
      assert.equal(feed.tail.kind === 'loading' && feed.tail.waiting?.code, code);
      assert.equal(feed.items.length, 2);
      await clock.pass(15_000);
      assert.equal(feed.tail.kind, 'more');
      assert.equal(feed.items.length, 4);
      assert.equal(source.tokens, '- t1 t1 t1 t1');
      assert.equal(clock.timers, 0);
    }
  });

  it('tries at once when it is asked to while it waits', async () => {
    const clock = new FakeClock();
    const source = new FakeSource((_, n) => (n === 1 ? new SourceError('throttled') : page([summary('O1')])));
    const { feed } = feedOver(source, {}, clock);
    await feed.firstRows();
    assert.equal(feed.tail.kind, 'loading', 'there is something to show');
    await feed.loadMore();
    assert.equal(feed.tail.kind, 'end');
    assert.equal(clock.now(), 0);
    assert.equal(clock.timers, 0);
  });

  it('gives up after some minutes, and at once on what does not pass', async () => {
    const clock = new FakeClock();
    const { feed } = feedOver(new FakeSource(() => new SourceError('throttled')), {}, clock);
    void feed.firstPage();
    await clock.pass(240_000);
    assert.equal(feed.tail.kind, 'loading');
    await clock.pass(120_000);
    assert.equal(feed.tail.kind, 'failed');
    const denied = feedOver(new FakeSource(() => new SourceError('accessDenied')), {}, clock);
    await denied.feed.firstPage();
    assert.equal(denied.feed.tail.kind, 'failed');
  });

  it('R19: stops while it waits, at once, at the place where it was', async () => {
    const clock = new FakeClock();
    const pages = pagesOf(6, 2);
    const source = new FakeSource((request) => (request.NextToken ? new SourceError('throttled') : pages(request)));
    const { feed } = feedOver(source, {}, clock);
    await feed.firstPage();
    const stop = new AbortController();
    const more = feed.loadMore('background', stop.signal);
    await settled();
    stop.abort();
    await more;
    assert.deepEqual(feed.tail, { kind: 'more', at: { nextToken: 't1', used: 0 }, stopped: true });
    assert.equal(clock.timers, 0);
    assert.equal(feed.items.length, 2);
  });

  it('waits no longer once it is disposed', async () => {
    const clock = new FakeClock();
    const { feed } = feedOver(new FakeSource(() => new SourceError('offline')), {}, clock);
    await feed.firstRows();
    feed.dispose();
    await settled();
    assert.equal(clock.timers, 0);
  });
});
