import type { SourceError, SourceErrorCode } from '../errors/sourceError';
import { passing } from './patience';
import type { Entry, RateLimiter } from './rateLimiter';
import type { Patience, Priority } from './source';

/** What a failed attempt means for the attempts after it. */
export interface Failure {
  readonly error: SourceError;
  /** The number of retries that nobody is told about. */
  readonly retries: number;
  /** Milliseconds before the first retry; twice as many before each further one. */
  readonly pause: number;
  /** True if no other request would get through either. */
  readonly isDown: boolean;
  /** The milliseconds for which the service asks not to be asked. */
  readonly retryAfter?: number | undefined;
}

/** One call on its way through the gate, from its first attempt to its end. */
export interface Visit {
  /**
   * Resolves when an attempt may begin to prepare its request.
   * @throws {SourceError} the failure that is to be waited for, if the caller does not; `aborted`
   */
  pass(): Promise<void>;
  /** Resolves when the request may start, within the rate. Throws the same. */
  turn(): Promise<void>;
  succeeded(): void;
  /**
   * Returns if there is to be another attempt: `waiting` if the caller was told that it waits.
   * @throws {SourceError} the failure, if there is to be none
   */
  failed(failure: Failure): 'again' | 'waiting';
  /** To be called at its end, whatever it was. */
  leave(): void;
}

export interface GateOptions {
  /** The limiter of the window. */
  readonly limiter: RateLimiter;
  /** Returns a number from 0 to 1, for the part of each pause that is chance. */
  readonly random?: () => number;
}

/** A connection that was down goes on within ten seconds after it is back, even if an attempt takes a second or two. */
const longestPause = 7_000;
/** Three quarters of each pause are certain, so that four retries from 150 ms bridge 1.7 seconds at least. */
const certain = 0.75;
/** A service that asks for more time than this is asked again after it, and people are told what it asks for. */
export const longestRetryAfter = 60_000;
/** What is asked for is exceeded by up to this part of it, so that several windows do not come back as one. */
const retryAfterChance = 0.05;
/** Milliseconds that a person notices. */
const notable = 2_000;
/** After these milliseconds without an answer, a probe is no longer waited for. */
const probeTime = 5_000;
/** The least milliseconds between two probes, however often a person asks for something new. */
const probeGap = 1_000;

/**
 * The gate of one connection: the only place that knows that the connection is down. Every attempt of every call
 * passes through it.
 *
 * While the connection is down, and before its first answer, only one request is on its way: the probe. The pauses
 * between probes grow. As soon as one is answered, everyone continues.
 */
export class Gate {
  readonly #limiter: RateLimiter;
  readonly #random: () => number;
  /** Those that wait in `pass` or `turn`. */
  readonly #waiting = new Set<Caller>();
  #isProven = false;
  /** Why the connection is down. */
  #error: SourceError | undefined;
  /** Counts the failures of the connection. What began in an earlier round says nothing about this one. */
  #round = 0;
  /** Consecutive failures, of one request at a time. */
  #failures = 0;
  #failedLast: Caller | undefined;
  /** True if the failure has lasted so long that people are told. */
  #isTold = false;
  #pauseEnd = Number.NEGATIVE_INFINITY;
  #retryAfterEnd = Number.NEGATIVE_INFINITY;
  #probe: { readonly caller: Caller; readonly until: number } | undefined;
  #lastStart = Number.NEGATIVE_INFINITY;
  /** The one that a person wants to be tried now. */
  #hurried: Caller | undefined;

  constructor({ limiter, random = Math.random }: GateOptions) {
    this.#limiter = limiter;
    this.#random = random;
  }

  /** Begins a call. Without patience, it does not wait for the end of a failure that lasts longer than seconds. */
  visit(priority: Priority, signal: AbortSignal, patience?: Patience): Visit {
    const caller = new Caller(priority, signal, patience);
    return {
      pass: () => this.#pass(caller),
      turn: () => this.#enter(caller, false),
      succeeded: () => this.#answered(caller),
      failed: (failure) => this.#failed(caller, failure),
      leave: () => this.#leave(caller),
    };
  }

  async #pass(caller: Caller): Promise<void> {
    if (this.#error || caller.readyAt > this.#now) await this.#enter(caller, true);
    caller.round = this.#round;
  }

