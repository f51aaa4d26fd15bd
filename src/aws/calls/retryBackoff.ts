import { StandardRetryStrategy } from '@smithy/core/retry';
import type { RetryErrorInfo, StandardRetryToken } from '@smithy/types';

const longestWait = 20_000;
/** The SDK's own base for throttling, from which it tells us which kind of failure it is backing off from. */
const sdkThrottlingBase = 1000;

/** Base waits in milliseconds, doubled at each attempt. */
export interface BackoffBases {
  readonly transient: number;
  readonly throttled: number;
}

/** Tries where AWS limits requests: whoever waits longer is to see that, so the list itself goes on waiting. */
const mostThrottled = 3;

/**
 * The SDK's standard retries with longer waits: its own give up on a dropped connection in under 150 ms in all, which
 * the shortest interruption of a VPN outlasts. Half of each wait is certain, half is chance, so that four retries from a
 * base of 150 ms bridge between 1.1 and 2.2 seconds.
 */
export function retryStrategy(maxAttempts: number, bases: BackoffBases): StandardRetryStrategy {
  let base = bases.transient;
  return new Retries({
    maxAttempts,
    baseDelay: bases.transient,
    backoff: {
      setDelayBase: (delay) => {
        base = delay === sdkThrottlingBase ? bases.throttled : delay;
      },
      computeNextBackoffDelay: (retries) => {
        const wait = Math.min(base * 2 ** retries, longestWait);
        return Math.floor(wait * (0.5 + Math.random() / 2));
      },
    },
  });
}

class Retries extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(token: StandardRetryToken, error: RetryErrorInfo): Promise<StandardRetryToken> {
    if (error.errorType === 'THROTTLING' && token.getRetryCount() >= mostThrottled - 1) {
      return Promise.reject(new Error('Throttled too often.'));
    }
    return super.refreshRetryTokenForRetry(token, error);
  }
}
