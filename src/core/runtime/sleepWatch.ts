import type { Clock } from './clock';

const tickMs = 1_000;
/** A timer that is this late did not wait for its turn: the computer, or this process, was asleep. */
const lateMs = 2_000;

/** Notices when the computer was asleep. */
export class SleepWatch {
  private cancel = () => {};
  private wasLate = false;

  constructor(private readonly clock: Clock) {
    this.tick();
  }

  /** True if the computer was asleep since the watch began. */
  get slept(): boolean {
    return this.wasLate;
  }

  stop(): void {
    this.cancel();
  }

  private tick(): void {
    const due = this.clock.now() + tickMs;
    this.cancel = this.clock.schedule(tickMs, () => {
      this.wasLate ||= this.clock.now() - due > lateMs;
      this.tick();
    });
  }
}
