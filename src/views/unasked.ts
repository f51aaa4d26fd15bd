/**
 * What is read although the person did not ask for it. A question to them that it leads to, such as one for an MFA code,
 * waits until they ask for something themselves.
 */
export class Unasked {
  private reading: object | undefined;
  private readonly waiting: ((mayAsk: boolean) => void)[] = [];

  /** @param running returns how many requests are under way */
  constructor(private readonly running: () => number) {}

  /** Reads something, one request at a time. */
  async read(work: () => Promise<void>): Promise<void> {
    const reading = {};
    this.reading = reading;
    try {
      await work();
    } finally {
      // Something of the next connection may be read by now.
      if (this.reading === reading) this.end(false);
    }
  }

  /** Resolves to true as soon as a question may be put to the person, and to false if it is not needed any more. */
  mayAsk(): Promise<boolean> {
    // Of several requests, the person waits for at least one.
    if (!this.reading || this.running() > 1) return Promise.resolve(true);
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
    this.reading = undefined;
    for (const tell of this.waiting.splice(0)) tell(mayAsk);
  }
}
