import { dateTime } from './dates';
import type { Random } from './random';

export interface Period {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Milliseconds since 1970, not before `from`. */
  readonly to: number;
}

/**
 * Returns the next steps during `period`, oldest first: none to 50 entries, the most that the model allows.
 *
 * @param current The current next steps, which end the history.
 */
export function nextStepsHistory(
  random: Random,
  texts: readonly string[],
  current: string | null | undefined,
  { from, to }: Period,
) {
  const count = random.weighted([
    [0, 25],
    [1, 20],
    [3, 40],
    [8, 12],
    [50, 3],
  ]);
  const times = Array.from({ length: count }, () => from + Math.floor(random.next() * (to - from))).sort(
    (a, b) => a - b,
  );
  return times.map((time, index) => ({
    Value: (index === count - 1 && current) || random.pick(texts),
    Time: dateTime(time),
  }));
}
