import { asSourceError, type SourceError } from '../../core/errors/sourceError';

const deadlineMs = 60_000;

/** A request of which only the latest counts: another one ends it, and nobody hears of it any more. */
export class LatestRequest {
  private reading: AbortController | undefined;

  /** Begins something that takes its time; the signal is aborted when something else begins. */
  begin(): AbortSignal {
    this.stop();
    this.reading = new AbortController();
    return this.reading.signal;
  }

  /** Asks, for a minute at most, and hands on what came of it. */
  ask<T>(
    request: (signal: AbortSignal) => Promise<T>,
    then: { answered(answer: T): void; failed(error: SourceError): void },
  ): void {
    const wanted = this.begin();
    request(AbortSignal.any([wanted, AbortSignal.timeout(deadlineMs)])).then(
      (answer) => {
        if (!wanted.aborted) then.answered(answer);
      },
      (error: unknown) => {
        if (!wanted.aborted) then.failed(asSourceError(error));
      },
    );
  }

  stop(): void {
    this.reading?.abort();
  }
}
