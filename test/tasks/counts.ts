import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a run of tests came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How many were skipped for which reason, where the run tells; `''` is no reason. */
  readonly reasons?: Readonly<Record<string, number>>;
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

/** Returns the counts that the run called `name` left, or undefined if it left none (it crashed, say). */
export async function readCounts(name: string): Promise<Counts | undefined> {
  try {
    return JSON.parse(await readFile(countsFile(name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Returns the reason that the title of a skipped test gives: `when it is full (skipped: …)`, `boto3: skipped, …`. */
export function skipReason(title: string): string {
  const reason = /\bskipped[:,] (.+)$/.exec(title)?.[1] ?? '';
  // The parenthesis around it, or what follows it in the titles below, is no part of it.
  return (/^(.*?)\)/.exec(reason)?.[1] ?? reason).trim();
}

/** Counts each reason among the full titles of skipped tests, as `mocha` has them. */
export function countReasons(titles: readonly (readonly string[])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const path of titles) {
    const reason = path.map(skipReason).find((each) => each !== '') ?? '';
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

/**
 * Returns the counts of a run, made honest. What is no pass counts as one more failure: a run that left no counts, ran not a
 * single test, or ended badly although no test failed; and every test that was skipped without a reason in its title.
 */
export function settle(counts: Counts | undefined, exitCode: number): Counts {
  if (!counts) return { passed: 0, failed: 1, skipped: 0 };
  const { '': unexplained = 0, ...explained } = counts.reasons ?? {};
  const reasons = unexplained > 0 ? { ...explained, [withoutReason]: unexplained } : explained;
  const failed = counts.failed + unexplained;
  const ranNothing = counts.passed + counts.failed === 0;
  const crashed = exitCode !== 0 && failed === 0;
  return { ...counts, reasons, failed: ranNothing || crashed ? failed + 1 : failed };
}

const withoutReason = 'no reason in the title, which is no pass';

/** Adds up two runs. */
export function add(a: Counts, b: Counts): Counts {
  const reasons: Record<string, number> = { ...a.reasons };
  for (const [reason, count] of Object.entries(b.reasons ?? {})) reasons[reason] = (reasons[reason] ?? 0) + count;
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped, reasons };
}

/** Returns the counts in words, as every run ends with them: `2 skipped, 2579 passed, 0 failed`. */
export function countsText({ passed, failed, skipped }: Counts): string {
  return `${skipped > 0 ? `${skipped} skipped, ` : ''}${passed} passed, ${failed} failed`;
}
