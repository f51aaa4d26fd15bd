import { type OpportunitySummary, stages } from '../../model/opportunity';
import { comparedBy } from './valueOrder';

export const compareStages = comparedBy(stages);

/** How many opportunities a stage has in two lists, and how it came from one number to the other. */
export interface StageFigures {
  /** As AWS writes it; empty for those without a stage. */
  readonly stage: string;
  readonly before: number;
  readonly after: number;
  /** Those that both lists have, and that entered this stage from another, or left it for another. */
  readonly entered: number;
  readonly left: number;
  /** Those in this stage that only the later list has, and only the earlier one. */
  readonly onlyAfter: number;
  readonly onlyBefore: number;
}

type Counts = { -readonly [Name in keyof StageFigures]: StageFigures[Name] };

/** Opportunities that moved from one value to another. A value is empty where there is none. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly items: OpportunitySummary[];
}

/** How opportunities moved between stages, from one list to another. */
export class StageChanges {
  private readonly counts = new Map<string, Counts>();
  private readonly moved = new Map<string, Move>();

  /** @param before undefined if only the later list has the opportunity, as `after` if only the earlier one has it */
  take(before: OpportunitySummary | undefined, after: OpportunitySummary | undefined): void {
    const [from, to] = [before && this.countsOf(stageOf(before)), after && this.countsOf(stageOf(after))];
    if (from) from.before += 1;
    if (to) to.after += 1;
    if (from && !to) from.onlyBefore += 1;
    if (to && !from) to.onlyAfter += 1;
    if (!after || !from || !to || from === to) return;
    from.left += 1;
    to.entered += 1;
    addMove(this.moved, from.stage, to.stage, after);
  }

  /** The stages that occur, in lifecycle order; then those that this version does not know; last those without one. */
  get stages(): readonly StageFigures[] {
    return [...this.counts.values()].sort((a, b) => compareStages(a.stage, b.stage));
  }

  get moves(): readonly Move[] {
    return [...this.moved.values()].sort((a, b) => compareStages(a.from, b.from) || compareStages(a.to, b.to));
  }

  private countsOf(stage: string): Counts {
    const counts = this.counts.get(stage) ?? {
      ...{ stage, before: 0, after: 0, entered: 0, left: 0, onlyAfter: 0, onlyBefore: 0 },
    };
    this.counts.set(stage, counts);
    return counts;
  }
}

export function addMove(moves: Map<string, Move>, from: string, to: string, item: OpportunitySummary): void {
  const key = JSON.stringify([from, to]);
  const move = moves.get(key) ?? { from, to, items: [] };
  moves.set(key, move);
  move.items.push(item);
}

/** Returns the stage as AWS writes it; empty without one. */
export function stageOf({ LifeCycle: life }: OpportunitySummary): string {
  return life?.Stage ?? '';
}
