import type { ListsChange, OpportunityLists } from '../../lists/opportunityLists';
import { type LeftOutReason, monthlySpend, spendLeftOut } from '../../model/money';
import { isStage, type OpportunitySummary, type Stage, stages } from '../../model/opportunity';

/** A lifecycle stage, or `Other` when it is missing or unknown to this version. */
export type StageOrOther = Stage | 'Other';

const order: readonly StageOrOther[] = [...stages, 'Other'];

/** The sums over the loaded opportunities of one stage. */
export interface StageSum {
  readonly stage: StageOrOther;
  readonly count: number;
  /** The number of opportunities that are in no sum because they have no monthly amount. */
  readonly withoutSpend: number;
  /** The expected monthly spend by currency code as received from AWS. Currencies are never added together. */
  readonly monthly: ReadonlyMap<string, SpendSum>;
  /** How many entries of the expected spend these sums leave out, by currency code (`''` when missing) and reason. */
  readonly leftOut: ReadonlyMap<string, LeftOut>;
}

/** The number of entries left out of a sum, by reason. Reasons that apply to none are absent. */
export type LeftOut = Partial<Readonly<Record<LeftOutReason, number>>>;

export interface SpendSum {
  readonly hundredths: bigint;
  /** The number of opportunities in the sum. */
  readonly opportunities: number;
}

interface RunningSum {
  count: number;
  withoutSpend: number;
  readonly monthly: Map<string, SpendSum>;
  readonly leftOut: Map<string, LeftOut>;
}

/** The number of opportunities added between two pauses, which takes less than a millisecond. */
const slice = 100;

/**
 * The sums over the loaded opportunities of the lists, by stage. They are always exact for the opportunities taken in
 * so far, however far that is behind the lists. Nothing is added twice.
 */
export class PipelineSums {
  private readonly taken = new Map<ListsChange, OpportunitySummary[]>();
  private readonly running = new Map<StageOrOther, RunningSum>();

  constructor(readonly lists: OpportunityLists) {}

  /** Takes in the changes since the last call, in steps short enough for other work to run in between. */
  *catchUp(): Generator<void, void> {
    for (const key of this.lists.keys) yield* this.follow(key, this.lists.listOf(key)?.items ?? []);
    yield* this.follow('Other', this.lists.other);
  }

  /** The stages that occur, in lifecycle order. */
  get stages(): readonly StageSum[] {
    return order.flatMap((stage) => {
      const sum = this.running.get(stage);
      if (!sum || sum.count === 0) return [];
      return [{ stage, ...sum, monthly: new Map(sum.monthly), leftOut: new Map(sum.leftOut) }];
    });
  }

  /** Compares place by place, so that growth costs only what was added, and a list that was read again is right too. */
  private *follow(key: ListsChange, items: readonly OpportunitySummary[]): Generator<void, void> {
    const taken = this.taken.get(key) ?? [];
    this.taken.set(key, taken);
    let changed = 0;
    for (let index = 0; index < items.length; index++) {
      const [before, now] = [taken[index], items[index]];
      if (before === now || !now) continue;
      if (before) this.add(before, -1, key);
      this.add(now, 1, key);
      taken[index] = now;
      changed += 1;
      if (changed % slice === 0) yield;
    }
    while (taken.length > items.length) {
      const gone = taken.pop();
      if (gone) this.add(gone, -1, key);
      changed += 1;
      if (changed % slice === 0) yield;
    }
  }

  /** @param key The stage in the tree. AWS may still list the opportunity under a stage that it has left. */
  private add(item: OpportunitySummary, sign: 1 | -1, key: ListsChange): void {
    const own = isStage(item.LifeCycle?.Stage) ? item.LifeCycle.Stage : 'Other';
    const stage = isStage(key) ? key : own;
    const sum = this.running.get(stage) ?? { count: 0, withoutSpend: 0, monthly: new Map(), leftOut: new Map() };
    this.running.set(stage, sum);
    sum.count += sign;
    const spend = monthlySpend(item).filter(({ currency }) => currency !== '');
    if (spend.length === 0) sum.withoutSpend += sign;
    for (const { currency, hundredths } of spend) {
      const before = sum.monthly.get(currency) ?? { hundredths: 0n, opportunities: 0 };
      const opportunities = before.opportunities + sign;
      const after = { hundredths: before.hundredths + BigInt(sign) * hundredths, opportunities };
      if (opportunities > 0) sum.monthly.set(currency, after);
      else sum.monthly.delete(currency);
    }
    for (const { currency, reason } of spendLeftOut(item)) {
      const { [reason]: before = 0, ...others } = sum.leftOut.get(currency) ?? {};
      const after = { ...others, ...(before + sign > 0 && { [reason]: before + sign }) };
      if (Object.keys(after).length > 0) sum.leftOut.set(currency, after);
      else sum.leftOut.delete(currency);
    }
  }
}
