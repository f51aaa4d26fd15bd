import type { Money } from '../model/money';
import type { OpportunitySummary } from '../model/opportunity';

interface Placed {
  readonly hundredths: bigint;
  readonly item: OpportunitySummary;
}

/** Keeps the opportunities with the largest amounts of each currency: amounts of two currencies are never compared. */
export class LargestFirst {
  private readonly byCurrency = new Map<string, Placed[]>();
  /** How many opportunities were added of each currency, kept or not. */
  private readonly counts = new Map<string, number>();
  private readonly others: OpportunitySummary[] = [];

  /** @param most the maximum number that is kept of each currency */
  constructor(private readonly most: number) {}

  /** @param money the amount that an opportunity is placed by; undefined: it comes last */
  add(item: OpportunitySummary, money: Money | undefined): void {
    if (!money) {
      if (this.others.length < this.most) this.others.push(item);
      return;
    }
    const placed = this.byCurrency.get(money.currency) ?? [];
    this.byCurrency.set(money.currency, placed);
    this.counts.set(money.currency, (this.counts.get(money.currency) ?? 0) + 1);
    const { hundredths } = money;
    if (placed.length === this.most && hundredths <= (placed.at(-1)?.hundredths ?? 0n)) return;
    let [low, high] = [0, placed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((placed[middle]?.hundredths ?? 0n) >= hundredths) low = middle + 1;
      else high = middle;
    }
    placed.splice(low, 0, { hundredths, item });
    if (placed.length > this.most) placed.pop();
  }

  /** Returns them currency by currency, that of the most opportunities first, each with the largest amount first. */
  get items(): readonly OpportunitySummary[] {
    const count = (currency: string) => this.counts.get(currency) ?? 0;
    const currencies = [...this.byCurrency].sort(([a], [b]) => count(b) - count(a) || (a < b ? -1 : 1));
    return [...currencies.flatMap(([, placed]) => placed.map(({ item }) => item)), ...this.others].slice(0, this.most);
  }
}
