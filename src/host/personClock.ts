import { type Disposable, type Event, EventEmitter } from 'vscode';
import { dateOf, lastInstant, type Moment } from '../core/time/zone';
import type { CurrentSettings } from './currentSettings';
import type { WindowZone } from './windowZone';

/** Milliseconds between two checks of the calendar. A computer that was asleep is up to date soon after it wakes. */
const lookMs = 60_000;

/** The person's day, as other parts of the extension use it. */
export interface Day {
  readonly now: () => Moment;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Fires after a new day began for the person, or their time zone changed. */
  readonly onDidChangeDay: Event<void>;
}

/** The time as the person at this window sees it. */
export class PersonClock implements Disposable {
  private readonly changes = new EventEmitter<void>();
  private readonly subscriptions: readonly Disposable[];
  private readonly timer: NodeJS.Timeout;
  /** The day and the zone that were last asked for. The first calculation is slow, so it does not happen at startup. */
  private seen: string | undefined;
  /** The day that was reckoned last. Every row asks for it, and reckoning it takes longer than the rest of the row. */
  private held: { readonly date: string; readonly zone: string; readonly from: Date; readonly until: Date } | undefined;

  /** Fires after a new day began for the person, or their time zone changed. */
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

  /** Returns the person's calendar date, `YYYY-MM-DD`. */
  readonly today = (): string => {
    const now = this.now();
    const date = this.dateOf(now);
    this.seen ??= dayText(date, now);
    return date;
  };

  readonly day: Day = { now: this.now, today: this.today, onDidChangeDay: this.onDidChangeDay };

  dispose(): void {
    clearInterval(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changes.dispose();
  }

  private dateOf(now: Moment): string {
    const { at, zone } = now;
    const { held } = this;
    if (held && held.zone === zone && held.from <= at && at <= held.until) return held.date;
    const date = dateOf(now);
    this.held = { date, zone, from: at, until: lastInstant(date, zone) };
    return date;
  }

  private look(): void {
    if (this.seen === undefined) return;
    const now = this.now();
    const day = dayText(this.dateOf(now), now);
    if (day === this.seen) return;
    this.seen = day;
    this.changes.fire();
  }
}

function dayText(date: string, { zone }: Moment): string {
  return `${date} ${zone}`;
}
