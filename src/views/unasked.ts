/**
 * What is read although the person did not ask for it. A question to them that it leads to, such as one for an MFA code,
 * waits until they ask for something themselves.
 */
export class Unasked {
  private readonly readings = new Set<object>();
  private readonly waiting: ((mayAsk: boolean) => void)[] = [];

  /** @param running returns how many requests are under way */
  constructor(private readonly running: () => number) {}

  /** Reads something, one request at a time. Several things may be read at once. */
  async read(work: () => Promise<void>): Promise<void> {
    this.readings.add(work);
    try {
      await work();
    } finally {
      // What belongs to a connection that was left has been forgotten by now.
      if (this.readings.delete(work) && this.readings.size === 0) this.end(false);
    }
  }

  /** Resolves to true as soon as a question may be put to the person, and to false if it is not needed any more. */
  mayAsk(): Promise<boolean> {
    const { size } = this.readings;
    // Of more requests than these, the person waits for at least one.
    if (size === 0 || this.running() > size) return Promise.resolve(true);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Notes that the person asks for something now. */
  asked(): void {
    this.end(true);
  }

  /** Forgets questions of a connection that was left: nobody is asked for it any more. */
  forget(): void {
    this.end(false);
  }

  private end(mayAsk: boolean): void {
    this.readings.clear();
    for (const tell of this.waiting.splice(0)) tell(mayAsk);
  }
}
