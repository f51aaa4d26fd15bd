/** Lets at most so many requests through in any second. */
export class RollingLimit {
  /** When the latest requests that count came, oldest first. */
  readonly #times: number[] = [];

  /**
   * @param perSecond 0 means no limit.
   * @param countsRefused Whether requests that were turned away count as well.
   */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
    private readonly countsRefused = false,
  ) {}

  take(): boolean {
    if (this.perSecond === 0) return true;
    const now = this.now();
    while (this.#times[0] !== undefined && this.#times[0] <= now - 1000) this.#times.shift();
    const isFull = this.#times.length >= this.perSecond;
    if (!isFull || this.countsRefused) this.#times.push(now);
    return !isFull;
  }
}
