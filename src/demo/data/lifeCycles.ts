import type { ReviewStatus, Stage } from '../../core/model/opportunity';
import { dateTime, day } from './dates';
import type { Random, Weighted } from './random';
import { closedLostReasons, nextSteps, reviewRemarks, unusualNextSteps } from './remarks';
import type { WireRecord } from './wireRecord';

type LifeCycle = NonNullable<WireRecord['LifeCycle']>;

const statusWeights: Record<Stage, readonly Weighted<ReviewStatus>[]> = {
  Prospect: [
    ['Pending Submission', 25],
    ['Submitted', 15],
    ['In review', 15],
    ['Approved', 20],
    ['Rejected', 10],
    ['Action Required', 15],
  ],
  Qualified: [
    ['Approved', 70],
    ['In review', 10],
    ['Action Required', 10],
    ['Submitted', 10],
  ],
  'Technical Validation': [
    ['Approved', 88],
    ['Action Required', 12],
  ],
  'Business Validation': [
    ['Approved', 90],
    ['In review', 10],
  ],
  Committed: [['Approved', 1]],
  Launched: [['Approved', 1]],
  'Closed Lost': [
    ['Approved', 60],
    ['Rejected', 40],
  ],
};

/** True if an opportunity in a stage may have a review status. */
export function allowsStatus(stage: Stage, status: ReviewStatus): boolean {
  return statusWeights[stage].some(([allowed]) => allowed === status);
}

interface LifeCycleOptions {
  /** The day that counts as "today". */
  readonly anchor: Date;
  /** The day before which the opportunity cannot have ended. */
  readonly created: string;
  /** The number of opportunities that were lost before this one. */
  readonly lost: number;
  readonly hostile: boolean;
}

/** Returns where an opportunity is in its life, with remarks where the partner has to act. */
export function lifeCycleOf(stage: Stage, random: Random, options: LifeCycleOptions): LifeCycle {
  const { anchor, lost, hostile } = options;
  const status = random.weighted(statusWeights[stage]);
  const closesIn = hostile ? anyCloseDate(stage, random) : likelyCloseDate(stage, random, options);
  const steps = hostile ? unusualNextSteps : nextSteps[stage];
  const remark = status === 'Rejected' || status === 'Action Required' ? random.pick(reviewRemarks[status]) : undefined;
  return {
    Stage: stage,
    ...(stage === 'Closed Lost' && { ClosedLostReason: closedLostReasons[lost % closedLostReasons.length] }),
    ...(random.chance(0.75) ? { NextSteps: random.pick(steps) } : random.chance(0.3) && hostile && { NextSteps: '' }),
    ...(random.chance(0.95) && { TargetCloseDate: dateTime(anchor.getTime() + closesIn * day).slice(0, 10) }),
    ReviewStatus: status,
    ...(remark
      ? { ReviewComments: remark.comment, ReviewStatusReason: remark.reason }
      : random.chance(0.2) && { ReviewComments: null }),
  };
}

export function hasEnded(stage: Stage): boolean {
  return stage === 'Launched' || stage === 'Closed Lost';
}

/** Returns days from today: up to two months overdue or a year ahead if it is open, and over a year ago if it ended. */
function anyCloseDate(stage: Stage, random: Random): number {
  return hasEnded(stage) ? -random.integer(1, 500) : random.integer(-60, 400);
}

/**
 * Returns days from today. Few open opportunities are overdue, and most close within the next months. Ended ones have
 * ended since they were created.
 */
function likelyCloseDate(stage: Stage, random: Random, { anchor, created }: LifeCycleOptions): number {
  const share = random.next();
  if (hasEnded(stage)) {
    const days = Math.floor((anchor.getTime() - Date.parse(created)) / day);
    return -1 - Math.floor(share * Math.min(days, 400));
  }
  const [lowest, highest, from, to] =
    share < 0.1 ? [-30, -1, 0, 0.1] : share < 0.5 ? [0, 60, 0.1, 0.5] : [61, 270, 0.5, 1];
  return lowest + Math.floor(((share - from) / (to - from)) * (highest - lowest + 1));
}

export function withoutStage({ Stage: _, ...rest }: LifeCycle): LifeCycle {
  return rest;
}
