import type { SourceError } from '../../core/errors/sourceError';
import { Answer } from './answer';
import type { Deadline } from './deadline';
import type { RequestFacts, SourceLog } from './sourceLog';

/** The attempts of one call so far: since it began, or since somebody was told that it waits. */
export class Tries {
  readonly answer = new Answer();
  attempts = 0;
  readonly #begun = performance.now();

  constructor(
    private readonly operation: string,
    readonly deadline: Deadline,
  ) {}

  facts(requestId: string | undefined): RequestFacts {
    const { status } = this.answer;
    return {
      op: this.operation,
      ...(status !== undefined && { status }),
      ...(requestId && { requestId }),
      attempts: this.attempts,
      ms: Math.round(performance.now() - this.#begun),
    };
  }

  logFailure(log: SourceLog, error: SourceError): void {
    logFailure(log, this.facts(error.requestId), error);
  }
}

export function logFailure(log: SourceLog, facts: RequestFacts, { code, origin }: SourceError): void {
  log.request({ ...facts, ...(origin && { errorName: origin }), code });
}
