/** Subscribes to an event; the answer ends the subscription. */
export type Listen<T> = (listener: (event: T) => void) => { dispose(): void };

/** The smallest event source that the pure layers need: VS Code's own stays at the edge. */
export class Emitter<T> {
  private readonly listeners = new Set<(event: T) => void>();

  readonly event: Listen<T> = (listener) => {
    // A wrapper of its own for every subscription, so that listening twice with one function counts twice.
    const entry = (event: T) => listener(event);
    this.listeners.add(entry);
    return { dispose: () => void this.listeners.delete(entry) };
  };

  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
