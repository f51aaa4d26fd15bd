import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { type Entry, RateLimiter } from '../../../src/core/paging/rateLimiter';
import type { Page, Priority } from '../../../src/core/paging/source';
import { listPage } from '../../support/ask';
import type { RecordedRequest } from '../../support/scriptedServer';
import { answer, fault, hang } from '../../support/service/faults';
import { failure, firstPage, Harness, never, pageOf, patient, summary, unlimited, until } from './harness';

const ids = (page: Page<OpportunitySummary>) => page.items.map(({ Id }) => Id);
const tokens = (requests: readonly RecordedRequest[]) =>
  requests.map(({ body }) => (body as { NextToken?: string }).NextToken);

/** Remembers who asked for a turn, and can keep everyone waiting. */
class WatchedLimiter extends RateLimiter {
  readonly asked: Priority[] = [];
  hold: Promise<void> | undefined;

  constructor() {
    super({
      requestsPerSecond: 10_000,
      clock: { now: () => performance.now() * 1_000, schedule: () => () => {} },
    });
  }

  override async acquire(priority: Priority, signal: AbortSignal, entry?: Entry): Promise<void> {
    if (!entry?.sendsNothing) this.asked.push(priority);
    await this.hold;
    await super.acquire(priority, signal, entry);
  }
}

