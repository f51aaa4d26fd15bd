import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { patiently, pauseAfter } from '../../../../src/core/paging/patience';
import { FakeClock } from '../../../support/fakeClock';

describe('patience', () => {
  it('leaves nothing behind on the signal, however often it paused', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    let tries = 0;
    const done = patiently(
      async () => {
        tries += 1;
        if (tries <= 30) throw new SourceError('offline');
        return tries;
      },
      clock,
      signal,
    );
    await clock.pass(200_000);
    assert.equal(await done, 31);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    assert.equal(clock.timers, 0);
  });

  it('pauses 1, 2, 4 and then 5 seconds, and gives up after sixty failures', async () => {
    const { signal } = new AbortController();
    for (const [failures, ms] of [
      [1, 1_000],
      [2, 2_000],
      [3, 4_000],
      [4, 5_000],
      [60, 5_000],
    ] as const) {
      const clock = new FakeClock();
      let over = false;
      const pause = pauseAfter(new SourceError('throttled'), failures, clock, signal)?.then(() => {
        over = true;
      });
      await clock.pass(ms - 1);
      assert.equal(over, false, `${failures} failures`);
      await clock.pass(1);
      await pause;
      assert.equal(over, true);
    }
    assert.equal(pauseAfter(new SourceError('throttled'), 61, new FakeClock(), signal), undefined);
    assert.equal(pauseAfter(new SourceError('accessDenied'), 1, new FakeClock(), signal), undefined);
  });

  it('ends a pause early when it is told to hurry, and leaves no timer', async () => {
    const clock = new FakeClock();
    const hurry = new AbortController();
    const pause = pauseAfter(new SourceError('offline'), 4, clock, hurry.signal);
    hurry.abort();
    await pause;
    assert.equal(clock.timers, 0);
  });
});
