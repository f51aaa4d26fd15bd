import type { Clock } from '../core/rateLimiter';

/** Real time. */
export const clock: Clock = {
  now: () => performance.now(),
  schedule(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
