import type { Clock } from './rateLimiter';
import type { SourceError, SourceErrorCode } from './sourceError';

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
  return new Promise((resolve) => {
    const cancel = clock.schedule(Math.min(longest, shortest * 2 ** (failures - 1)), resolve);
    hurry.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
