import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a run of tests came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Where the runs leave their counts, one file for each. */
export const countsFolder = 'out/counts';

/** The file that a run called `name` leaves its counts in. */
export function countsFile(name: string): string {
  return join(countsFolder, `${name}.json`);
}

/** Removes the counts of earlier runs, so that they cannot be taken for those of the run that starts now. */
export async function forgetCounts(...names: string[]): Promise<void> {
  await mkdir(countsFolder, { recursive: true });
  for (const name of names) await rm(countsFile(name), { force: true });
}

/** The counts that the run called `name` left, or undefined if it left none (it crashed, say). */
export async function readCounts(name: string): Promise<Counts | undefined> {
  try {
    return JSON.parse(await readFile(countsFile(name), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The counts of a run, made honest: one that left no counts, ran not a single test, or ended badly although no test
 * failed, has one more failure.
 */
export function settle(counts: Counts | undefined, exitCode: number): Counts {
  if (!counts) return { passed: 0, failed: 1, skipped: 0 };
  const ranNothing = counts.passed + counts.failed === 0;
  const crashed = exitCode !== 0 && counts.failed === 0;
  return ranNothing || crashed ? { ...counts, failed: counts.failed + 1 } : counts;
}

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
