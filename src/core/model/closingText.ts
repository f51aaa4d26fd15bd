import type { Writing } from '../text/translate';
import { daysBetween } from '../time/dates';
import { attentionOf } from './attention';
import type { OpportunitySummary } from './opportunity';

/** Returns in words how far away the target close date is; undefined without one and for an ended opportunity. */
export function closingText(item: OpportunitySummary, { t, today }: Writing): string | undefined {
  const { Stage: stage, ReviewStatus: status, TargetCloseDate: closes } = item.LifeCycle ?? {};
  if (closes === undefined || stage === 'Launched' || stage === 'Closed Lost' || status === 'Rejected')
    return undefined;
  const { overdueDays } = attentionOf(item, today);
  if (overdueDays !== undefined) {
    return overdueDays === 1 ? t('1 day overdue') : t('{0} days overdue', overdueDays);
  }
  const left = daysBetween(today, closes);
  if (left === undefined) return undefined;
  if (left === 0) return t('closes today');
  return left === 1 ? t('closes tomorrow') : t('{0} days left', left);
}
