import { asSourceError, type SourceError } from '../../core/errors/sourceError';

const deadlineMs = 60_000;

/** A request that ends the previous one, so that only the result of the latest one counts. */
export class LatestRequest {
  private reading: AbortController | undefined;

  /** Begins a new operation. The signal is aborted when another one begins. */
  begin(): AbortSignal {
    this.stop();
    this.reading = new AbortController();
    return this.reading.signal;
  }

  /** Makes a request that may take up to a minute, and passes the result on. */
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
