/** Lets at most so many requests through in any second. Requests that were turned away do not count. */
export class RollingLimit {
  /** When the latest requests went through, oldest first. */
  readonly #times: number[] = [];

  /** @param perSecond 0 means no limit. */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {}

  take(): boolean {
    if (this.perSecond === 0) return true;
    const now = this.now();
    while (this.#times[0] !== undefined && this.#times[0] <= now - 1000) this.#times.shift();
    if (this.#times.length >= this.perSecond) return false;
    this.#times.push(now);
    return true;
  }
}
