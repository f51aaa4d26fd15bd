import { asSourceError, SourceError, type SourceErrorCode } from '../errors/sourceError';
import type { Clock } from '../runtime/clock';

/** What passes by itself: a network that is down for a while, an account whose quota is spent. */
const passing: ReadonlySet<SourceErrorCode> = new Set(['throttled', 'offline', 'unreachable', 'connectionLost']);
const shortest = 1_000;
/** So that a list goes on within ten seconds of what it waits for, a try of a second or two included. */
const longest = 5_000;
/** A few minutes; after that a person has to say that it is worth another try. */
const mostTries = 60;

/**
 * A pause before another try: 1 s after the first failure in a row, then 2, 4 and 5 s.
 * @returns undefined where the failure does not pass by itself, or did not in minutes; else resolves after the pause, or as
 *   soon as `hurry` is aborted
 */
export function pauseAfter(
  error: SourceError,
  failures: number,
  clock: Clock,
  hurry: AbortSignal,
): Promise<void> | undefined {
  if (!passing.has(error.code) || failures > mostTries) return undefined;
  return pause(failures, clock, hurry);
}

/** The pause before the next try, the longer the more often it failed in a row; `hurry` ends it. */
function pause(failures: number, clock: Clock, hurry: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(Math.min(longest, shortest * 2 ** (failures - 1)), resolve);
    hurry.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}

/** Failures in a row after which what may pass is not waited for any longer, but for those that take minutes: half a minute. */
const fewTries = 8;

/**
 * Does something again until it succeeds, with pauses, for as long as the failure is one that may pass by itself.
 * @throws {SourceError} the failure that does not pass; `aborted` once `signal` is aborted.
 */
export async function patiently<T>(attempt: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = asSourceError(thrown);
      if (signal.aborted || error.code === 'aborted') throw new SourceError('aborted');
      const most = passing.has(error.code) ? mostTries : fewTries;
      if (!error.retryable || failures > most) throw error;
      await pause(failures, clock, signal);
      if (signal.aborted) throw new SourceError('aborted');
    }
  }
}
