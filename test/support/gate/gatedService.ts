import { asSourceError, SourceError, type SourceErrorCode } from '../../../src/core/errors/sourceError';
import { Gate } from '../../../src/core/paging/gate';
import { passing, usualPatience } from '../../../src/core/paging/patience';
import { RateLimiter } from '../../../src/core/paging/rateLimiter';
import type { Priority } from '../../../src/core/paging/source';
import { FakeClock } from '../fakeClock';

/** What the service does with a request: `fine`, or how it fails, and for how long it asks not to be asked. */
export type Behaviour = 'fine' | SourceErrorCode | { readonly code: SourceErrorCode; readonly retryAfter: number };

export interface CallOptions {
  readonly priority?: Priority;
  readonly signal?: AbortSignal;
  /** Milliseconds; 0: it does not wait for the end of a failure. */
  readonly patience?: number;
}

/** One call: what it was told, and how it ended. */
export class GatedCall {
  readonly told: SourceErrorCode[] = [];
  /** When it was answered. */
  doneAt: number | undefined;
  error: SourceErrorCode | undefined;
  tryNow = () => {};

  constructor(readonly name: string) {}
}

/** A service behind a gate, on a clock of its own. */
export class GatedService {
  readonly clock = new FakeClock();
  readonly gate: Gate;
  readonly limiter: RateLimiter;
  /** The requests that were sent. */
  readonly starts: { readonly name: string; readonly at: number }[] = [];
  /** From when until when answers asked for no request. */
  readonly asked: { readonly at: number; readonly until: number }[] = [];
  /** The requests without an answer yet. */
  underWay = 0;

  /**
   * @param behaviour decides about a request when it arrives
   * @param latency milliseconds until an answer
   */
  constructor(
    private readonly behaviour: (at: number, name: string, nth: number) => Behaviour,
    private readonly latency: (name: string, nth: number) => number = () => 100,
    requestsPerSecond = 5,
    random: () => number = () => 0.5,
  ) {
    this.limiter = new RateLimiter({ requestsPerSecond, clock: this.clock });
    this.gate = new Gate({ limiter: this.limiter, random });
  }

  call(name: string, { priority = 'foreground', signal, patience = usualPatience }: CallOptions = {}): GatedCall {
    const call = new GatedCall(name);
    const ending = signal ?? new AbortController().signal;
    const waiting = (error: SourceError, tryNow: () => void) => {
      call.told.push(error.code);
      call.tryNow = tryNow;
    };
    const visit = this.gate.visit(priority, ending, patience > 0 ? { most: patience, waiting } : undefined);
    const run = async () => {
      for (;;) {
        await visit.turn();
        const answer = await this.#send(name, ending);
        if (ending.aborted) throw new SourceError('aborted');
        if (answer === 'fine') return visit.succeeded();
        const { code, retryAfter } = typeof answer === 'string' ? { code: answer, retryAfter: undefined } : answer;
        const now = this.clock.now();
        if (retryAfter !== undefined) this.asked.push({ at: now, until: now + retryAfter });
        const isThrottled = code === 'throttled';
        const isDown = passing.has(code) || retryAfter !== undefined;
        const retries = isThrottled ? 2 : isDown || code === 'internal' ? 4 : 0;
        const error = new SourceError(code);
        visit.failed({ error, retries, pause: isThrottled ? 1_000 : 150, isDown, retryAfter });
      }
    };
    void run()
      .then(
        () => {
          call.doneAt = this.clock.now();
        },
        (thrown: unknown) => {
          call.error = asSourceError(thrown).code;
        },
      )
      .finally(() => visit.leave());
    return call;
  }

  async #send(name: string, signal: AbortSignal): Promise<Behaviour> {
    const nth = this.starts.filter((start) => start.name === name).length;
    this.starts.push({ name, at: this.clock.now() });
    this.underWay += 1;
    const answer = this.behaviour(this.clock.now(), name, nth);
    await new Promise<void>((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.clock.schedule(this.latency(name, nth), end);
      signal.addEventListener('abort', end);
    });
    this.underWay -= 1;
    return answer;
  }
}
