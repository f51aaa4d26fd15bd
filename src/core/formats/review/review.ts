import { type OpportunitySummary, reviewStatuses } from '../../model/opportunity';
import type { Comparison } from '../exportComparison';
import { CloseDates } from './closeDates';
import { SpendChanges } from './spendChanges';
import { addMove, type Move, StageChanges, stageOf } from './stageChanges';
import { comparedBy } from './valueOrder';

const compareStatuses = comparedBy(reviewStatuses);

/** Opportunities that were lost for the same reason. It is empty where none is given. */
export interface LostFor {
  readonly reason: string;
  readonly items: OpportunitySummary[];
}

/** The figures of what changed between two lists. Everything in it is in the order of the lists. */
export class Review {
  /** The number of opportunities that both lists have. */
  inBoth = 0;
  readonly stages = new StageChanges();
  readonly closeDates = new CloseDates();
  readonly spend = new SpendChanges();
  private readonly lostFor = new Map<string, LostFor>();
  private readonly statuses = new Map<string, Move>();

  /** @param before undefined if only the later list has the opportunity, as `after` if only the earlier one has it */
  take(before: OpportunitySummary | undefined, after: OpportunitySummary | undefined): void {
    this.stages.take(before, after);
    this.spend.take(before, after);
    if (!before || !after) return;
    this.inBoth += 1;
    if (before === after) return;
    this.closeDates.take(before, after);
    const [old, now] = [statusOf(before), statusOf(after)];
    if (old !== now) addMove(this.statuses, old, now, after);
    if (stageOf(after) === 'Closed Lost' && stageOf(before) !== 'Closed Lost') this.lose(after);
  }

  /** Those that were launched, by the stage that they were in. */
  get won(): readonly Move[] {
    return this.stages.moves.filter(({ to }) => to === 'Launched');
  }

  /** Those that were lost, by reason: the most frequent one first, and last those without one. */
  get lost(): readonly LostFor[] {
    return [...this.lostFor.values()].sort(
      (a, b) =>
        Number(a.reason === '') - Number(b.reason === '') ||
        b.items.length - a.items.length ||
        (a.reason < b.reason ? -1 : 1),
    );
  }

  /** Those whose review status changed: in the order of AWS's model, and last what this version does not know. */
  get reviewStatuses(): readonly Move[] {
    return [...this.statuses.values()].sort((a, b) => compareStatuses(a.to, b.to) || compareStatuses(a.from, b.from));
  }

  private lose(item: OpportunitySummary): void {
    const reason = item.LifeCycle?.ClosedLostReason ?? '';
    const lost = this.lostFor.get(reason) ?? { reason, items: [] };
    this.lostFor.set(reason, lost);
    lost.items.push(item);
  }
}

/** Takes a comparison into a review, one opportunity at a time. */
export function* reviewing({ same, changed, added, removed }: Comparison, review: Review): Generator<void, void> {
  for (const item of same) {
    review.take(item, item);
    yield;
  }
  for (const { before, after } of changed) {
    review.take(before, after);
    yield;
  }
  for (const item of added) {
    review.take(undefined, item);
    yield;
  }
  for (const item of removed) {
    review.take(item, undefined);
    yield;
  }
}

function statusOf({ LifeCycle: life }: OpportunitySummary): string {
  return life?.ReviewStatus ?? '';
}
