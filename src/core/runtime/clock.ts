/** Time, as it is given to whatever waits: tests give their own and need not wait. */
export interface Clock {
  /** Milliseconds that never run backwards; only differences matter. */
  now(): number;
  /** Calls `run` once, `ms` milliseconds from now, unless the returned function was called before. */
  schedule(ms: number, run: () => void): () => void;
}
