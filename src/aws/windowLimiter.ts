import { RateLimiter } from '../core/paging/rateLimiter';

/** As many as may start at once after a pause: one less than the account's quota of a second. */
const usualBurst = 9;

/** The rate limiter of a window, in real time: one for all its connections, because the account's quota is one. */
export function createWindowLimiter(requestsPerSecond: number, burst = usualBurst): RateLimiter {
  return new RateLimiter({
    requestsPerSecond,
    burst,
    clock: {
      now: () => performance.now(),
      schedule(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
  });
}
