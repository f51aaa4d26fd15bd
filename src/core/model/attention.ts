import { daysBetween } from '../time/dates';
import type { OpportunitySummary } from './opportunity';

/** The reasons why an opportunity needs a person's attention. */
export interface Attention {
  /** Days since the target close date passed while the opportunity is still open. Undefined when it is not overdue. */
  readonly overdueDays: number | undefined;
  /** True when AWS asks the partner for a change. */
  readonly actionRequired: boolean;
}

/** @param today The person's calendar date, `YYYY-MM-DD`. */
export function attentionOf(item: OpportunitySummary, today: string): Attention {
  const { Stage: stage, ReviewStatus: status, TargetCloseDate: closes } = item.LifeCycle ?? {};
  const open = stage !== 'Launched' && stage !== 'Closed Lost' && status !== 'Rejected';
  // Dates in this form sort as text, so most need no counting of days.
  const late = open && closes !== undefined && closes < today ? daysBetween(closes, today) : undefined;
  return {
    overdueDays: late !== undefined && late > 0 ? late : undefined,
    actionRequired: status === 'Action Required',
  };
}
