import type { Clock } from './clock';

/**
 * Does work that pauses often, a millisecond or so at a time, so that everything else has its turn in between.
 *
 * @param sliceMs milliseconds after which a pause is taken
 * @returns whether it was done to its end; it stays where it was once `signal` is aborted
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
