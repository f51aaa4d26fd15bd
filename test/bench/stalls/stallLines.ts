import { atMost, type Measurement, median, verdict } from '../measure';
import { blockedShare, type Stalls } from './loopWatch';

const mostShare = 0.01;
const longestMs = 50;

/**
 * Returns the two lines of the table about what blocks an event loop: how much of the time in the middle one of several runs,
 * and how long at most in any.
 * @param runs the stalls of each run, in one part or several
 */
export function stallLines(what: string, runs: readonly (readonly Stalls[])[]): readonly Measurement[] {
  const shares = runs.map(blockedShare);
  const longest = runs.map((run) => Math.max(...run.map((part) => part.longest)));
  const share = median(shares);
  return [
    {
      metric: `${what}: blocked over 10 ms, of the time`,
      value: `${(share * 100).toFixed(2)} %`,
      goal: `≤ ${mostShare * 100} %`,
      verdict: verdict(share <= mostShare),
      facts: { shares, runs },
    },
    atMost(`${what}: longest stall`, longestMs, Math.max(...longest), { longest }),
  ];
}
