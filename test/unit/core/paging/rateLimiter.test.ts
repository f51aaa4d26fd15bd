import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSourceError } from '../../../../src/core/errors/sourceError';
import { RateLimiter } from '../../../../src/core/paging/rateLimiter';
import type { Priority } from '../../../../src/core/paging/source';
import { FakeClock } from '../../../support/fakeClock';

/** Every request has its own. */
const never = () => new AbortController().signal;

function setUp(requestsPerSecond: number) {
  const clock = new FakeClock();
  const limiter = new RateLimiter({ requestsPerSecond, clock });
  const starts: { readonly name: string; readonly at: number; readonly rate: number }[] = [];
  const ask = (name: string, priority: Priority = 'foreground', signal: AbortSignal = never()): Promise<void> =>
    limiter.acquire(priority, signal, {
      sendsNothing: false,
      readyAt: () => 0,
      started: () => starts.push({ name, at: clock.now(), rate: limiter.requestsPerSecond }),
    });
  const askMany = (count: number, priority?: Priority): void => {
    for (let i = 0; i < count; i++) void ask(String(i), priority);
  };
  return { clock, limiter, starts, ask, askMany };
}

describe('RateLimiter', () => {
  it('starts as many at once as the rate allows in a second, and no more before that is over', async () => {
    for (const rate of [1, 5, 9, 10]) {
      const { clock, starts, askMany } = setUp(rate);
      askMany(3 * rate);
      await clock.pass(0);
      assert.equal(starts.length, rate);
      await clock.pass(1000);
      assert.equal(starts.length, rate);
      await clock.pass(100);
      assert.equal(starts.length, 2 * rate);
    }
  });

  it('starts one after the other in the background, and lets a person go between them', async () => {
    const { clock, starts, ask, askMany } = setUp(10);
    askMany(20, 'background');
    await clock.pass(250);
    void ask('person');
    await clock.pass(0);
    assert.deepEqual(
      starts.map(({ name }) => name),
      ['0', '1', 'person'],
    );
    await clock.pass(10_000);
    const times = starts.filter(({ name }) => name !== 'person').map(({ at }) => at);
    for (const [n, at] of times.entries()) assert.ok(n === 0 || at - (times[n - 1] ?? 0) >= 95);
    assert.equal(times.length, 20);
    assert.ok((times.at(-1) ?? 0) <= 2_500);
  });

  it('starts slowly in the background after a pause: the first are longer on their way than those behind them', async () => {
    const { clock, starts, askMany } = setUp(10);
    const inTheNextSecond = async () => {
      starts.length = 0;
      askMany(10, 'background');
      await clock.pass(999);
      return starts.length;
    };
    const cold = await inTheNextSecond();
    assert.ok(cold <= 8, `${cold} started`);
    assert.ok((await inTheNextSecond()) >= 9);
    await clock.pass(5000);
    assert.equal(await inTheNextSecond(), cold);
  });

  for (const rate of [1, 2.5, 5, 9, 10]) {
    // A rate is not spent to the last: what starts evenly does not arrive evenly.
    const sustained = Math.floor(rate) / 1.05;
    it(`sustains ${sustained.toFixed(1)} a second where ${rate} are allowed`, async () => {
      for (const priority of ['foreground', 'background'] as const) {
        const { clock, starts, askMany } = setUp(rate);
        askMany(400, priority);
        await clock.pass(20_000);
        // The background begins slowly.
        const begun = priority === 'foreground' ? 1 : 3;
        assert.ok(starts.length >= sustained * 20 - begun, `${starts.length} started`);
        assert.ok(starts.length <= rate * 21, `${starts.length} started`);
      }
    });
  }

  it('never lets more start within a second than the rate of its end, whoever asks when and however the rate changes', async () => {
    const rate = fc.oneof(fc.integer({ min: 1, max: 10 }), fc.double({ min: 1, max: 10, noNaN: true }));
    const step = fc.oneof(
      fc.record({
        wait: fc.integer({ min: 0, max: 1500 }),
        ask: fc.integer({ min: 1, max: 15 }),
        priority: fc.constantFrom<Priority>('foreground', 'background'),
        aborts: fc.nat(3),
      }),
      fc.record({ wait: fc.integer({ min: 0, max: 1500 }), rate }),
    );
    await fc.assert(
      fc.asyncProperty(rate, fc.array(step, { minLength: 1, maxLength: 14 }), async (first, steps) => {
        const { clock, limiter, starts, ask } = setUp(first);
        let asked = 0;
        for (const each of steps) {
          await clock.pass(each.wait);
          if ('rate' in each) {
            limiter.requestsPerSecond = each.rate;
            continue;
          }
          const stop = new AbortController();
          for (let n = 0; n < each.ask; n++) {
            const isStopped = n < each.aborts;
            if (!isStopped) asked += 1;
            const name = isStopped ? 'stopped' : 'goes on';
            void ask(name, each.priority, isStopped ? stop.signal : never()).catch(() => {});
          }
          stop.abort();
        }
        await clock.pass(asked * 1_100 + 3_000);
        assert.equal(starts.filter(({ name }) => name === 'goes on').length, asked, 'everyone has started');
        for (const [index, { at, rate }] of starts.entries()) {
          // Those of the second before it, which a higher rate may have let start, and itself.
          const within = starts.slice(0, index + 1).filter((other) => other.at > at - 1_000).length;
          assert.ok(within <= Math.max(1, Math.floor(rate)), `${within} in the second before ${at} at ${rate}`);
        }
        assert.equal(clock.timers, 0);
      }),
      { numRuns: 150 },
    );
  });

  it('starts the foreground first, and within each in the order of asking', async () => {
    const { clock, starts, ask, askMany } = setUp(1);
    askMany(1);
    await clock.pass(0);
    starts.length = 0;
    void ask('back 1', 'background');
    void ask('back 2', 'background');
    void ask('front 1', 'foreground');
    void ask('front 2', 'foreground');
    await clock.pass(6000);
    assert.deepEqual(
      starts.map(({ name }) => name),
      ['front 1', 'front 2', 'back 1', 'back 2'],
    );
  });

  it('passes over those that are not ready, and starts them when they are', async () => {
    const { clock, limiter, starts, ask } = setUp(10);
    let readyAt = Number.POSITIVE_INFINITY;
    const closed = limiter.acquire('foreground', never(), {
      sendsNothing: false,
      readyAt: () => readyAt,
      started: () => starts.push({ name: 'late', at: clock.now(), rate: 10 }),
    });
    void ask('next', 'background');
    await clock.pass(100);
    assert.deepEqual(
      starts.map(({ name }) => name),
      ['next'],
    );
    assert.equal(clock.timers, 0, 'nothing tells when');
    readyAt = 400;
    limiter.look();
    await clock.pass(1_000);
    await closed;
    assert.deepEqual(
      starts.map(({ name, at }) => [name, at]),
      [
        ['next', 0],
        ['late', 400],
      ],
    );
  });

  it('gives no place in the rate to what sends nothing', async () => {
    const { clock, limiter, starts, askMany } = setUp(1);
    for (let n = 0; n < 5; n++) {
      await limiter.acquire('background', never(), { sendsNothing: true, readyAt: () => 0, started: () => {} });
    }
    askMany(1);
    await clock.pass(0);
    assert.equal(starts.length, 1);
  });

  it('lets go of those who are aborted, at once, and their place goes to the next', async () => {
    const { clock, starts, ask, askMany } = setUp(1);
    askMany(1);
    await clock.pass(0);
    starts.length = 0;
    const controller = new AbortController();
    const stopped = ask('stopped', 'foreground', controller.signal);
    void ask('next');
    controller.abort();
    await assert.rejects(stopped, (error) => isSourceError(error) && error.code === 'aborted');
    await clock.pass(1_100);
    assert.deepEqual(
      starts.map(({ name }) => name),
      ['next'],
    );
  });

  it('refuses who is aborted already and leaves nothing behind', async () => {
    const { clock, ask, askMany } = setUp(1);
    await assert.rejects(ask('late', 'foreground', AbortSignal.abort()), { code: 'aborted' });
    askMany(1);
    await clock.pass(0);
    const controller = new AbortController();
    const stopped = ask('stopped', 'background', controller.signal);
    assert.equal(clock.timers, 1);
    controller.abort();
    await assert.rejects(stopped, { code: 'aborted' });
    assert.equal(clock.timers, 0);
  });

  it('follows a change of the rate at once', async () => {
    const { clock, limiter, starts, askMany } = setUp(1);
    askMany(30);
    await clock.pass(500);
    assert.equal(starts.length, 1);
    limiter.requestsPerSecond = 5;
    assert.equal(limiter.requestsPerSecond, 5);
    await clock.pass(0);
    assert.equal(starts.length, 5);
    limiter.requestsPerSecond = 1;
    await clock.pass(1_000);
    assert.equal(starts.length, 5);
    await clock.pass(2_000);
    assert.equal(starts.length, 7);
  });
});