  async #enter(caller: Caller, sendsNothing: boolean): Promise<void> {
    this.#arrive(caller);
    const entry: Entry = {
      readyAt: () => this.#readyAt(caller),
      started: () => this.#started(caller, sendsNothing),
      sendsNothing,
    };
    this.#waiting.add(caller);
    try {
      await this.#limiter.acquire(caller.priority, caller.ending, entry);
    } catch (thrown) {
      throw caller.refusal ?? thrown;
    } finally {
      this.#waiting.delete(caller);
    }
  }

  /** Tells a caller that the connection is down. Whoever is not patient is refused, or lets a probe start. */
  #arrive(caller: Caller): void {
    const error = this.#isTold ? this.#error : undefined;
    if (!error) return;
    const isAsked = this.#retryAfterEnd > this.#now;
    if (caller.patience ? !this.#tell(caller, error) : isAsked || caller.priority === 'background') {
      caller.refusal = error;
      throw error;
    }
    if (isAsked || caller.priority === 'background' || caller.outages > 0) return;
    this.#pauseEnd = Math.min(this.#pauseEnd, this.#lastStart + probeGap);
  }

  #readyAt(caller: Caller): number {
    if (this.#isOpen) return caller.readyAt;
    if (this.#probe?.caller === caller) return Number.NEGATIVE_INFINITY;
    const probed = this.#probe?.until ?? Number.NEGATIVE_INFINITY;
    if (this.#hurried) return this.#hurried === caller ? probed : Number.POSITIVE_INFINITY;
    // Another one may get through where this one does not.
    if (this.#failedLast === caller && this.#waiting.size > 1) return Number.POSITIVE_INFINITY;
    return Math.max(this.#pauseEnd, this.#retryAfterEnd, caller.readyAt, probed);
  }

  #started(caller: Caller, sendsNothing: boolean): void {
    const now = this.#now;
    if (!sendsNothing) this.#lastStart = now;
    caller.round = this.#round;
    if (this.#isOpen || this.#probe?.caller === caller) return;
    this.#probe = { caller, until: now + probeTime };
    if (this.#hurried === caller) this.#hurried = undefined;
  }

  /** An answer to a request that started after the last failure says that the connection is up, whatever it is. */
  #answered(caller: Caller): void {
    if (this.#isOpen || caller.round !== this.#round) return;
    this.#isProven = true;
    this.#error = undefined;
    this.#failures = 0;
    this.#failedLast = undefined;
    this.#isTold = false;
    this.#pauseEnd = this.#retryAfterEnd = Number.NEGATIVE_INFINITY;
    this.#probe = undefined;
    this.#hurried = undefined;
    this.#limiter.look();
  }

  #failed(caller: Caller, failure: Failure): 'again' | 'waiting' {
    const { error, retries } = failure;
    // It was not an attempt.
    if (error.code === 'aborted' || error === caller.refusal) throw error;
    const chance = this.#random();
    // What an outage cost does not count against a request that fails for another reason after it.
    const failures = failure.isDown ? ++caller.outages : ++caller.faults;
    caller.readyAt = this.#now + pauseBefore(failure, failures, chance);
    // No answer is no news, unless the connection was down anyway.
    const cause = error.code === 'timedOut' ? this.#error : failure.isDown ? error : undefined;
    if (cause) this.#fell(caller, { ...failure, error: cause }, chance);
    else if (error.code !== 'timedOut') this.#answered(caller);
    if (this.#probe?.caller === caller) this.#probe = undefined;
    this.#limiter.look();
    const isTold = failures > retries || (cause !== undefined && this.#isTold);
    if (!isTold) return 'again';
    if (!(failure.isDown || passing.has(error.code)) || !this.#tell(caller, error)) throw error;
    return 'waiting';
  }

  /** The connection is down. */
  #fell(caller: Caller, failure: Failure, chance: number): void {
    const now = this.#now;
    if (caller.round === this.#round) {
      this.#round += 1;
      this.#failures += 1;
      this.#failedLast = caller;
      this.#pauseEnd = now + pauseBefore(failure, this.#failures, chance);
    }
    if (failure.retryAfter !== undefined) {
      const ms = Math.min(failure.retryAfter, longestRetryAfter) * (1 + retryAfterChance * chance);
      this.#retryAfterEnd = Math.max(this.#retryAfterEnd, now + ms);
    }
    this.#error = failure.error;
    this.#isTold ||= this.#failures > failure.retries || this.#retryAfterEnd - now > notable;
    if (!this.#isTold) return;
    for (const other of [...this.#waiting]) {
      if (other !== caller && !this.#tell(other, failure.error)) other.refuse(failure.error);
    }
  }

  /** Tells a caller that it waits for the end of a failure; false if it does not wait so long. */
  #tell(caller: Caller, error: SourceError): boolean {
    const { patience } = caller;
    if (!patience) return false;
    const now = this.#now;
    caller.waitsSince ??= now;
    const until = Math.max(now, caller.readyAt, this.#pauseEnd, this.#retryAfterEnd);
    if (until - caller.waitsSince > patience.most) return false;
    if (caller.waitsFor !== error.code) {
      caller.waitsFor = error.code;
      patience.waiting(error, () => this.#tryNow(caller));
    }
    return true;
  }

  #tryNow(caller: Caller): void {
    const { until = Number.NEGATIVE_INFINITY } = this.#probe ?? {};
    // Another request is being tried already.
    if (!this.#waiting.has(caller) || until > this.#now) return;
    caller.readyAt = Number.NEGATIVE_INFINITY;
    if (!this.#isOpen) this.#hurried = caller;
    this.#limiter.look();
  }

  #leave(caller: Caller): void {
    if (this.#probe?.caller === caller) this.#probe = undefined;
    if (this.#failedLast === caller) this.#failedLast = undefined;
    if (this.#hurried === caller) this.#hurried = undefined;
    this.#limiter.look();
  }

  get #isOpen(): boolean {
    return this.#isProven && this.#error === undefined;
  }

  get #now(): number {
    return this.#limiter.clock.now();
  }
}

/** What the gate knows about one call. */
class Caller {
  readonly #end = new AbortController();
  /** Aborted when it is stopped or refused. */
  readonly ending: AbortSignal;
  /** Its own failures: those of the connection, and all others. */
  outages = 0;
  faults = 0;
  /** The end of its own pause. */
  readyAt = Number.NEGATIVE_INFINITY;
  /** When it last started. */
  round: number | undefined;
  /** Since when it waits for the end of a failure, and for which. */
  waitsSince: number | undefined;
  waitsFor: SourceErrorCode | undefined;
  refusal: SourceError | undefined;

  constructor(
    readonly priority: Priority,
    signal: AbortSignal,
    readonly patience: Patience | undefined,
  ) {
    this.ending = AbortSignal.any([signal, this.#end.signal]);
  }

  refuse(error: SourceError): void {
    this.refusal = error;
    this.#end.abort();
  }
}

function pauseBefore({ pause }: Failure, failures: number, chance: number): number {
  return Math.min(longestPause, pause * 2 ** (failures - 1)) * (certain + (1 - certain) * chance);
}
