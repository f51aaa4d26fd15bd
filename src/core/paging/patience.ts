import { asSourceError, SourceError, type SourceErrorCode } from '../errors/sourceError';
import type { Clock } from '../runtime/clock';

/** Failures that end without help: a network that is down for a while, or an account whose quota is used up. */
const passing: ReadonlySet<SourceErrorCode> = new Set(['throttled', 'offline', 'unreachable', 'connectionLost']);
const shortest = 1_000;
/** A list then continues within ten seconds after the failure is over, even if a try takes a second or two. */
const longest = 5_000;
/** This takes a few minutes. After that, a person has to decide whether to try again. */
const mostTries = 60;

/**
 * Pauses before another try: 1 s after the first consecutive failure, then 2, 4 and 5 s.
 * @returns undefined if the failure does not end without help, or did not within minutes; otherwise resolves after the
 * pause, or as soon as `hurry` is aborted
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

/** Pauses before the next try; the pause grows with the number of consecutive failures, and `hurry` ends it. */
function pause(failures: number, clock: Clock, hurry: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      hurry.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(Math.min(longest, shortest * 2 ** (failures - 1)), end);
    hurry.addEventListener('abort', end);
  });
}

/**
 * The number of consecutive failures, half a minute, after which nothing more is tried, except for failures that last
 * minutes.
 */
const fewTries = 8;

/**
 * Repeats something with pauses until it succeeds, as long as the failure is one that can end without help.
 * @throws {SourceError} a failure that does not end without help; `aborted` once `signal` is aborted
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
