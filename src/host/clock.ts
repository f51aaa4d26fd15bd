import type { Clock } from '../core/runtime/clock';

/** Real time. */
export const clock: Clock = {
  now: () => performance.now(),
  schedule(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
