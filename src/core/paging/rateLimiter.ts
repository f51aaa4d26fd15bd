import { SourceError } from '../errors/sourceError';
import type { Clock } from '../runtime/clock';
import type { Priority } from './source';

export interface RateLimiterOptions {
  /** The most requests that may start within any second: 1 to 10, which is the account's quota. */
  readonly requestsPerSecond: number;
  readonly clock: Clock;
}

/** What else a request waits for, besides the rate. */
export interface Entry {
  /** Returns the moment by the limiter's clock from which on it may start; infinite: not before `look` is called. */
  readyAt(): number;
  /** Called when it starts, before anything else may start. */
  started(): void;
  /** True if nothing is sent yet, so that it takes no place in the rate. */
  readonly sendsNothing: boolean;
}

interface Waiter extends Entry {
  readonly start: () => void;
}

const second = 1000;
/** The account's quota, which is the highest rate that can be set. */
const quota = 10;
/** Milliseconds that are added to the second: what starts evenly does not arrive evenly. */
const slack = 10;
/** The same near the quota, where AWS refuses what arrives too early. */
const slackNearQuota = 50;
/**
 * After this many milliseconds without a request, the next one may arrive late, close to those that follow it. So it
 * counts as if it had started a little later, and near the quota, fewer start in the background for a second.
 */
const coldAfter = 2000;
const coldDelay = 30;
const coldPace = 1.3;
/** The maximum number of milliseconds of a timer's delay that the next start may compensate for. */
const lateness = 10;

const atOnce: Entry = { readyAt: () => Number.NEGATIVE_INFINITY, started: () => {}, sendsNothing: false };

/**
 * Decides when a request may start. There is one for the whole window: every source and every retry passes through it.
 *
 * Never do more requests start within a second than `requestsPerSecond`, whichever second it is. For what a person
 * waits for, they may all start at its beginning; in the background, requests start at even intervals.
 */
export class RateLimiter {
  readonly clock: Clock;
  readonly #waiting: Record<Priority, Waiter[]> = { foreground: [], background: [] };
  /** When the latest requests started, oldest first. */
  readonly #starts: number[] = [];
  #rate: number;
  /** When the last request started, or should have started if its timer was late. */
  #lastStart = Number.NEGATIVE_INFINITY;
  #coldUntil = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | undefined;

  constructor({ requestsPerSecond, clock }: RateLimiterOptions) {
    this.#rate = requestsPerSecond;
    this.clock = clock;
  }

  get requestsPerSecond(): number {
    return this.#rate;
  }

  /** Takes effect at once, also for requests that are already waiting. */
  set requestsPerSecond(rate: number) {
    this.#rate = rate;
    this.look();
  }

  /**
   * Resolves when the request may start: foreground before background, and otherwise in the order of the calls, without
   * those that are not ready.
   * @throws {SourceError} `aborted`, as soon as `signal` is aborted; its place in the queue is then free
   */
  acquire(priority: Priority, signal: AbortSignal, entry: Entry = atOnce): Promise<void> {
    if (signal.aborted) return Promise.reject(new SourceError('aborted'));
    return new Promise((resolve, reject) => {
      const queue = this.#waiting[priority];
      const stop = (): void => {
        queue.splice(queue.indexOf(waiter), 1);
        this.look();
        reject(new SourceError('aborted'));
      };
      const waiter: Waiter = {
        readyAt: () => entry.readyAt(),
        sendsNothing: entry.sendsNothing,
        started: () => entry.started(),
        start: () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal.addEventListener('abort', stop, { once: true });
      queue.push(waiter);
      this.look();
    });
  }

  /** Starts what may start now. It has to be called when one that waits has become ready earlier than it said. */
  look(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const { foreground, background } = this.#waiting;
    for (;;) {
      const now = this.clock.now();
      let wait = Number.POSITIVE_INFINITY;
      const mayStart = (queue: readonly Waiter[]) =>
        queue.find((waiter) => {
          const ready = waiter.readyAt() - now;
          if (ready > 0) wait = Math.min(wait, ready);
          return ready <= 0;
        });
      const first = mayStart(foreground);
      const next = first ?? mayStart(background);
      if (next) {
        const rest = next.sendsNothing ? 0 : this.#waitAt(now, next !== first);
        if (rest <= 0) {
          const queue = next === first ? foreground : background;
          queue.splice(queue.indexOf(next), 1);
          if (!next.sendsNothing) this.#count(now);
          next.started();
          next.start();
          continue;
        }
        wait = Math.min(wait, rest);
      }
      // The wait is rounded up: a timer that is early by a fraction would have to be set again.
      if (wait < Number.POSITIVE_INFINITY) {
        this.#cancelTimer = this.clock.schedule(Math.ceil(wait), () => this.look());
      }
      return;
    }
  }

  #count(now: number): void {
    const isCold = now - this.#lastStart > coldAfter;
    if (isCold) this.#coldUntil = now + second;
    this.#starts.push(isCold ? now + coldDelay : now);
    const due = this.#lastStart + this.#interval(now);
    this.#lastStart = Math.min(now, Math.max(due, now - lateness));
  }

  /** Returns the milliseconds until one more request may start; 0 or less: now. */
  #waitAt(now: number, evenly: boolean): number {
    const { most, period } = this.#window;
    const kept = Math.max(quota, most);
    if (this.#starts.length > 2 * kept) this.#starts.splice(0, this.#starts.length - kept);
    const inTheWay = this.#starts[this.#starts.length - most];
    const forWindow = inTheWay === undefined ? 0 : inTheWay + period - now;
    const forPlace = evenly ? this.#lastStart + this.#interval(now) - now : 0;
    return Math.max(forWindow, forPlace);
  }

  /** No period of this many milliseconds may have more starts than this. */
  get #window(): { readonly most: number; readonly period: number } {
    const most = Math.max(1, Math.floor(this.#rate));
    const added = this.#isNearQuota ? slackNearQuota : slack;
    return { most, period: Math.max(second, (second * most) / this.#rate) + added };
  }

  /** Returns the milliseconds between two starts in the background. */
  #interval(now: number): number {
    const { most, period } = this.#window;
    return (period / most) * (this.#isNearQuota && now < this.#coldUntil ? coldPace : 1);
  }

  get #isNearQuota(): boolean {
    return this.#rate >= quota - 1;
  }
}
