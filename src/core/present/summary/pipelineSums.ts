import type { ListsChange, OpportunityLists } from '../../lists/opportunityLists';
import { isOpenStage, isStage, type OpportunitySummary, type Stage, stages } from '../../model/opportunity';
import { type ItemSpend, RunningSums, type Sums, spendOf } from '../../model/spendSums';
import { type CloseMonth, closeMonthOf } from './closeMonth';

/** A row of the tree: a lifecycle stage, or `Other` for what has no known one. */
export type StageOrOther = Stage | 'Other';

/** A lifecycle stage, `None` when an opportunity has none, or `Unknown` when it is unknown to this version. */
export type SummedStage = Stage | 'None' | 'Unknown';

const order: readonly SummedStage[] = [...stages, 'None', 'Unknown'];

/** Returns whether a stage is part of the open pipeline. */
export function isOpen(stage: SummedStage): boolean {
  return isOpenStage(stage);
}

/** The sums over the loaded opportunities of one stage. */
export interface StageSum extends Sums {
  readonly stage: SummedStage;
}

/** The sums over the loaded opportunities of the open pipeline with one month of their target close dates. */
export interface MonthSum extends Sums {
  readonly month: CloseMonth;
}

/** The number of opportunities added between two pauses, which takes less than a millisecond. */
const slice = 100;

/**
 * The sums over the loaded opportunities of the lists, by stage and by month. They are always exact for the opportunities
 * taken in so far, however far that is behind the lists. Nothing is added twice.
 */
export class PipelineSums {
  private readonly taken = new Map<ListsChange, OpportunitySummary[]>();
  private readonly byStage = new Map<SummedStage, RunningSums>();
  private readonly byMonth = new Map<CloseMonth, RunningSums>();

  /** @param today The person's calendar date, `YYYY-MM-DD`. Another day needs other sums. */
  constructor(
    readonly lists: OpportunityLists,
    readonly today: string,
  ) {}

  /** Takes in the changes since the last call, in steps short enough for other work to run in between. */
  *catchUp(): Generator<void, void> {
    for (const key of this.lists.keys) yield* this.follow(key, this.lists.listOf(key)?.items ?? []);
    yield* this.follow('Other', this.lists.other);
  }

  /** The stages that occur, in lifecycle order. */
  get stages(): readonly StageSum[] {
    return order.flatMap((stage) => copyOf(this.byStage.get(stage)).map((sum) => ({ stage, ...sum })));
  }

  /** The months that occur in the open pipeline, in no order. */
  get months(): readonly MonthSum[] {
    return [...this.byMonth].flatMap(([month, running]) => copyOf(running).map((sum) => ({ month, ...sum })));
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
    const stage = isStage(key) ? key : ownStage(item);
    const spend = spendOf(item);
    addTo(this.byStage, stage, spend, sign);
    if (isOpen(stage)) addTo(this.byMonth, closeMonthOf(item.LifeCycle?.TargetCloseDate, this.today), spend, sign);
  }
}

function ownStage(item: OpportunitySummary): SummedStage {
  const own = item.LifeCycle?.Stage;
  if (isStage(own)) return own;
  return own ? 'Unknown' : 'None';
}

/** Returns what is in a sum by now, or nothing for a sum over no opportunities. */
function copyOf(sum: RunningSums | undefined): readonly Sums[] {
  return sum && sum.count > 0 ? [sum.copy()] : [];
}

function addTo<K>(sums: Map<K, RunningSums>, key: K, spend: ItemSpend, sign: 1 | -1): void {
  const sum = sums.get(key) ?? new RunningSums();
  sums.set(key, sum);
  sum.add(spend, sign);
}
