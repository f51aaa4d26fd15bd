/** One line of the table. */
export interface Measurement {
  readonly metric: string;
  /** The value as printed, a ratio with its figures. */
  readonly value: string;
  readonly goal: string;
  readonly verdict: Verdict;
  /** The data behind the value: samples in milliseconds unless a name says otherwise. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** `not measured`: a program to compare with is not installed, which is no pass. */
export type Verdict = 'met' | 'MISSED' | 'not measured';

/** One benchmark, which `npm run bench -- NAME` runs alone. */
export interface Bench {
  readonly name: string;
  /** How it is measured, for the notes below the table. */
  readonly method: string;
  run(): Promise<readonly Measurement[]>;
}

export function verdict(met: boolean): Verdict {
  return met ? 'met' : 'MISSED';
}

/** Returns the median of the samples. Throws when there are none. */
export function median(samples: readonly number[]): number {
  return (percentile(samples, 0.5) + percentile(samples, 0.5, 'upper')) / 2;
}

/**
 * Returns the smallest sample that at least this share (0 to 1) of all does not exceed; `upper` takes the next on a tie.
 */
export function percentile(samples: readonly number[], part: number, side: 'lower' | 'upper' = 'lower'): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = part * sorted.length;
  const index = side === 'lower' ? Math.ceil(rank) - 1 : Math.floor(rank);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, index))];
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
}

/** Returns a table line that checks whether our median is at most `limit` times theirs. */
export function compare(
  metric: string,
  limit: number,
  ours: readonly number[],
  theirs: readonly number[],
  name: string,
): Measurement {
  const [a, b] = [median(ours), median(theirs)];
  return {
    metric,
    value: `${(a / b).toFixed(2)} × ${name} (${milliseconds(a)} : ${milliseconds(b)})`,
    goal: `≤ ${limit.toFixed(2)} ×`,
    verdict: verdict(a <= limit * b),
    facts: { ours: rounded(ours), theirs: rounded(theirs) },
  };
}

/** Returns a table line that checks whether a time is at most `limit` milliseconds. */
export function atMost(metric: string, limit: number, value: number, facts?: Measurement['facts']): Measurement {
  return {
    metric,
    value: milliseconds(value),
    goal: `≤ ${limit} ms`,
    verdict: verdict(value <= limit),
    ...(facts && { facts }),
  };
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 20 ? 1 : 0)} ms`;
}

export function rounded(samples: readonly number[]): number[] {
  return samples.map((sample) => Math.round(sample * 100) / 100);
}
