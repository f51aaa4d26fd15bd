import { tellWhile } from './tell';

/** Milliseconds before a notification appears. */
const patience = 120;

/**
 * Runs work that the person can cancel. If it takes longer than a moment, a notification says what is being done.
 * @returns undefined if it was cancelled
 */
export async function cancellable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const working = work(stop.signal).catch((error: unknown): undefined => {
    if (!stop.signal.aborted) throw error;
  });
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>((resolve) => {
    timer = setTimeout(resolve, patience, 'slow');
  });
  const first = await Promise.race([working.then(() => 'done' as const), slow]).finally(() => clearTimeout(timer));
  if (first === 'done') return working;
  return tellWhile(title, (_report, token) => {
    token.onCancellationRequested(() => stop.abort());
    return working;
  });
}
