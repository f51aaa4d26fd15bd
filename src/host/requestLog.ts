import { type LogOutputChannel, l10n } from 'vscode';
import { tell } from './tell';

/** What is known of a request: its operation, its time in milliseconds, and how far this computer's clock is off. */
interface RequestFacts {
  readonly op: string;
  readonly ms: number;
  readonly clockOffsetMs?: number;
}

const minute = 60_000;

/** The log of a window's requests. What a person must know of them is told as well. */
export class RequestLog {
  private clockTold = false;

  constructor(private readonly channel: Pick<LogOutputChannel, 'info'>) {}

  /**
   * Writes the facts about a request as one line: names, numbers and codes, but never text from a request or an answer.
   * Tells the person once a window if this computer's clock is wrong.
   */
  request(facts: RequestFacts): void {
    const words = Object.entries(facts).filter(([, value]) => value !== undefined);
    this.channel.info(words.map(([name, value]) => `${name}=${value}`).join(' '));
    const { clockOffsetMs: offset } = facts;
    if (offset === undefined || this.clockTold) return;
    this.clockTold = true;
    void tell('warning', clockText(offset));
  }
}

/** @param offset milliseconds that this computer's clock is behind AWS's; negative: ahead */
function clockText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / minute);
  const amount = minutes < 90 ? l10n.t('{0} min', minutes) : l10n.t('{0} h', Math.round(minutes / 6) / 10);
  return offset > 0
    ? l10n.t(
        'This computer’s clock is {0} behind AWS’s. Requests work, but set the clock: days are counted by it.',
        amount,
      )
    : l10n.t(
        'This computer’s clock is {0} ahead of AWS’s. Requests work, but set the clock: days are counted by it.',
        amount,
      );
}
