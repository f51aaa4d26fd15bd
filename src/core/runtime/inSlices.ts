import type { Clock } from './clock';

/**
 * Runs work that pauses often, about a millisecond at a time, so that everything else can run in between.
 *
 * @param sliceMs The milliseconds after which it pauses.
 * @returns Whether the work was finished. It stays where it was once `signal` is aborted.
 */
export async function inSlices(
  work: Iterator<void, void>,
  clock: Clock,
  signal: AbortSignal,
  sliceMs = 1,
): Promise<boolean> {
  while (!signal.aborted) {
    const begun = clock.now();
    do {
      if (work.next().done) return true;
    } while (clock.now() - begun < sliceMs);
    await new Promise<void>((resolve) => clock.schedule(0, resolve));
  }
  return false;
}
