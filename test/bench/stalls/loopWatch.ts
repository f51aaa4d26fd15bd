/** Milliseconds between two looks at the clock; they are no stall. */
const lookMs = 1;
/** A person and other extensions do not notice what blocks for less. */
const noticedMs = 10;

/** How long an event loop could not do anything else. */
export interface Stalls {
  /** The longest time in milliseconds. */
  readonly longest: number;
  /**
   * All times of more than 10 ms together, in milliseconds: the processor time in them, because other programs of the machine
   * do not count.
   */
  readonly blocked: number;
  /** The time watched, in milliseconds. */
  readonly watched: number;
}

/** Watches the event loop of this process. */
export class LoopWatch {
  private timer: NodeJS.Timeout | undefined;
  private since = 0;
  private last = 0;
  private lastCpu = 0;
  private longest = 0;
  private blocked = 0;

  constructor() {
    this.restart();
    this.look();
  }

  /** Returns the stalls since the last call. */
  take(): Stalls {
    this.note();
    const { longest, blocked, last, since } = this;
    this.restart();
    return { longest, blocked, watched: last - since };
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private restart(): void {
    this.since = this.last = performance.now();
    this.lastCpu = cpuMs();
    this.longest = this.blocked = 0;
  }

  private look(): void {
    this.note();
    this.timer = setTimeout(() => this.look(), lookMs);
  }

  private note(): void {
    const now = performance.now();
    const late = Math.max(0, now - this.last - lookMs);
    const cpu = cpuMs();
    const busy = Math.min(late, cpu - this.lastCpu);
    this.last = now;
    this.lastCpu = cpu;
    this.longest = Math.max(this.longest, late);
    if (busy > noticedMs) this.blocked += busy;
  }
}

/** Returns the processor time of this thread in milliseconds; of the process, where Node does not know it. */
function cpuMs(): number {
  const from: { threadCpuUsage?: typeof process.cpuUsage } & NodeJS.Process = process;
  const { user, system } = from.threadCpuUsage?.() ?? from.cpuUsage();
  return (user + system) / 1000;
}

/** Returns the share of the time, 0 to 1, in which the loop was blocked for more than 10 ms at a time. */
export function blockedShare(stalls: readonly Stalls[]): number {
  const sum = (of: 'blocked' | 'watched') => stalls.reduce((ms, each) => ms + each[of], 0);
  return sum('blocked') / sum('watched');
}
