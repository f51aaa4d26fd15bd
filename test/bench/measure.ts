/** One line of the table. */
export interface Measurement {
  readonly metric: string;
  /** As printed: a ratio with the figures behind it. */
  readonly value: string;
  /** What it should be; `–` where the figure is there for information only. */
  readonly goal: string;
  readonly verdict: Verdict;
  /** Everything behind the value: samples in milliseconds unless a name says otherwise. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export type Verdict = 'met' | 'MISSED' | 'not measured' | '–';

/** One benchmark: `npm run bench -- NAME` runs it alone. */
export interface Bench {
  readonly name: string;
  /** How it is measured, for the foot of the table. */
  readonly method: string;
  run(): Promise<readonly Measurement[]>;
}

export function verdict(met: boolean): Verdict {
  return met ? 'met' : 'MISSED';
}

/** The middle of the samples, or the mean of the two in the middle. Throws without any. */
export function median(samples: readonly number[]): number {
  return (percentile(samples, 0.5) + percentile(samples, 0.5, 'upper')) / 2;
}

/** The smallest sample that at least this part of all (0 to 1) does not exceed; `upper`: the next one on a tie. */
export function percentile(samples: readonly number[], part: number, side: 'lower' | 'upper' = 'lower'): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = part * sorted.length;
  const index = side === 'lower' ? Math.ceil(rank) - 1 : Math.floor(rank);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, index))];
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
}

/** Whether the median of ours is at most `limit` times that of theirs, as a line of the table. */
export function compare(
  metric: string,
  limit: number | undefined,
  ours: readonly number[],
  theirs: readonly number[],
  name: string,
): Measurement {
  const [a, b] = [median(ours), median(theirs)];
  return {
    metric,
    value: `${(a / b).toFixed(2)} × ${name} (${milliseconds(a)} : ${milliseconds(b)})`,
    goal: limit === undefined ? '–' : `≤ ${limit.toFixed(2)} ×`,
    verdict: limit === undefined ? '–' : verdict(a <= limit * b),
    facts: { ours: rounded(ours), theirs: rounded(theirs) },
  };
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 20 ? 1 : 0)} ms`;
}

export function rounded(samples: readonly number[]): number[] {
  return samples.map((sample) => Math.round(sample * 100) / 100);
}
