import assert from 'node:assert/strict';
import { usualTiming } from '../../../src/aws/calls/timing';
import { isSourceError, type SourceErrorCode } from '../../../src/core/errors/sourceError';
import { WholeExport } from '../../../src/core/formats/wholeExport';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import { RateLimiter } from '../../../src/core/paging/rateLimiter';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { FakeClock, settled } from '../../support/fakeClock';
import { utc } from '../../support/moments';
import { answer, fault, reset, type Step } from '../../support/service/faults';
import { Harness, pageOf } from './harness';

/** Counts what it lets start. */
class CountingLimiter extends RateLimiter {
  started = 0;
  /** Those that prepare a request, which needs files and so takes real time. */
  preparing = 0;

  override acquire(...[priority, signal, entry]: Parameters<RateLimiter['acquire']>): Promise<void> {
    assert.ok(entry);
    const { sendsNothing } = entry;
    if (!sendsNothing && this.preparing > 0) this.preparing -= 1;
    const started = () => {
      if (sendsNothing) this.preparing += 1;
      else this.started += 1;
      entry.started();
    };
    return super.acquire(priority, signal, { ...entry, started });
  }
}

const page: Step = answer(200, pageOf(['O1', 'O2']));
const isDone = ({ tail }: { readonly tail: { readonly kind: string } }) => tail.kind === 'end';

