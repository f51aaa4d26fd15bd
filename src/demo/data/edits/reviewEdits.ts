import type { ReviewStatus, Stage } from '../../../core/model/opportunity';
import { allowsStatus } from '../lifeCycles';
import type { Weighted } from '../random';
import { reviewRemarks } from '../remarks';
import type { WireRecord } from '../wireRecord';
import type { Edit, EditContext } from './edit';

/** What usually follows each review status. What the stage does not allow is left out. */
const following: Readonly<Record<ReviewStatus, readonly Weighted<ReviewStatus>[]>> = {
  'Pending Submission': [['Submitted', 1]],
  Submitted: [
    ['In review', 50],
    ['Approved', 30],
    ['Action Required', 20],
  ],
  'In review': [
    ['Approved', 60],
    ['Action Required', 30],
    ['Rejected', 10],
  ],
  'Action Required': [
    ['Submitted', 70],
    ['In review', 15],
    ['Approved', 15],
  ],
  Approved: [],
  Rejected: [],
};

/** Takes the review one step further, by the partner or by AWS. */
export const reviewed: Edit = (record, context) => {
  const status = record.LifeCycle?.ReviewStatus;
  return status ? withStatus(record, context, following[status]) : undefined;
};

/** AWS decides about what it was given to review. */
export const decided: Edit = (record, context) => {
  const status = record.LifeCycle?.ReviewStatus;
  if (status !== 'Submitted' && status !== 'In review') return undefined;
  return withStatus(record, context, [
    ['Action Required', 55],
    ['Approved', 45],
  ]);
};

/** AWS asks again about what it had approved. */
export const reopened: Edit = (record, context) =>
  record.LifeCycle?.ReviewStatus === 'Approved' ? withStatus(record, context, [['Action Required', 1]]) : undefined;

function withStatus(
  record: WireRecord,
  { random, at }: EditContext,
  choices: readonly Weighted<ReviewStatus>[],
): WireRecord | undefined {
  const { ReviewComments: _, ReviewStatusReason: __, ...lifeCycle } = record.LifeCycle ?? {};
  // Without a stage, a partner has only just begun.
  const stage: Stage = lifeCycle.Stage ?? 'Prospect';
  const allowed = choices.filter(([status]) => allowsStatus(stage, status));
  if (allowed.length === 0) return undefined;
  const ReviewStatus = random.weighted(allowed);
  const isOverdue = Date.parse(lifeCycle.TargetCloseDate ?? '') < at;
  const remarks =
    ReviewStatus === 'Action Required' || ReviewStatus === 'Rejected'
      ? reviewRemarks[ReviewStatus].filter(({ reason }) => isOverdue || reason !== 'Target close date in the past')
      : [];
  const remark = remarks.length > 0 ? random.pick(remarks) : undefined;
  return {
    ...record,
    LifeCycle: {
      ...lifeCycle,
      ReviewStatus,
      ...(remark && { ReviewComments: remark.comment, ReviewStatusReason: remark.reason }),
    },
  };
}
