import { isSourceError, type SourceErrorCode } from '../errors/sourceError';
import type { Clock } from '../runtime/clock';
import { SleepWatch } from '../runtime/sleepWatch';
import type { Api, Operation, Patience, Priority, Source } from './source';

const timeouts: ReadonlySet<SourceErrorCode> = new Set(['timedOut', 'credentialsTimedOut']);

/** A source that sends a request again if its time ran out while the computer was asleep. */
export class WakefulSource<A extends Api> implements Source<A> {
  constructor(
    private readonly source: Source<A>,
    private readonly clock: Clock,
  ) {}

  async run<Name extends keyof A>(
    operation: Operation<A, Name>,
    priority: Priority,
    signal: AbortSignal,
    patience?: Patience,
  ): Promise<A[Name]['result']> {
    for (;;) {
      const watch = new SleepWatch(this.clock);
      try {
        return await this.source.run(operation, priority, signal, patience);
      } catch (thrown) {
        const isOver = isSourceError(thrown) && timeouts.has(thrown.code) && watch.slept;
        if (!isOver || signal.aborted) throw thrown;
      } finally {
        watch.stop();
      }
    }
  }

  dispose(): void {
    this.source.dispose();
  }
}
