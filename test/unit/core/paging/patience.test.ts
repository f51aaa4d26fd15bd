import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { passing, patiently } from '../../../../src/core/paging/patience';
import { FakeClock } from '../../../support/fakeClock';

describe('patience', () => {
  /** Fails as often as asked, with the failures of its turn. */
  function failing(times: number, code: 'internal' | 'timedOut') {
    let tries = 0;
    const attempt = async () => {
      tries += 1;
      if (tries <= times) throw new SourceError(code);
      return tries;
    };
    return { attempt, tries: () => tries };
  }

  it('leaves nothing behind on the signal, however often it paused', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const done = patiently(failing(8, 'internal').attempt, clock, signal);
    await clock.pass(60_000);
    assert.equal(await done, 9);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    assert.equal(clock.timers, 0);
  });

  it('pauses 1, 2, 4 and then 5 seconds, and gives up after eight retries', async () => {
    const clock = new FakeClock();
    const { attempt, tries } = failing(100, 'timedOut');
    const done = assert.rejects(patiently(attempt, clock, new AbortController().signal), { code: 'timedOut' });
    for (const [n, ms] of [1_000, 2_000, 4_000, 5_000, 5_000, 5_000, 5_000, 5_000].entries()) {
      await clock.pass(ms - 1);
      assert.equal(tries(), n + 1);
      await clock.pass(1);
      assert.equal(tries(), n + 2);
    }
    await done;
  });

  it('repeats nothing for which the source has waited, and nothing that stays', async () => {
    const { signal } = new AbortController();
    for (const code of [...passing, 'accessDenied'] as const) {
      const attempt = () => Promise.reject(new SourceError(code));
      await assert.rejects(patiently(attempt, new FakeClock(), signal), { code });
    }
  });

  it('ends a pause when it is stopped, and leaves no timer', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const done = assert.rejects(patiently(failing(100, 'internal').attempt, clock, stop.signal), { code: 'aborted' });
    await clock.pass(500);
    stop.abort();
    await done;
    assert.equal(clock.timers, 0);
  });
});