describe('AwsSource', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  beforeEach(() => harness.setKeys());

  it('sends the request in AWS’s own words and reads the page', async () => {
    harness.server.script([answer(200, pageOf(['O1', 'O2'], 't2'))]);
    const page = await listPage(
      harness.source(),
      {
        ...firstPage,
        NextToken: 't1',
        LifeCycleStage: ['Qualified'],
        LastModifiedDate: { AfterLastModifiedDate: '2025-01-01T00:00:00.500Z' },
        TargetCloseDate: { BeforeTargetCloseDate: '2025-12-31' },
        Sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
      },
      'foreground',
      never,
    );
    assert.deepEqual(ids(page), ['O1', 'O2']);
    assert.equal(page.nextToken, 't2');
    assert.equal(page.items[0]?.LastModifiedDate, '2025-06-01T10:20:30Z');
    const [request] = harness.server.requests;
    assert.equal(request?.operation, 'ListOpportunities');
    assert.match(request?.authorization ?? '', /\/us-east-1\/partnercentral-selling\//);
    assert.deepEqual(request?.body, {
      Catalog: 'AWS',
      MaxResults: 100,
      NextToken: 't1',
      LifeCycleStage: ['Qualified'],
      LastModifiedDate: { AfterLastModifiedDate: '2025-01-01T00:00:00.500Z' },
      TargetCloseDate: { BeforeTargetCloseDate: '2025-12-31' },
      Sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
    });
    assert.deepEqual(
      { ...harness.facts[0], ms: 0 },
      { op: 'ListOpportunities', status: 200, requestId: 'request-1', attempts: 1, ms: 0, count: 2 },
    );
  });

  it('fails at the third page, and goes on from there once AWS has recovered', async () => {
    let broken = true;
    harness.server.script(({ body }) => {
      const { NextToken = 't1' } = body as { NextToken?: string };
      const page = Number(NextToken.slice(1));
      if (page === 3 && broken) return fault(500, 'InternalServerException');
      return answer(200, pageOf([`O${page}`], page < 5 ? `t${page + 1}` : undefined));
    });
    const source = harness.source();
    const read = (NextToken?: string) =>
      listPage(source, Object.freeze({ ...firstPage, ...(NextToken && { NextToken }) }), 'foreground', never);
    const first = await read();
    const second = await read(first.nextToken);
    await failure(read(second.nextToken), 'internal');
    broken = false;
    const third = await read(second.nextToken);
    assert.deepEqual([ids(first), ids(second), ids(third), third.nextToken], [['O1'], ['O2'], ['O3'], 't4']);
    assert.deepEqual(tokens(harness.server.requests), [undefined, 't2', 't3', 't3', 't3', 't3', 't3', 't3']);
  });

  it('hands on an empty page that has a token', async () => {
    harness.server.script([answer(200, pageOf([], 't2'))]);
    assert.deepEqual(await listPage(harness.source(), firstPage, 'foreground', never), {
      items: [],
      nextToken: 't2',
      skipped: 0,
      unreadable: 0,
    });
  });

  for (const CreatedDate of ['2025-01-02', '2025-01-02T03:04:05', 1735689600, '2025-01-02T03:04:05 CET', '', {}]) {
    it(`R15: keeps the page when one timestamp is ${JSON.stringify(CreatedDate)}`, async () => {
      const items = Array.from({ length: 100 }, (_, i) => summary(`O${i}`, i === 50 ? { CreatedDate } : {}));
      harness.server.script([answer(200, { OpportunitySummaries: items, NextToken: 't2' })]);
      const page = await listPage(harness.source(), firstPage, 'foreground', never);
      assert.equal(page.items.length, 100);
      assert.equal(page.items[50]?.Id, 'O50');
      assert.equal(page.items[50]?.CreatedDate, undefined);
      assert.equal(page.items[49]?.LastModifiedDate, '2025-06-01T10:20:30Z');
      assert.deepEqual([page.unreadable, page.skipped, page.nextToken], [1, 0, 't2']);
      assert.equal(harness.server.requests.length, 1);
    });
  }

  it('counts what is no opportunity and shows the rest', async () => {
    const items = [null, 'text', 7, summary('O1', { LifeCycle: 'Qualified', Customer: null }), summary('O2')];
    harness.server.script([answer(200, { OpportunitySummaries: items })]);
    const page = await listPage(harness.source(), firstPage, 'foreground', never);
    assert.deepEqual(ids(page), ['O1', 'O2']);
    assert.deepEqual([page.skipped, page.unreadable], [3, 1]);
  });

  it('survives mutated pages without any other error than its own', async () => {
    const source = harness.source();
    const names = ['Id', 'CreatedDate', 'LastModifiedDate', 'LifeCycle', 'Customer', 'Project', 'Catalog'];
    const mutation = fc.tuple(fc.nat(3), fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }));
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { maxLength: 4 }), fc.option(fc.jsonValue()), async (changes, entry) => {
        const items: unknown[] = ['O0', 'O1', 'O2', 'O3'].map((id) => summary(id));
        for (const [index, name, value] of changes) Object.assign(items[index] as object, { [name]: value });
        if (entry !== null) items.push(entry);
        harness.server.script([answer(200, { OpportunitySummaries: items })]);
        const page = await listPage(source, firstPage, 'foreground', never);
        assert.ok(page.items.length + page.skipped >= 4);
        read++;
      }),
      { numRuns: 200 },
    );
    assert.ok(read >= 200);
  });

  it('waits for a turn before every attempt, in the name of who asked', async () => {
    harness.server.script([answer(503, ''), fault(400, 'ThrottlingException'), answer(200, pageOf([]))]);
    const limiter = new WatchedLimiter();
    const source = harness.source({ limiter });
    await listPage(source, firstPage, 'background', never);
    await listPage(source, firstPage, 'foreground', never);
    assert.deepEqual(limiter.asked, ['background', 'background', 'background', 'foreground']);
    assert.equal(harness.server.requests.length, 4);
    assert.equal(harness.facts[0]?.attempts, 3);
  });

  it('does not count the wait for a turn as time in which AWS did not answer', async () => {
    harness.server.script([answer(200, pageOf(['O1']))]);
    const limiter = new WatchedLimiter();
    limiter.hold = new Promise((resolve) => setTimeout(resolve, 250));
    const timing = { ...patient, page: 200 };
    assert.deepEqual(ids(await listPage(harness.source({ limiter, timing }), firstPage, 'background', never)), ['O1']);
  });

  it('sends nothing for who is aborted while waiting for a turn', async () => {
    harness.server.script([answer(200, pageOf(['O1']))]);
    const limiter = new RateLimiter({
      requestsPerSecond: 1,
      clock: { now: () => 0, schedule: () => () => {} },
    });
    const source = harness.source({ limiter });
    await listPage(source, firstPage, 'foreground', never);
    const controller = new AbortController();
    const waiting = failure(listPage(source, firstPage, 'foreground', controller.signal), 'aborted');
    setTimeout(() => controller.abort(), 20);
    await waiting;
    assert.equal(harness.server.requests.length, 1);
  });

  it('settles at once when aborted, and lets the connection go', async () => {
    harness.server.script([hang]);
    const source = harness.source();
    const controller = new AbortController();
    const listing = listPage(source, firstPage, 'foreground', controller.signal);
    const ended = failure(listing, 'aborted');
    await until(() => harness.server.requests.length >= 1);
    controller.abort();
    await ended;
    await harness.server.disconnected();
    await failure(listPage(source, firstPage, 'foreground', controller.signal), 'aborted');
    assert.equal(harness.server.requests.length, 1);
  });

  it('R17: never delivers to the old list what arrives after it was replaced', async () => {
    const release: (() => void)[] = [];
    harness.server.script(({ body }) => (response) => {
      const [stage = ''] = (body as { LifeCycleStage?: string[] }).LifeCycleStage ?? [];
      release.push(() => answer(200, pageOf([stage]))(response));
    });
    const source = harness.source();
    const old = new AbortController();
    const before = failure(
      listPage(source, { ...firstPage, LifeCycleStage: ['Launched'] }, 'foreground', old.signal),
      'aborted',
    );
    await until(() => release.length >= 1);
    const after = listPage(source, { ...firstPage, LifeCycleStage: ['Qualified'] }, 'foreground', never);
    await until(() => release.length >= 2);
    old.abort();
    for (const send of release) send();
    await before;
    assert.deepEqual(ids(await after), ['Qualified']);
  });

  it('ends everything when disposed: calls, connections, and calls to come', async () => {
    harness.server.script([answer(200, pageOf(['O1'])), hang]);
    const source = harness.source();
    await listPage(source, firstPage, 'background', never);
    const calls = [1, 2, 3].map(() => failure(listPage(source, firstPage, 'background', never), 'aborted'));
    await until(() => harness.server.requests.length >= 4);
    source.dispose();
    await Promise.all(calls);
    await harness.server.disconnected();
    await failure(listPage(source, firstPage, 'foreground', never), 'aborted');
    assert.equal(harness.server.requests.length, 4);
  });

  it('leaves no listener on a signal that lives on', async () => {
    harness.server.script([answer(200, pageOf(['O1']))]);
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: unknown[]) => {
      listeners++;
      Reflect.apply(addEventListener, signal, args);
    };
    signal.removeEventListener = (...args: unknown[]) => {
      listeners--;
      Reflect.apply(removeEventListener, signal, args);
    };
    const source = harness.source({ limiter: unlimited() });
    for (let i = 0; i < 5; i++) await listPage(source, firstPage, 'foreground', signal);
    assert.equal(listeners, 0);
  });

  it('names a setting that is no endpoint, and sends nothing', async () => {
    const error = await failure(
      listPage(harness.source({ endpoint: 'http://example.com' }), firstPage, 'foreground', never),
      'invalidEndpoint',
    );
    assert.deepEqual(error.remedies[0], { kind: 'openSetting', key: 'partnerCentral.endpoint' });
  });
});
