import type { Api, Operation, Patience, Priority, Source } from './source';

/** A source that is opened by the first request; nothing of it is loaded before that. */
export class LazySource<A extends Api> implements Source<A> {
  private opened: Promise<Source<A>> | undefined;
  private disposed = false;

  constructor(private readonly open: () => Promise<Source<A>>) {}

  async run<Name extends keyof A>(
    operation: Operation<A, Name>,
    priority: Priority,
    signal: AbortSignal,
    patience?: Patience,
  ): Promise<A[Name]['result']> {
    const source = await this.ready();
    if (this.disposed || signal.aborted) {
      // Loaded here, because nothing else that a window starts with makes an error.
      const { SourceError } = await import('../errors/sourceError');
      throw new SourceError('aborted');
    }
    return source.run(operation, priority, signal, patience);
  }

  /** Closes what is open, and with it what is being read. The next request opens it again. */
  rest(): void {
    this.opened?.then((source) => source.dispose()).catch(() => {});
    this.opened = undefined;
  }

  dispose(): void {
    this.disposed = true;
    this.rest();
  }

  private async ready(): Promise<Source<A>> {
    this.opened ??= this.open();
    try {
      return await this.opened;
    } catch (error) {
      // The next request tries again.
      this.opened = undefined;
      throw error;
    }
  }
}
