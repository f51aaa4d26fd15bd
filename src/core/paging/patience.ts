import { asSourceError, SourceError, type SourceErrorCode } from '../errors/sourceError';
import type { Clock } from '../runtime/clock';

/**
 * Failures that end without help: a network that is down for a while, or an account whose quota is used up. The source
 * itself waits for their end, if the caller has the patience (see `Gate`).
 */
export const passing: ReadonlySet<SourceErrorCode> = new Set([
  'throttled',
  'askedToWait',
  'offline',
  'unreachable',
  'connectionLost',
  'unavailable',
]);

/** Milliseconds for which a request waits for the end of a failure. After that, a person has to decide about it. */
export const usualPatience = 300_000;
/** The same where nobody sees that it waits. */
export const hiddenPatience = 8_000;

const shortest = 1_000;
const longest = 5_000;
/** The number of consecutive failures, half a minute, after which nothing more is tried. */
const fewTries = 8;

/** Pauses before the next try; the pause grows with the number of consecutive failures, and `signal` ends it. */
function pause(failures: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(Math.min(longest, shortest * 2 ** (failures - 1)), end);
    signal.addEventListener('abort', end);
  });
}

/**
 * Repeats something with pauses until it succeeds, as long as the failure is one that the next try may not have. What
 * the source has waited for already is not repeated.
 * @throws {SourceError} a failure that remains; `aborted` once `signal` is aborted
 */
export async function patiently<T>(attempt: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = asSourceError(thrown);
      if (signal.aborted || error.code === 'aborted') throw new SourceError('aborted');
      if (!error.retryable || passing.has(error.code) || failures > fewTries) throw error;
      await pause(failures, clock, signal);
      if (signal.aborted) throw new SourceError('aborted');
    }
  }
}
