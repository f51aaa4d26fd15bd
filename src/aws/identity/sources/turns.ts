/** Lets several do something with the same file one after the other. */
export class Turns {
  /** What is done last, or is to be done, with each of the files. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does something with a file after everything that was begun before it. */
  async of<T>(file: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(file) ?? Promise.resolve();
    const result = before.then(work);
    const turn = result.catch(() => {});
    this.#last.set(file, turn);
    try {
      return await result;
    } finally {
      if (this.#last.get(file) === turn) this.#last.delete(file);
    }
  }
}
