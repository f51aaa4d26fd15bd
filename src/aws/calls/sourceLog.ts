/**
 * The facts about one request that may be logged: names, numbers and codes, no text from a request, an answer or an
 * error message.
 */
export interface RequestFacts {
  /** The API's operation, or `credentials`. */
  readonly op: string;
  /** HTTP status of the last answer. */
  readonly status?: number;
  readonly requestId?: string;
  readonly attempts?: number;
  /** From the call to its end, in milliseconds, waiting included. */
  readonly ms: number;
  /** Opportunities received. */
  readonly count?: number;
  /** Milliseconds that this computer's clock is behind AWS's (negative: ahead), said once where it matters. */
  readonly clockOffsetMs?: number;
  /** AWS's or Node's name for what went wrong. */
  readonly errorName?: string;
  /** Our own code for it. */
  readonly code?: string;
}

/** Where an AWS source reports each request that has ended. */
export interface SourceLog {
  request(facts: RequestFacts): void;
}
