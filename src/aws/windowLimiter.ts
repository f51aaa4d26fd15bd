import { RateLimiter } from '../core/paging/rateLimiter';

/** The rate limiter of a window, in real time: one for all its connections, because the account's quota is one. */
export function createWindowLimiter(requestsPerSecond: number): RateLimiter {
  return new RateLimiter({
    requestsPerSecond,
    clock: {
      now: () => performance.now(),
      schedule(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
  });
}
