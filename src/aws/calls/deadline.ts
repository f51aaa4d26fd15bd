import { isSourceError, SourceError } from '../../core/errors/sourceError';

/** Time that runs out, unless it is paused or stopped before. */
export class Deadline {
  readonly #passed: () => void;
  #left: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /** Runs from now on; calls `passed` once, after `ms` milliseconds in which it was not paused. */
  constructor(ms: number, passed: () => void) {
    this.#left = ms;
    this.#passed = passed;
    this.resume();
  }

  pause(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left -= performance.now() - this.#since;
  }

  resume(): void {
    if (this.#timer || this.#isStopped) return;
    this.#since = performance.now();
    this.#timer = setTimeout(this.#passed, Math.max(0, this.#left));
  }

  /** For good. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }
}

/**
 * What `work` comes to, or `aborted` as soon as `signal` is aborted: work that does not heed the signal is left behind.
 * @throws {SourceError} `aborted`, or whatever `work` throws.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(isSourceError(signal.reason) ? signal.reason : new SourceError('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
