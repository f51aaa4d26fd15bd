import { SourceError } from '../errors/sourceError';
import type { Clock } from '../runtime/clock';
import type { Priority } from './source';

export interface RateLimiterOptions {
  /** The rate that is kept up: 1 to 10, the account's quota. May be a fraction. */
  readonly requestsPerSecond: number;
  /** How many may start at once after a pause. */
  readonly burst: number;
  readonly clock: Clock;
}

interface Waiter {
  readonly start: () => void;
}

const second = 1000;
/** Milliseconds by which the second of the quota is taken for longer: what starts evenly does not arrive evenly. */
const slack = 50;
/**
 * What starts after so many milliseconds without a request may be slow to arrive, and what follows close behind it: for a
 * second, fewer start.
 */
const coldAfter = 2000;
const coldPace = 1.3;
/** Milliseconds that a start may make up for, of those by which a timer was late for the one before. */
const lateness = 10;

/**
 * Decides when a request may start. One for the whole window: every source and every retry passes through it.
 *
 * A token bucket alone would let `burst` requests start at once and then `requestsPerSecond` more within the same
 * second, which together exceed the account's quota (10 in any second). So a second rule applies: no rolling second
 * sees more starts than `burst`, or where `requestsPerSecond` is more, no slightly longer time sees more than those. The
 * bucket keeps the rate over time. The burst is for what a person waits for: in the background, one request starts after
 * the other at even intervals.
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
  /** When the last request started, or was to start where its timer was late. */
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

  /** Takes effect at once, for those who wait already too. */
  set requestsPerSecond(rate: number) {
    this.#fill(this.#clock.now());
    this.#rate = rate;
    this.#startWaiting();
  }

  /**
   * Resolves when the request may start: foreground before background, and in the order of asking within each.
   * @throws {SourceError} `aborted`, as soon as `signal` is aborted; its place in the queue is free at once.
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
        // Rounded up: a timer that is early by a fraction would only have to be set again.
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

  /** The queue whose first may start next. */
  #next(): Waiter[] | undefined {
    const { foreground, background } = this.#waiting;
    if (foreground.length > 0) return foreground;
    return background.length > 0 ? background : undefined;
  }

  /** Milliseconds until one more request may start; 0: now. */
  #waitAt(now: number, evenly: boolean): number {
    this.#fill(now);
    const { most, period } = this.#window;
    while (this.#starts[0] !== undefined && now - this.#starts[0] >= period) this.#starts.shift();
    // The tolerance keeps rounding errors of the sums from costing another millisecond.
    const forToken = this.#tokens > 1 - 1e-9 ? 0 : ((1 - this.#tokens) / this.#rate) * second;
    const inTheWay = this.#starts[this.#starts.length - most];
    const forWindow = inTheWay === undefined ? 0 : inTheWay + period - now;
    const forPlace = evenly ? this.#lastStart + this.#interval(now) - now : 0;
    return Math.max(forToken, forWindow, forPlace);
  }

  /** No time of so many milliseconds sees more starts than these. */
  get #window(): { readonly most: number; readonly period: number } {
    const most = Math.max(this.#burst, Math.floor(this.#rate));
    return { most, period: most > this.#burst ? second + slack : second };
  }

  /** Milliseconds between two starts in the background. */
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
