import { type Disposable, type Event, EventEmitter } from 'vscode';
import { dateOf, type Moment } from '../core/time/zone';
import type { CurrentSettings } from './currentSettings';
import type { WindowZone } from './windowZone';

/** Milliseconds between two looks at the calendar: a computer that was asleep is up to date soon after it wakes. */
const lookMs = 60_000;

/** The person's day, to be handed on. */
export interface Day {
  readonly now: () => Moment;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Fires after another day began for the person, or another time zone became theirs. */
  readonly onDidChangeDay: Event<void>;
}

/** The time as it is for the person at this window. */
export class PersonClock implements Disposable {
  private readonly changes = new EventEmitter<void>();
  private readonly subscriptions: readonly Disposable[];
  private readonly timer: NodeJS.Timeout;
  /** The day and the zone that were asked for last: reckoning them takes a while the first time, so not at the start. */
  private seen: string | undefined;

  /** Fires after another day began for the person, or another time zone became theirs. */
  readonly onDidChangeDay = this.changes.event;

  constructor(
    private readonly settings: Pick<CurrentSettings, 'now' | 'onDidChange'>,
    windowZone: Pick<WindowZone, 'onDidChange'>,
  ) {
    this.subscriptions = [settings.onDidChange(() => this.look()), windowZone.onDidChange(() => this.look())];
    this.timer = setInterval(() => this.look(), lookMs);
    this.timer.unref();
  }

  readonly now = (): Moment => this.settings.now();

  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today = (): string => {
    const now = this.now();
    const date = dateOf(now);
    this.seen ??= dayText(date, now);
    return date;
  };

  readonly day: Day = { now: this.now, today: this.today, onDidChangeDay: this.onDidChangeDay };

  dispose(): void {
    clearInterval(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changes.dispose();
  }

  private look(): void {
    if (this.seen === undefined) return;
    const now = this.now();
    const day = dayText(dateOf(now), now);
    if (day === this.seen) return;
    this.seen = day;
    this.changes.fire();
  }
}

function dayText(date: string, { zone }: Moment): string {
  return `${date} ${zone}`;
}
