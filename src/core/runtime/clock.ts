/** The time source for everything that waits. Tests pass their own and need not wait. */
export interface Clock {
  /** Returns milliseconds that never run backwards. Only differences matter. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds, unless the returned function was called before. */
  schedule(ms: number, run: () => void): () => void;
}
