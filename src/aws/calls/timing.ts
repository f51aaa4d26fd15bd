/** How long is waited for what, in milliseconds. The usual ones are for people, tests take shorter ones. */
export interface Timing {
  /** Until a connection stands. */
  readonly connect: number;
  /** Until an answer begins. */
  readonly headers: number;
  /** Between two pieces of an answer. */
  readonly idle: number;
  /** For one page with all its retries, without the time at the gate. */
  readonly page: number;
  /** For credentials, without the time in which a person is asked for a code. */
  readonly credentials: number;
  /** Until the person is told that the credentials take long. */
  readonly notice: number;
  /** At most, before the first retry after a failure that passes; twice as long before each further one. */
  readonly transientBackoff: number;
  /** The same after AWS has limited requests. */
  readonly throttledBackoff: number;
}

export const usualTiming: Timing = {
  connect: 5_000,
  headers: 15_000,
  idle: 15_000,
  page: 30_000,
  credentials: 60_000,
  notice: 15_000,
  transientBackoff: 150,
  throttledBackoff: 1_000,
};
