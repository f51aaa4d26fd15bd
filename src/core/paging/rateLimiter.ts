import { SourceError } from '../errors/sourceError';
import type { Clock } from '../runtime/clock';
import type { Priority } from './source';

export interface RateLimiterOptions {
  /** The average rate: 1 to 10, which is the account's quota. It may be a fraction. */
  readonly requestsPerSecond: number;
  /** The number of requests that may start at once after a pause. */
  readonly burst: number;
  readonly clock: Clock;
}

interface Waiter {
  readonly start: () => void;
}

const second = 1000;
/** Milliseconds added to the second of the quota: requests that start evenly do not arrive evenly. */
const slack = 50;
/**
 * After this many milliseconds without a request, the next one may arrive late, close to those that follow it. So for a
 * second, fewer start.
 */
const coldAfter = 2000;
const coldPace = 1.3;
/** The maximum number of milliseconds of a timer's delay that the next start may compensate for. */
const lateness = 10;

/**
 * Decides when a request may start. There is one for the whole window: every source and every retry passes through it.
 *
 * A token bucket alone would let `burst` requests start at once and then `requestsPerSecond` more within the same
 * second, which together exceed the account's quota (10 in any second). So a second rule applies: no rolling second
 * sees more starts than `burst`, or if `requestsPerSecond` is more, no slightly longer time sees more than those. The
 * bucket maintains the rate over time. The burst is for what a person waits for: in the background, requests start at
 * even intervals.
 */
export class RateLimiter {
  readonly #burst: number;
  readonly #clock: Clock;
  readonly #waiting: Record<Priority, Waiter[]> = { foreground: [], background: [] };
  /** When the requests of the last second started, oldest first. */
  readonly #starts: number[] = [];
  #rate: number;
  #tokens: number;
  #filledAt: number;
  /** When the last request started, or should have started if its timer was late. */
  #lastStart = Number.NEGATIVE_INFINITY;
  #coldUntil = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | undefined;

  constructor({ requestsPerSecond, burst, clock }: RateLimiterOptions) {
    this.#rate = requestsPerSecond;
    this.#burst = burst;
    this.#clock = clock;
    this.#tokens = burst;
    this.#filledAt = clock.now();
  }

  get requestsPerSecond(): number {
    return this.#rate;
  }

  /** Takes effect at once, also for requests that are already waiting. */
  set requestsPerSecond(rate: number) {
    this.#fill(this.#clock.now());
    this.#rate = rate;
    this.#startWaiting();
  }

  /**
   * Resolves when the request may start: foreground before background, and otherwise in the order of the calls.
   * @throws {SourceError} `aborted`, as soon as `signal` is aborted; its place in the queue is then free
   */
  acquire(priority: Priority, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new SourceError('aborted'));
    return new Promise((resolve, reject) => {
      const queue = this.#waiting[priority];
      const stop = (): void => {
        queue.splice(queue.indexOf(waiter), 1);
        if (this.#next() === undefined) this.#stopTimer();
        reject(new SourceError('aborted'));
      };
      const waiter: Waiter = {
        start: () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal.addEventListener('abort', stop, { once: true });
      queue.push(waiter);
      this.#startWaiting();
    });
  }

  #startWaiting(): void {
    this.#stopTimer();
    let queue = this.#next();
    while (queue !== undefined) {
      const now = this.#clock.now();
      const wait = this.#waitAt(now, queue === this.#waiting.background);
      if (wait > 0) {
        // The wait is rounded up: a timer that is early by a fraction would have to be set again.
        this.#cancelTimer = this.#clock.schedule(Math.ceil(wait), () => this.#startWaiting());
        return;
      }
      this.#tokens -= 1;
      this.#starts.push(now);
      if (now - this.#lastStart > coldAfter) this.#coldUntil = now + second;
      const due = this.#lastStart + this.#interval(now);
      this.#lastStart = Math.min(now, Math.max(due, now - lateness));
      queue.shift()?.start();
      queue = this.#next();
    }
  }

  /** Returns the queue whose first request may start next. */
  #next(): Waiter[] | undefined {
    const { foreground, background } = this.#waiting;
    if (foreground.length > 0) return foreground;
    return background.length > 0 ? background : undefined;
  }

  /** Returns the milliseconds until one more request may start; 0: now. */
  #waitAt(now: number, evenly: boolean): number {
    this.#fill(now);
    const { most, period } = this.#window;
    while (this.#starts[0] !== undefined && now - this.#starts[0] >= period) this.#starts.shift();
    // The tolerance prevents rounding errors in the sums from costing another millisecond.
    const forToken = this.#tokens > 1 - 1e-9 ? 0 : ((1 - this.#tokens) / this.#rate) * second;
    const inTheWay = this.#starts[this.#starts.length - most];
    const forWindow = inTheWay === undefined ? 0 : inTheWay + period - now;
    const forPlace = evenly ? this.#lastStart + this.#interval(now) - now : 0;
    return Math.max(forToken, forWindow, forPlace);
  }

  /** No period of this many milliseconds may have more starts than this. */
  get #window(): { readonly most: number; readonly period: number } {
    const most = Math.max(this.#burst, Math.floor(this.#rate));
    return { most, period: most > this.#burst ? second + slack : second };
  }

  /** Returns the milliseconds between two starts in the background. */
  #interval(now: number): number {
    const { most, period } = this.#window;
    return Math.max(second / this.#rate, period / most) * (now < this.#coldUntil ? coldPace : 1);
  }

  #fill(now: number): void {
    const earned = (Math.max(0, now - this.#filledAt) / second) * this.#rate;
    this.#tokens = Math.min(this.#burst, this.#tokens + earned);
    this.#filledAt = now;
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
