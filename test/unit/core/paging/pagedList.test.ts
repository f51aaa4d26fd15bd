import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { type ListPart, startOf } from '../../../../src/core/paging/pageCursor';
import { type ListOwner, PagedList } from '../../../../src/core/paging/pagedList';
import { usualPatience } from '../../../../src/core/paging/patience';
import { encodeResumeToken } from '../../../../src/core/paging/resumeToken';
import { FakeClock, settled } from '../../../support/fakeClock';
import { pageOf } from '../../../support/fakeSource';
import { gateOn, throughGate } from '../../../support/gate/throughGate';
import { type Card, card, cardIdentity, cardsOf, ToyPages } from '../../../support/toyList';

function listOver(pages: ToyPages, part: ListPart = {}, clock?: FakeClock) {
  let changes = 0;
  const owner: ListOwner<Card> = {
    priority: (asked) => asked,
    admit: (items) => items,
    patience: () => (clock ? usualPatience : 0),
    changed: () => {
      changes += 1;
    },
  };
  const read = clock ? throughGate(gateOn(clock), pages.read) : pages.read;
  return { list: new PagedList(cardIdentity, read, startOf(part), owner), changes: () => changes };
}

describe('PagedList', () => {
  it('reads nothing before it is asked', () => {
    const pages = new ToyPages();
    const { list } = listOver(pages);
    assert.equal(list.tail.kind, 'unread');
    assert.equal(pages.calls.length, 0);
  });

  it('makes one request of any number of calls for the first page', async () => {
    const pages = new ToyPages(cardsOf(250, 100));
    const { list } = listOver(pages);
    await Promise.all(Array.from({ length: 20 }, () => list.firstPage()));
    await list.firstPage();
    assert.equal(pages.tokens, '-');
    assert.equal(list.items.length, 100);
    assert.deepEqual(list.tail, { kind: 'more', at: { nextToken: 't1', used: 0 } });
  });

  it('offers to begin at the beginning where the starting token is refused, and else to read the list again', async () => {
    const pages = new ToyPages((token) =>
      token ? new SourceError('tokenRejected', { requestId: 'r1' }) : pageOf([card('O1')], 't1'),
    );
    const remedies = ({ tail }: PagedList<Card>) =>
      tail.kind === 'failed' ? tail.error.remedies.map(({ kind }) => kind) : tail;
    const { list: begun } = listOver(pages, { startingToken: 'gone' });
    await begun.firstPage();
    assert.deepEqual(remedies(begun), ['fromBeginning']);
    assert.equal(begun.tail.kind === 'failed' && begun.tail.error.requestId, 'r1');
    const { list } = listOver(pages);
    await list.firstPage();
    await list.loadMore();
    assert.deepEqual(remedies(list), ['reload']);
  });

  it('makes one request of a double click on Load More, and ends at the last page', async () => {
    const pages = new ToyPages(cardsOf(250, 100));
    const { list } = listOver(pages);
    await list.firstPage();
    await Promise.all([list.loadMore(), list.loadMore()]);
    assert.equal(pages.tokens, '- t1');
    await list.loadMore();
    await list.loadMore();
    assert.equal(pages.tokens, '- t1 t2');
    assert.equal(list.items.length, 250);
    assert.equal(list.tail.kind, 'end');
  });

  it('R01, R02: keeps what is loaded when a page fails, and tries that page again at its own token', async () => {
    let broken = true;
    const answer = cardsOf(500, 100);
    const pages = new ToyPages((token) => (broken && token === 't2' ? new SourceError('internal') : answer(token)));
    const { list } = listOver(pages);
    await list.firstPage();
    await list.loadMore();
    await list.loadMore();
    assert.equal(list.items.length, 200);
    assert.equal(list.tail.kind === 'failed' && list.tail.error.code, 'internal');
    await list.loadMore();
    assert.equal(list.items.length, 200);
    broken = false;
    for (let i = 0; i < 3; i++) await list.loadMore();
    assert.equal(list.items.length, 500);
    assert.equal(new Set(list.items.map((item) => item.id)).size, 500);
    assert.equal(pages.tokens, '- t1 t2 t2 t2 t3 t4');
  });

  it('tries a failed first page again from the start', async () => {
    const pages = new ToyPages((_, n) => (n === 1 ? new SourceError('offline') : pageOf([card('O1')])));
    const { list } = listOver(pages);
    await list.firstPage();
    assert.equal(list.tail.kind, 'failed');
    await list.firstPage();
    assert.equal(pages.calls.length, 1, 'looking at the list again does not ask again');
    await list.loadMore();
    assert.equal(list.items.length, 1);
  });

  it('R12: reads on over empty pages', async () => {
    const answers = [pageOf([], 'a'), pageOf([], 'b'), pageOf([card('O1')], 'c')];
    const pages = new ToyPages((_, n) => answers[n - 1]);
    const { list, changes } = listOver(pages);
    await list.firstPage();
    assert.equal(list.items.length, 1);
    assert.deepEqual(list.tail, { kind: 'more', at: { nextToken: 'c', used: 0 } });
    assert.equal(changes(), 1, 'nobody saw an empty list');
  });

  for (const [name, tokens, pagesRead] of [
    ['the same token', ['a', 'a'], 2],
    ['A, B, A, B', ['a', 'b', 'a', 'b'], 3],
  ] as const) {
    it(`R11: stops at ${name}`, async () => {
      const pages = new ToyPages((_, n) => pageOf([card(`O${n}`)], tokens[(n - 1) % tokens.length]));
      const { list } = listOver(pages);
      await list.firstPage();
      while (list.tail.kind === 'more') await list.loadMore();
      assert.equal(list.tail.kind === 'failed' && list.tail.error.code, 'repeatedToken');
      assert.equal(pages.calls.length, pagesRead);
      assert.equal(list.items.length, pagesRead, 'what came with the repeated token is kept');
    });
  }

  it('R11: stops after 20 empty pages in a row, and can go on from there', async () => {
    const pages = new ToyPages((_, n) => pageOf([], `t${n}`));
    const { list } = listOver(pages);
    await list.firstPage();
    assert.equal(list.tail.kind === 'failed' && list.tail.error.code, 'tooManyEmptyPages');
    assert.equal(pages.calls.length, 21);
    await list.loadMore();
    assert.equal(pages.calls[21]?.token, 't21');
  });

  it('shows an item that comes twice once, in its newest version, where it stood first', async () => {
    const answers = [
      pageOf([card('O1', 1), card('O2', 2)], 'a'),
      pageOf([card('O1', 3), card('O2', 1), card('O3', 1)]),
    ];
    const { list } = listOver(new ToyPages((_, n) => answers[n - 1]));
    await list.firstPage();
    await list.loadMore();
    assert.deepEqual(list.items, [card('O1', 3), card('O2', 2), card('O3', 1)]);
  });

  it('keeps every item that has no id', async () => {
    const { list } = listOver(new ToyPages(() => pageOf([{ version: 1 }, { version: 1 }])));
    await list.firstPage();
    assert.equal(list.items.length, 2);
  });

  it('R17: a page that comes late has nowhere to land', async () => {
    const pages = new ToyPages();
    const { list, changes } = listOver(pages);
    const first = list.firstPage();
    list.dispose();
    assert.ok(pages.calls[0]?.signal.aborted);
    pages.calls[0]?.answer(pageOf([card('O1')]));
    await first;
    assert.equal(list.items.length, 0);
    assert.equal(changes(), 0);
  });

  it('turns a fault of ours into an error without its text', async () => {
    const pages = new ToyPages(() => {
      throw new TypeError('Acme Corp');
    });
    const { list } = listOver(pages);
    await list.firstPage();
    const { tail } = list;
    assert.ok(tail.kind === 'failed');
    assert.equal(tail.error.origin, 'TypeError');
    assert.ok(!JSON.stringify(tail.error).includes('Acme') && !tail.error.message.includes('Acme'));
  });

  it('counts what could not be read', async () => {
    const pages = new ToyPages(() => ({ items: [card('O1')], skipped: 2, unreadable: 1 }));
    const { list } = listOver(pages);
    await list.firstPage();
    assert.deepEqual(list.notices, { skipped: 2, unreadable: 1 });
  });

  it('stops at the most items, says where as the AWS CLI would, and goes on from there for as many again', async () => {
    const pages = new ToyPages(cardsOf(250, 100));
    const { list } = listOver(pages, { maxItems: 120 });
    await list.firstPage();
    await list.loadMore();
    assert.equal(list.items.length, 120);
    assert.equal(
      list.tail.kind === 'cut' && atob(list.tail.resumeToken),
      '{"NextToken": "t1", "boto_truncate_amount": 20}',
    );
    await list.loadMore();
    assert.equal(list.items.length, 200);
    await list.loadMore();
    assert.equal(list.items.length, 240);
    await list.loadMore();
    assert.equal(list.items.length, 250);
    assert.equal(list.tail.kind, 'end');
    assert.equal(new Set(list.items.map((item) => item.id)).size, 250);
  });

  it('stops several times within one page, repeats no row and names each place in it', async () => {
    const { list } = listOver(new ToyPages(cardsOf(100, 100)), { maxItems: 30 });
    const places: unknown[] = [];
    for (const loaded of [30, 60, 90]) {
      await list.loadMore();
      assert.equal(list.items.length, loaded);
      assert.ok(list.tail.kind === 'cut');
      assert.deepEqual(list.tail.at, { nextToken: undefined, used: loaded });
      places.push(atob(list.tail.resumeToken));
    }
    assert.deepEqual(
      places,
      [30, 60, 90].map((used) => `{"NextToken": null, "boto_truncate_amount": ${used}}`),
    );
    await list.loadMore();
    assert.equal(list.tail.kind, 'end');
    assert.equal(list.items.length, 100);
    assert.equal(new Set(list.items.map((item) => item.id)).size, 100);
  });

  it('stops between two pages when the most items end there', async () => {
    const { list } = listOver(new ToyPages(cardsOf(250, 100)), { maxItems: 100 });
    await list.firstPage();
    assert.equal(list.tail.kind === 'cut' && atob(list.tail.resumeToken), '{"NextToken": "t1"}');
  });

  it('begins where a starting token says', async () => {
    const pages = new ToyPages(cardsOf(250, 100));
    const { list } = listOver(pages, { startingToken: encodeResumeToken({ nextToken: 't1', used: 20 }) });
    await list.firstPage();
    assert.equal(pages.tokens, 't1');
    assert.equal(list.items.length, 80);
    assert.equal(list.items[0]?.id, 'c121');
  });

  it('R09, R10: waits for what passes by itself, says so meanwhile, keeps what is loaded and goes on', async () => {
    for (const code of ['throttled', 'offline', 'unreachable', 'connectionLost', 'unavailable'] as const) {
      const clock = new FakeClock();
      const answer = cardsOf(6, 2);
      // Down from the first second to the thirtieth.
      const down = () => clock.now() >= 1_000 && clock.now() < 30_000;
      const pages = new ToyPages((token) => (down() ? new SourceError(code) : answer(token)));
      const { list } = listOver(pages, {}, clock);
      await list.firstPage();
      await clock.pass(1_000);
      void list.loadMore();
      await settled();
      assert.equal(list.tail.kind === 'loading' && list.tail.waiting, undefined, 'a moment is nothing to tell');
      await clock.pass(20_000);
      assert.equal(list.tail.kind === 'loading' && list.tail.waiting?.code, code);
      assert.equal(list.items.length, 2);
      await clock.pass(15_000);
      assert.equal(list.tail.kind, 'more');
      assert.equal(list.items.length, 4);
      assert.match(pages.tokens, /^-( t1){2,12}$/);
      assert.equal(clock.timers, 0);
    }
  });

  it('tries at once when it is asked to while it waits', async () => {
    const clock = new FakeClock();
    let down = true;
    const pages = new ToyPages(() => (down ? new SourceError('offline') : pageOf([card('O1')])));
    const { list } = listOver(pages, {}, clock);
    const shown = list.firstRows();
    await clock.pass(10_000);
    await shown;
    assert.equal(list.tail.kind === 'loading' && list.tail.waiting?.code, 'offline', 'there is something to show');
    down = false;
    const before = clock.now();
    await list.loadMore();
    assert.equal(list.tail.kind, 'end');
    assert.equal(clock.now(), before);
    assert.equal(clock.timers, 0);
  });

  it('gives up after some minutes, and at once on what does not pass', async () => {
    const clock = new FakeClock();
    const { list } = listOver(new ToyPages(() => new SourceError('throttled')), {}, clock);
    void list.firstPage();
    await clock.pass(240_000);
    assert.equal(list.tail.kind, 'loading');
    await clock.pass(120_000);
    assert.equal(list.tail.kind, 'failed');
    assert.equal(clock.timers, 0);
    const denied = listOver(new ToyPages(() => new SourceError('accessDenied')), {}, clock);
    await denied.list.firstPage();
    assert.equal(denied.list.tail.kind, 'failed');
  });

  it('R19: stops while it waits, at once, at the place where it was', async () => {
    const clock = new FakeClock();
    const answer = cardsOf(6, 2);
    const pages = new ToyPages((token) => (token ? new SourceError('throttled') : answer(token)));
    const { list } = listOver(pages, {}, clock);
    await list.firstPage();
    const stop = new AbortController();
    const more = list.loadMore('background', stop.signal);
    await clock.pass(30_000);
    assert.equal(list.tail.kind === 'loading' && list.tail.waiting?.code, 'throttled');
    stop.abort();
    await more;
    assert.deepEqual(list.tail, { kind: 'more', at: { nextToken: 't1', used: 0 }, stopped: true });
    assert.equal(clock.timers, 0);
    assert.equal(list.items.length, 2);
  });

  it('waits no longer once it is disposed', async () => {
    const clock = new FakeClock();
    const { list } = listOver(new ToyPages(() => new SourceError('offline')), {}, clock);
    void list.firstRows();
    await clock.pass(10_000);
    list.dispose();
    await settled();
    assert.equal(clock.timers, 0);
  });

  it('reads as far as another list was read, what that one loads meanwhile included', async () => {
    const shown = listOver(new ToyPages(cardsOf(500, 100))).list;
    await shown.firstPage();
    const pages = new ToyPages();
    const { list } = listOver(pages);
    const done = list.readAsFarAs(shown);
    await shown.loadMore();
    for (let n = 0; n < 2; n++) {
      pages.calls[n]?.answer(cardsOf(500, 100)(pages.calls[n]?.token));
      await settled();
    }
    await done;
    assert.equal(pages.tokens, '- t1');
    assert.equal(list.items.length, 200);
  });

  it('reads to the end as another list was, however long that is now', async () => {
    const shown = listOver(new ToyPages(cardsOf(150, 100))).list;
    while (shown.tail.kind !== 'end') await shown.loadMore();
    const pages = new ToyPages(cardsOf(450, 100));
    const { list } = listOver(pages);
    await list.readAsFarAs(shown);
    assert.equal(pages.tokens, '- t1 t2 t3 t4');
    assert.equal(list.tail.kind, 'end');
  });

  it('tells its new owner alone once it is handed on, who decides what belongs into it', async () => {
    const pages = new ToyPages(cardsOf(4, 2));
    const { list, changes } = listOver(pages);
    await list.firstPage();
    assert.equal(changes(), 1);
    const told: string[] = [];
    list.handTo({
      priority: () => 'background',
      admit: (items) => items.filter(({ id }) => id !== 'c1' && id !== 'c4'),
      changed: () => void told.push(list.tail.kind),
      patience: () => 0,
    });
    await list.loadMore();
    assert.deepEqual(list.items, [card('c2'), card('c3')]);
    assert.equal(list.find('c1'), undefined);
    assert.deepEqual(told, ['loading', 'end']);
    assert.equal(changes(), 1);
    assert.deepEqual(
      pages.calls.map(({ priority }) => priority),
      ['foreground', 'background'],
    );
  });
});
