import type { LeftOutReason } from '../../model/money';
import { isOpenStage, type OpportunitySummary } from '../../model/opportunity';
import { currenciesOf, type ItemSpend, RunningSums, type Sums, spendOf } from '../../model/spendSums';

/** An opportunity whose monthly amount of a currency differs between two lists, and by how much. */
export interface SpendShift {
  readonly item: OpportunitySummary;
  readonly hundredths: bigint;
}

/** The expected monthly spend of one currency, in hundredths. The difference is `after` less `before`, exactly. */
export interface CurrencyChange {
  readonly currency: string;
  readonly before: bigint;
  readonly after: bigint;
  /** What makes the difference; its amounts together are the difference. */
  readonly shifts: readonly SpendShift[];
}

/** The expected monthly spend of some opportunities in two lists. */
class SpendOfTwo {
  readonly before = new RunningSums();
  readonly after = new RunningSums();
  private readonly shifts = new Map<string, SpendShift[]>();

  take(item: OpportunitySummary, before: ItemSpend | undefined, after: ItemSpend | undefined): void {
    if (before) this.before.add(before);
    if (after) this.after.add(after);
    const differences = new Map<string, bigint>();
    const add = (currency: string, hundredths: bigint) =>
      void differences.set(currency, (differences.get(currency) ?? 0n) + hundredths);
    for (const { currency, hundredths } of before?.spend ?? []) add(currency, -hundredths);
    for (const { currency, hundredths } of after?.spend ?? []) add(currency, hundredths);
    for (const [currency, hundredths] of differences) {
      if (hundredths === 0n) continue;
      const shifts = this.shifts.get(currency) ?? [];
      this.shifts.set(currency, shifts);
      shifts.push({ item, hundredths });
    }
  }

  /** Returns the changes of these currencies; none of a currency without a monthly amount in either list. */
  changesOf(currencies: readonly string[]): readonly CurrencyChange[] {
    const sumOf = ({ monthly }: Sums, currency: string) => monthly.get(currency)?.hundredths;
    return currencies.flatMap((currency) => {
      const [before, after] = [sumOf(this.before, currency), sumOf(this.after, currency)];
      if (before === undefined && after === undefined) return [];
      return [{ currency, before: before ?? 0n, after: after ?? 0n, shifts: this.shifts.get(currency) ?? [] }];
    });
  }
}

/** What the sums over one list do not include. */
export class NotSummed {
  /** Those that are in no sum, because they have no monthly amount that can be read. */
  readonly withoutSpend: OpportunitySummary[] = [];
  /** Those with an entry that no sum includes. */
  readonly withEntriesLeftOut: OpportunitySummary[] = [];
  /** The number of such entries by reason. */
  readonly entries: Record<LeftOutReason, number> = { notMonthly: 0, noAmount: 0, noCurrency: 0 };

  take(item: OpportunitySummary, { spend, leftOut }: ItemSpend): void {
    if (spend.length === 0) this.withoutSpend.push(item);
    if (leftOut.length > 0) this.withEntriesLeftOut.push(item);
    for (const { reason } of leftOut) this.entries[reason] += 1;
  }
}

/** How the expected monthly spend differs between two lists. */
export class SpendChanges {
  private readonly ofOpen = new SpendOfTwo();
  private readonly ofAll = new SpendOfTwo();
  readonly notSummed = { before: new NotSummed(), after: new NotSummed() };

  take(before: OpportunitySummary | undefined, after: OpportunitySummary | undefined): void {
    const item = after ?? before;
    if (!item) return;
    const old = before && spendOf(before);
    const now = before === after ? old : after && spendOf(after);
    this.ofAll.take(item, old, now);
    this.ofOpen.take(item, isOpen(before) ? old : undefined, isOpen(after) ? now : undefined);
    if (before && old) this.notSummed.before.take(before, old);
    if (after && now) this.notSummed.after.take(after, now);
  }

  /** The changes of those that are in the open pipeline. One that leaves it takes its amount with it. */
  get open(): readonly CurrencyChange[] {
    return this.ofOpen.changesOf(this.currencies);
  }

  get all(): readonly CurrencyChange[] {
    return this.ofAll.changesOf(this.currencies);
  }

  /** The currencies, starting with those of most opportunities. */
  private get currencies(): readonly string[] {
    return currenciesOf([this.ofAll.before, this.ofAll.after]);
  }
}

function isOpen(item: OpportunitySummary | undefined): boolean {
  return isOpenStage(item?.LifeCycle?.Stage);
}
