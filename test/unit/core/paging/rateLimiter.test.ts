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
  const limiter = new RateLimiter({ requestsPerSecond, burst: 9, clock });
  const starts: { readonly name: string; readonly at: number }[] = [];
  const ask = (name: string, priority: Priority = 'foreground', signal: AbortSignal = never()): Promise<void> =>
    limiter.acquire(priority, signal).then(() => {
      starts.push({ name, at: clock.now() });
    });
  const askMany = (count: number): void => {
    for (let i = 0; i < count; i++) void ask(String(i));
  };
  return { clock, limiter, starts, ask, askMany };
}

/** The most that start in any time of so many milliseconds that is open at its end. */
function mostWithin(ms: number, times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

describe('RateLimiter', () => {
  it('starts a burst of nine at once and keeps the rate from then on', async () => {
    const { clock, starts, askMany } = setUp(5);
    askMany(30);
    await clock.pass(0);
    assert.equal(starts.length, 9);
    await clock.pass(999);
    assert.equal(starts.length, 9, 'the burst fills the first second');
    await clock.pass(1);
    assert.equal(starts.length, 14, 'what the first second earned');
    await clock.pass(1000);
    assert.equal(starts.length, 19);
  });

  it('starts one after the other in the background, and lets a person go between them', async () => {
    const { clock, starts, ask } = setUp(10);
    for (let n = 0; n < 20; n++) void ask(`background ${n}`, 'background');
    await clock.pass(250);
    void ask('person');
    await clock.pass(0);
    assert.deepEqual(
      starts.map(({ name }) => name),
      ['background 0', 'background 1', 'person'],
    );
    await clock.pass(10_000);
    const times = starts.filter(({ name }) => name !== 'person').map(({ at }) => at);
    for (const [n, at] of times.entries()) assert.ok(n === 0 || at - (times[n - 1] ?? 0) >= 95);
    assert.equal(times.length, 20);
    assert.ok((times.at(-1) ?? 0) <= 2_500);
  });

  it('starts slowly in the background after a pause: the first are longer on their way than those behind them', async () => {
    const { clock, starts, ask } = setUp(10);
    const inTheNextSecond = async () => {
      starts.length = 0;
      for (let n = 0; n < 10; n++) void ask('background', 'background');
      await clock.pass(999);
      return starts.length;
    };
    const cold = await inTheNextSecond();
    assert.ok(cold <= 8, `${cold} started`);
    assert.ok((await inTheNextSecond()) >= 9);
    await clock.pass(5000);
    assert.equal(await inTheNextSecond(), cold);
  });

  for (const rate of [1, 5, 9, 10]) {
    // The quota itself is not spent to the last: what starts evenly does not arrive evenly.
    const sustained = Math.min(rate, 10 / 1.05);
    it(`sustains ${sustained.toFixed(1)} a second where ${rate} are allowed`, async () => {
      const { clock, starts, askMany } = setUp(rate);
      askMany(400);
      await clock.pass(20_000);
      assert.ok(starts.length >= sustained * 20 - 1, `${starts.length} started`);
      assert.ok(starts.length <= rate * 20 + 10, `${starts.length} started`);
    });
  }

  it('never lets more start than a burst in a second or ten in a little more, nor more than the rate over time, whoever asks when', async () => {
    const waits = fc.array(fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 1, max: 15 })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.double({ min: 1, max: 10, noNaN: true }), fc.constant(10)),
        waits,
        async (rate, asks) => {
          const { clock, starts, askMany } = setUp(rate);
          let asked = 0;
          for (const [wait, count] of asks) {
            await clock.pass(wait);
            askMany(count);
            asked += count;
          }
          await clock.pass((asked / Math.min(rate, 9)) * 1000 + 1000);
          assert.equal(starts.length, asked, 'everyone has started');
          const times = starts.map(({ at }) => at);
          const [period, most] = rate < 10 ? [1000, 9] : [1050, 10];
          assert.ok(mostWithin(period, times) <= most, `${mostWithin(period, times)} in ${period} ms`);
          for (const [i, from] of times.entries()) {
            for (const [j, to] of times.slice(i).entries()) {
              assert.ok(j + 1 <= 9 + ((to - from) / 1000) * rate + 1e-6, `${j + 1} in ${to - from} ms at ${rate}`);
            }
          }
          assert.equal(clock.timers, 0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('starts the foreground first, and within each in the order of asking', async () => {
    const { clock, starts, ask, askMany } = setUp(1);
    askMany(9);
    await clock.pass(0);
    starts.length = 0;
    void ask('back 1', 'background');
    void ask('back 2', 'background');
    void ask('front 1', 'foreground');
    void ask('front 2', 'foreground');
    await clock.pass(4000);
    assert.deepEqual(
      starts.map(({ name }) => name),
      ['front 1', 'front 2', 'back 1', 'back 2'],
    );
  });

  it('lets go of those who are aborted, at once, and their place goes to the next', async () => {
    const { clock, starts, ask, askMany } = setUp(1);
    askMany(9);
    await clock.pass(0);
    starts.length = 0;
    const controller = new AbortController();
    const stopped = ask('stopped', 'foreground', controller.signal);
    void ask('next');
    controller.abort();
    await assert.rejects(stopped, (error) => isSourceError(error) && error.code === 'aborted');
    await clock.pass(1000);
    assert.deepEqual(starts, [{ name: 'next', at: 1000 }]);
  });

  it('refuses who is aborted already and leaves nothing behind', async () => {
    const { clock, ask, askMany } = setUp(1);
    await assert.rejects(ask('late', 'foreground', AbortSignal.abort()), { code: 'aborted' });
    askMany(9);
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
    await clock.pass(1000);
    assert.equal(starts.length, 10);
    limiter.requestsPerSecond = 5;
    assert.equal(limiter.requestsPerSecond, 5);
    await clock.pass(1000);
    assert.equal(starts.length, 15);
    limiter.requestsPerSecond = 1;
    await clock.pass(2000);
    assert.equal(starts.length, 17);
  });
});
