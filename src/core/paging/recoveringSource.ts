import { isSourceError } from '../errors/sourceError';
import type { Api, Operation, Patience, Priority, Source } from './source';

/** A source that reports when it works again after a failure, so that what failed can be retried. */
export class RecoveringSource<A extends Api> implements Source<A> {
  private failing = false;
  /** The number of requests without an answer so far. */
  running = 0;

  constructor(
    private readonly source: Source<A>,
    private readonly recovered: () => void,
  ) {}

  async run<Name extends keyof A>(
    operation: Operation<A, Name>,
    priority: Priority,
    signal: AbortSignal,
    patience?: Patience,
  ): Promise<A[Name]['result']> {
    this.running += 1;
    try {
      const answer = await this.source.run(operation, priority, signal, patience);
      if (this.failing) {
        this.failing = false;
        this.recovered();
      }
      return answer;
    } catch (error) {
      // `notFound` is an answer too, and a cancelled request shows nothing.
      const code = isSourceError(error) ? error.code : undefined;
      if (code !== 'aborted' && code !== 'notFound') this.failing = true;
      throw error;
    } finally {
      this.running -= 1;
    }
  }

  dispose(): void {
    this.source.dispose();
  }
}
