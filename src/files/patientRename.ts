import { rename } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** The error codes of Windows while another program has a file open: a spreadsheet, an editor, a scanner. */
const held: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Milliseconds between attempts, ten seconds in total. A scanner finishes soon. */
const pauses = [50, 100, 200, 400, 750, 1_000, 1_500, 2_000, 2_000, 2_000];

export interface RenameOptions {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Resolves after this many milliseconds, or rejects when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The system as it is. */
export const forReal: RenameOptions = {
  platform: process.platform,
  rename: (from, to) => rename(from, to),
  wait: (ms, signal) => wait(ms, undefined, { signal }),
};

/**
 * Renames a file. Windows refuses that while another program has either file open, so it is retried there for 10 seconds.
 * @throws Node's error from the last attempt, or the reason of `signal`.
 */
export async function patientRename(
  from: string,
  to: string,
  signal: AbortSignal,
  { platform, rename, wait }: RenameOptions = forReal,
): Promise<void> {
  for (const pause of platform === 'win32' ? pauses : []) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!held.has((error as NodeJS.ErrnoException).code)) throw error;
      await wait(pause, signal);
    }
  }
  await rename(from, to);
}
