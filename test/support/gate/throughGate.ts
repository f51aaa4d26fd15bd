import { asSourceError } from '../../../src/core/errors/sourceError';
import { Gate } from '../../../src/core/paging/gate';
import { passing } from '../../../src/core/paging/patience';
import { RateLimiter } from '../../../src/core/paging/rateLimiter';
import type { Patience, Priority } from '../../../src/core/paging/source';
import type { FakeClock } from '../fakeClock';

/** Returns a gate on a clock that rarely makes anyone wait for the rate, and leaves nothing to chance. */
export function gateOn(clock: FakeClock, requestsPerSecond = 10): Gate {
  return new Gate({ limiter: new RateLimiter({ requestsPerSecond, clock }), random: () => 1 });
}

/** Makes a function that reads a page read it through a gate, as a source does: as often as the gate lets it. */
export function throughGate<T>(
  gate: Gate,
  read: (token: string | undefined, priority: Priority, signal: AbortSignal) => Promise<T>,
): (token: string | undefined, priority: Priority, signal: AbortSignal, patience?: Patience) => Promise<T> {
  return async (token, priority, signal, patience) => {
    const visit = gate.visit(priority, signal, patience);
    try {
      for (;;) {
        await visit.turn();
        try {
          const page = await read(token, priority, signal);
          visit.succeeded();
          return page;
        } catch (thrown) {
          const error = asSourceError(thrown);
          const pause = error.code === 'throttled' ? 1_000 : 150;
          const isDown = passing.has(error.code);
          visit.failed({ error, retries: isDown ? 4 : 0, pause, isDown });
        }
      }
    } finally {
      visit.leave();
    }
  };
}
