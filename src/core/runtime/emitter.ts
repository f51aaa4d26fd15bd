/** Subscribes to an event. The returned object ends the subscription. */
export type Listen<T> = (listener: (event: T) => void) => { dispose(): void };

/** The smallest event source that the pure layers need. VS Code's own is used only at the edge. */
export class Emitter<T> {
  private readonly listeners = new Set<(event: T) => void>();

  readonly event: Listen<T> = (listener) => {
    // Each subscription has its own wrapper, so that subscribing one function twice counts twice.
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
