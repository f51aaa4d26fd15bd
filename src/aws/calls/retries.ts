import { isClockSkewCorrectedError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { SdkError } from '@smithy/types';
import { SourceError } from '../../core/errors/sourceError';
import { type Failure, longestRetryAfter } from '../../core/paging/gate';
import { passing } from '../../core/paging/patience';
import type { Answer } from './answer';
import { isClockError, meaningOf } from './errorNames';
import type { Timing } from './timing';

/** The retries of which nobody is told. They are the only ones: the SDK makes none. */
const retriesFor = {
  /** Whoever waits longer is to see that. */
  throttled: 2,
  transient: 4,
  /** The SDK knows AWS's clock after the first answer. */
  clock: 1,
  cutShort: 1,
  other: 0,
} as const;

const second = 1_000;
const minute = 60_000;

/** Returns what a failed attempt means for the attempts after it. */
export function afterAttempt(thrown: unknown, error: SourceError, answer: Answer, timing: Timing): Failure {
  const kind = kindOf(thrown, error, answer);
  const retryAfter = error.retryable || kind !== 'other' ? answer.retryAfter : undefined;
  const isPassing = kind === 'throttled' || (passing.has(error.code) && kind !== 'cutShort');
  return {
    error: retryAfter !== undefined && retryAfter > longestRetryAfter ? askedToWait(error, retryAfter) : error,
    retries: retriesFor[kind],
    pause: kind === 'throttled' ? timing.throttledBackoff : timing.transientBackoff,
    isDown: isPassing || retryAfter !== undefined,
    retryAfter,
  };
}

/** Returns what it means that no attempt could be made, because there are no credentials. */
export function withoutAttempt(error: SourceError, timing: Timing): Failure {
  return { error, retries: 0, pause: timing.throttledBackoff, isDown: passing.has(error.code) };
}

function kindOf(thrown: unknown, error: SourceError, answer: Answer): keyof typeof retriesFor {
  // What is thrown in place of an answer was decided here, not by AWS.
  if (thrown === error) return 'other';
  const failure = (thrown instanceof Error ? thrown : new Error()) as SdkError;
  if (isThrottlingError(failure)) return 'throttled';
  if (isClockSkewCorrectedError(failure) || isClockError(failure)) return 'clock';
  if (error.code === 'connectionLost' && answer.looksCutShort) return 'cutShort';
  return isTransientError(failure) || meaningOf(failure.name) === 'transient' ? 'transient' : 'other';
}

/** A service that asks for more than is waited for at once is heard, and says so. */
function askedToWait({ origin, requestId, request, said }: SourceError, ms: number): SourceError {
  const minutes = Math.ceil(ms / minute);
  const time =
    ms < 10 * minute ? `${Math.ceil(ms / second)} s` : minutes < 24 * 60 ? `${minutes} min` : 'a day or more';
  return new SourceError('askedToWait', {
    args: [time],
    ...(origin && { origin }),
    ...(requestId && { requestId }),
    ...(request && { request }),
    ...(said && { said }),
  });
}
