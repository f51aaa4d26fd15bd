import type { Clock } from './clock';

/**
 * Batches changes that come in quick succession. The first two are passed on at once: something that starts, and ends soon
 * after. Of those that follow without a pause, batches are `gapMs` apart.
 */
export class Throttle<T> {
  private readonly batch = new Set<T>();
  private last = Number.NEGATIVE_INFINITY;
  private burst = 0;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly gapMs: number,
    private readonly clock: Clock,
    private readonly handle: (changes: ReadonlySet<T>) => void,
  ) {}

  add(change: T): void {
    this.batch.add(change);
    if (this.cancel) return;
    const since = this.clock.now() - this.last;
    if (since >= this.gapMs) this.burst = 0;
    if (this.burst < 2) this.flush();
    else this.cancel = this.clock.schedule(this.gapMs - since, () => this.flush());
  }

  dispose(): void {
    this.cancel?.();
    this.batch.clear();
  }

  private flush(): void {
    this.cancel = undefined;
    this.burst += 1;
    this.last = this.clock.now();
    const changes = new Set(this.batch);
    this.batch.clear();
    this.handle(changes);
  }
}
