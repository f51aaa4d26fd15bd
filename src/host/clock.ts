import type { Clock } from '../core/runtime/clock';

/** The real clock. */
export const clock: Clock = {
  now: () => performance.now(),
  schedule(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
