import { attentionOf } from './attention';
import { daysBetween } from './dates';
import type { OpportunitySummary } from './opportunity';

/** Questions that need no typing, asked of what is loaded. */
export const triages = [
  'Action Required',
  'Overdue',
  'No next steps',
  'Closing in 30 days',
  'Stalled 60 days',
  'Pending submission',
] as const;
export type Triage = (typeof triages)[number];

/**
 * Those of them that an opportunity answers to. Launched, closed and rejected ones never do: nothing is left to be done.
 * @param today the person's calendar date, `YYYY-MM-DD`
 */
export function triagesOf(item: OpportunitySummary, today: string): readonly Triage[] {
  const { Stage: stage, ReviewStatus: status, NextSteps: next, TargetCloseDate: closes } = item.LifeCycle ?? {};
  if (stage === 'Launched' || stage === 'Closed Lost' || status === 'Rejected') return [];
  const found: Triage[] = [];
  const { actionRequired, overdueDays } = attentionOf(item, today);
  if (actionRequired) found.push('Action Required');
  if (overdueDays !== undefined) found.push('Overdue');
  if (!next?.trim()) found.push('No next steps');
  const left = closes === undefined || overdueDays !== undefined ? undefined : daysBetween(today, closes);
  if (left !== undefined && left <= 30) found.push('Closing in 30 days');
  const idle = item.LastModifiedDate && daysBetween(item.LastModifiedDate.slice(0, 10), today);
  if (typeof idle === 'number' && idle >= 60) found.push('Stalled 60 days');
  if (status === 'Pending Submission') found.push('Pending submission');
  return found;
}
