import { type Stage, stages } from '../../../core/model/opportunity';
import { dateTime, day } from '../dates';
import { hasEnded } from '../lifeCycles';
import type { Random } from '../random';
import { closedLostReasons, nextSteps, unusualNextSteps } from '../remarks';
import type { WireRecord } from '../wireRecord';
import type { Edit, EditContext } from './edit';

type LifeCycle = NonNullable<WireRecord['LifeCycle']>;

/** True if AWS lets the partner change more than what it asked about. */
export function isEditable({ LifeCycle }: WireRecord): boolean {
  return LifeCycle?.ReviewStatus === 'Approved' || LifeCycle?.ReviewStatus === 'Pending Submission';
}

/** True if AWS lets the partner change the close date and the expected spend. */
export function isOpenToCorrection(record: WireRecord): boolean {
  return isEditable(record) || record.LifeCycle?.ReviewStatus === 'Action Required';
}

/** Moves an approved opportunity to the next stage, or one in five to Closed Lost. */
export const moved: Edit = (record, { random, at, hostile }) => {
  const { LifeCycle } = record;
  if (!LifeCycle?.Stage || LifeCycle.ReviewStatus !== 'Approved') return undefined;
  const isLost = random.chance(0.2);
  const stage = isLost ? 'Closed Lost' : (stages[stages.indexOf(LifeCycle.Stage) + 1] as Stage);
  return {
    ...record,
    LifeCycle: {
      ...LifeCycle,
      Stage: stage,
      ...(isLost && { ClosedLostReason: random.pick(closedLostReasons) }),
      ...(LifeCycle.NextSteps && !hostile && { NextSteps: random.pick(nextSteps[stage]) }),
      // What has ended has no date in the future.
      ...(LifeCycle.TargetCloseDate && hasEnded(stage) && { TargetCloseDate: dayOf(at) }),
    },
  };
};

/** Moves the close date: mostly to a later day, and never into the past. */
export const postponed: Edit = (record, { random, at }) => {
  const { LifeCycle } = record;
  if (!LifeCycle?.TargetCloseDate || !isOpenToCorrection(record)) return undefined;
  return { ...record, LifeCycle: { ...LifeCycle, TargetCloseDate: otherDay(LifeCycle.TargetCloseDate, at, random) } };
};

function otherDay(before: string, at: number, random: Random): string {
  const [date, today] = [Date.parse(before), Date.parse(dayOf(at))];
  const earlier = date - random.pick([7, 14, 21, 30]) * day;
  if (random.chance(0.25) && earlier > today) return dayOf(earlier);
  return dayOf(Math.max(date, today) + random.pick([7, 14, 14, 21, 30, 30, 45, 60, 90]) * day);
}

/** Plans something else that fits the stage. */
export const replanned: Edit = (record, { random, hostile }) => {
  const { LifeCycle } = record;
  if (!LifeCycle || !isEditable(record)) return undefined;
  const texts = hostile ? unusualNextSteps : nextSteps[LifeCycle.Stage ?? 'Prospect'];
  const others = texts.filter((text) => text !== LifeCycle.NextSteps);
  return { ...record, LifeCycle: { ...LifeCycle, NextSteps: random.pick(others) } satisfies LifeCycle };
};

function dayOf(milliseconds: EditContext['at']): string {
  return dateTime(milliseconds).slice(0, 10);
}
