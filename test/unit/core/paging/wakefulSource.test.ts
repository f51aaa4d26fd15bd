import assert from 'node:assert/strict';
import { isSourceError, SourceError } from '../../../../src/core/errors/sourceError';
import { WakefulSource } from '../../../../src/core/paging/wakefulSource';
import { FakeClock } from '../../../support/fakeClock';
import { double, type Toy, ToySource } from '../../../support/toySource';

const { signal } = new AbortController();

/** A clock whose timers are all late by this much, as after a sleep. */
class LateClock extends FakeClock {
  constructor(private readonly late: number) {
    super();
  }

  override schedule(ms: number, run: () => void): () => void {
    return super.schedule(ms + this.late, run);
  }
}

describe('WakefulSource', () => {
  /** Runs a request that times out once, after ten seconds by a clock whose timers are late. */
  async function timesOutOnce(late: number, code: 'timedOut' | 'credentialsTimedOut' | 'offline', end = signal) {
    const clock = new LateClock(late);
    let failures = 1;
    const inner = new ToySource({
      Double: async ({ number }) => {
        await clock.pass(10_000);
        if (failures-- > 0) throw new SourceError(code);
        return number * 2;
      },
    });
    const result = await new WakefulSource<Toy>(inner, clock)
      .run(double(2), 'foreground', end)
      .catch((error: unknown) => isSourceError(error) && error.code);
    assert.equal(clock.timers, 0);
    return [result, inner.calls.length];
  }

  it('R21: sends again what ran out of time while the computer was asleep', async () => {
    assert.deepEqual(await timesOutOnce(5_000, 'timedOut'), [4, 2]);
    assert.deepEqual(await timesOutOnce(5_000, 'credentialsTimedOut'), [4, 2]);
  });

  it('R21: gives up on what ran out of time otherwise, failed otherwise, or was stopped', async () => {
    assert.deepEqual(await timesOutOnce(100, 'timedOut'), ['timedOut', 1]);
    assert.deepEqual(await timesOutOnce(5_000, 'offline'), ['offline', 1]);
    assert.deepEqual(await timesOutOnce(5_000, 'timedOut', AbortSignal.abort()), ['timedOut', 1]);
  });
});
