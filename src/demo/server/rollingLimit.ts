/** Allows a limited number of requests in any second. */
export class RollingLimit {
  /** When the latest counted requests arrived, oldest first. */
  readonly #times: number[] = [];

  /**
   * @param perSecond The limit, or 0 for none.
   * @param countsRefused Whether rejected requests count too.
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