describe('a window while AWS cannot be reached', function () {
  // For a machine that is busy with other things; each takes a second.
  this.timeout(60_000);
  const harness = new Harness();
  beforeEach(() => harness.setKeys());

  /** Everything that a window may ask at once, over one connection: seven lists, a panel and an export. */
  function openWindow(behaviour: (now: number) => Step, requestsPerSecond = 5) {
    const clock = new FakeClock();
    const limiter = new CountingLimiter({ requestsPerSecond, clock });
    let failures = 0;
    const chance = () => {
      failures += 1;
      return 0.5;
    };
    const times: number[] = [];
    harness.server.script(() => {
      times.push(clock.now());
      return behaviour(clock.now());
    });
    const source = harness.source({ limiter, random: chance, timing: usualTiming });
    const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
    const query = { catalog: 'AWS', filter: {}, sort, pageSize: 100, split: 'byStage' } as const;
    const lists = new OpportunityLists(source, query, () => utc(), clock);
    const answered = () => harness.facts.filter(({ count }) => count !== undefined).length;
    /** Lets time pass, and requests be sent and answered in it. */
    const pass = async (ms: number) => {
      // Credentials come from files.
      while (limiter.started === 0) await settled();
      for (const end = clock.now() + ms; clock.now() < end; ) {
        await clock.pass(Math.min(50, end - clock.now()));
        while (limiter.preparing > 0 || failures + answered() < limiter.started) await settled();
        await settled();
      }
    };
    const all = lists.keys.flatMap((key) => lists.listOf(key) ?? []);
    const waiting = () => all.flatMap(({ tail }) => (tail.kind === 'loading' && tail.waiting?.code) || []);
    return { clock, source, lists, all, pass, times, waiting };
  }

  function panelOf(source: OpportunitySource): { error: SourceErrorCode | undefined } {
    const panel: { error: SourceErrorCode | undefined } = { error: undefined };
    const operation = { name: 'GetOpportunity', input: { Catalog: 'AWS', Identifier: 'O1' } } as const;
    source.run(operation, 'foreground', new AbortController().signal).catch((thrown: unknown) => {
      panel.error = isSourceError(thrown) ? thrown.code : undefined;
    });
    return panel;
  }

  function exportOf({ clock, lists }: Pick<ReturnType<typeof openWindow>, 'clock' | 'lists'>) {
    const whole = new WholeExport(lists, { clock, now: utc(), onFailure: async ({ code }) => assert.fail(code) });
    const end = { isWritten: false };
    void (async () => {
      for await (const _ of whole.chunks(new AbortController().signal));
      end.isWritten = true;
    })();
    return end;
  }

  const throttled = (headers: Record<string, string>): Step =>
    answer(400, { __type: 'com.amazonaws.partnercentralselling#ThrottlingException' }, headers);

  it('R09: hears Retry-After: 60 with all lists, the panel and the export, as two requests in those 60 s', async () => {
    const window = openWindow((now) => (now < 60_000 ? throttled({ 'retry-after': '60' }) : page));
    const { all, pass, times, waiting, source } = window;
    for (const list of all) void list.firstPage();
    const panel = panelOf(source);
    const written = exportOf(window);
    await pass(60_000);
    assert.ok(times.length <= 2, `${times.length} requests`);
    assert.deepEqual(waiting(), Array(7).fill('throttled'));
    assert.equal(panel.error, 'throttled');
    await pass(10_000);
    assert.ok(all.every(isDone) && written.isWritten);
    for (const [n, at] of times.entries()) assert.ok((times[n + 5] ?? Number.POSITIVE_INFINITY) - at >= 1_000);
    assert.equal(new Set(all.flatMap(({ items }) => items)).size, 2, 'the same two rows, once');
    assert.equal(harness.facts.at(-1)?.attempts, 1);
  });

  for (const [what, step, code] of [
    ['503', answer(503, ''), 'unavailable'],
    ['503 as a web page', answer(503, '<html></html>'), 'unavailable'],
    ['connections that are reset', reset(), 'connectionLost'],
    ['a spent quota', fault(400, 'ThrottlingException'), 'throttled'],
  ] as const) {
    it(`R10: probes ${what} for 60 s with at most 20 requests, and goes on within ten seconds`, async () => {
      const window = openWindow((now) => (now < 60_000 ? step : page));
      const { all, pass, times, waiting, source } = window;
      for (const list of all) void list.firstPage();
      const panel = panelOf(source);
      const written = exportOf(window);
      await pass(60_000);
      assert.ok(times.length >= 10 && times.length <= 20, `${times.length} requests`);
      assert.deepEqual(waiting(), Array(7).fill(code));
      assert.equal(panel.error, code);
      await pass(10_000);
      assert.ok(all.every(isDone) && written.isWritten);
    });
  }

  it('spends no budget in an outage: a single 500 after it is tried again as usual', async () => {
    let fails = 0;
    const { all, pass, times } = openWindow((now) => {
      if (now < 120_000) return answer(503, '');
      return fails++ % 2 === 0 ? fault(500, 'InternalServerException') : page;
    });
    for (const list of all) void list.firstPage();
    await pass(125_000);
    const sent = times.length;
    await pass(20_000);
    assert.ok(all.every(isDone), JSON.stringify(all.map(({ tail }) => tail)));
    assert.ok(times.length - sent < 20);
  });

  it('R19: stops at once what waits, in all lists', async () => {
    const { all, pass, waiting } = openWindow(() => throttled({ 'retry-after': '60' }));
    const stop = new AbortController();
    const loads = all.map((list) => list.loadMore('background', stop.signal));
    await pass(1_000);
    assert.equal(waiting().length, 7);
    stop.abort();
    await Promise.all(loads);
    for (const { tail } of all) assert.equal(tail.kind, 'unread');
  });

  it('tries at once when a person retries a list that waits, and everyone goes on', async () => {
    let isLimited = true;
    const { all, pass, times } = openWindow(() => (isLimited ? throttled({ 'retry-after': '60' }) : page));
    for (const list of all) void list.firstPage();
    await pass(1_000);
    isLimited = false;
    void all[3]?.loadMore();
    await pass(3_000);
    assert.ok(all.every(isDone));
    assert.equal(times.length, 8);
  });

  it('says how long AWS asks to wait where that is longer than a minute', async () => {
    const { all, pass, times } = openWindow(() => throttled({ 'x-amz-retry-after': '900000' }));
    void all[0]?.firstPage();
    await pass(50_000);
    const tail = all[0]?.tail;
    assert.equal(tail?.kind === 'loading' && tail.waiting?.message, 'AWS asks to wait 15 min before the next request.');
    await pass(20_000);
    assert.equal(times.length, 2);
  });
});
