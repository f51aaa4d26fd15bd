import type { SourceError } from '../../src/core/errors/sourceError';
import type { Identity } from '../../src/core/paging/pagedList';
import type { Page, Priority } from '../../src/core/paging/source';
import { type Pending, pageOf, pending } from './fakeSource';

/** An item of a list that is about nothing in particular. */
export interface Card {
  readonly id?: string;
  readonly version: number;
}

export const cardIdentity: Identity<Card> = { idOf: ({ id }) => id, isNewer: (a, b) => a.version >= b.version };

export function card(id: string, version = 1): Card {
  return { id, version };
}

/** Answers a list of so many cards, `c1`, `c2`, …, in pages with tokens `t1`, `t2`, …. */
export function cardsOf(count: number, size: number): (token: string | undefined) => Page<Card> {
  return (token = 't0') => {
    const start = Number(token.slice(1)) * size;
    const cards = Array.from({ length: Math.min(size, count - start) }, (_, n) => card(`c${start + n + 1}`));
    return pageOf(cards, start + size < count ? `t${start / size + 1}` : undefined);
  };
}

interface PageCall extends Pending<Page<Card>> {
  readonly token: string | undefined;
}

/** Pages whose answers a test gives, at once by a script or later by hand. */
export class ToyPages {
  readonly calls: PageCall[] = [];

  constructor(
    private readonly script?: (token: string | undefined, n: number) => Page<Card> | SourceError | undefined,
  ) {}

  readonly read = (token: string | undefined, priority: Priority, signal: AbortSignal): Promise<Page<Card>> =>
    pending<Page<Card>>(priority, signal, (call) => {
      this.calls.push({ token, ...call });
      const scripted = this.script?.(token, this.calls.length);
      if (scripted instanceof Error) call.fail(scripted);
      else if (scripted) call.answer(scripted);
    });

  /** The tokens of the calls so far, the first page's as `-`. */
  get tokens(): string {
    return this.calls.map(({ token }) => token ?? '-').join(' ');
  }
}
