import { isSourceError } from '../errors/sourceError';
import type { Api, Operation, Priority, Source } from './source';

/** A source that tells when it answers again after a failure: what had failed with it may be tried once more then. */
export class RecoveringSource<A extends Api> implements Source<A> {
  private failing = false;

  constructor(
    private readonly source: Source<A>,
    private readonly recovered: () => void,
  ) {}

  async run<Name extends keyof A>(
    operation: Operation<A, Name>,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<A[Name]['result']> {
    try {
      const answer = await this.source.run(operation, priority, signal);
      if (this.failing) {
        this.failing = false;
        this.recovered();
      }
      return answer;
    } catch (error) {
      // That there is none is an answer too, and one that nobody waits for any more tells nothing.
      const code = isSourceError(error) ? error.code : undefined;
      if (code !== 'aborted' && code !== 'notFound') this.failing = true;
      throw error;
    }
  }

  dispose(): void {
    this.source.dispose();
  }
}
