import { daysBetween, daysLater } from '../time/dates';
import { firstInstant } from '../time/zone';
import { attentionOf } from './attention';
import type { OpportunitySummary } from './opportunity';

/** Questions about opportunities that need no typing. */
export const triages = [
  'Action Required',
  'Overdue',
  'No next steps',
  'Closing in 30 days',
  'Stalled 60 days',
  'Pending submission',
] as const;
export type Triage = (typeof triages)[number];

const stalledDays = 60;

/** The day that the triages are relative to. */
export interface TriageDay {
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  /** Milliseconds since 1970. What was modified before this instant was modified at least 60 calendar days ago. */
  readonly stalledBefore: number;
}

/** @param zone The person's time zone, in which `today` is the date. */
export function triageDay(today: string, zone: string): TriageDay {
  const quiet = daysLater(today, -stalledDays + 1);
  return { today, stalledBefore: quiet === undefined ? Number.NEGATIVE_INFINITY : firstInstant(quiet, zone).getTime() };
}

/** True if AWS asks the partner to change an opportunity that is still open. */
export function needsAction(item: OpportunitySummary): boolean {
  return item.LifeCycle?.ReviewStatus === 'Action Required' && isOpen(item);
}

/** False once an opportunity is launched, closed or rejected. */
function isOpen({ LifeCycle }: OpportunitySummary): boolean {
  const { Stage: stage, ReviewStatus: status } = LifeCycle ?? {};
  return stage !== 'Launched' && stage !== 'Closed Lost' && status !== 'Rejected';
}

/** Returns the triages that apply to an opportunity. None apply once it is launched, closed or rejected. */
export function triagesOf(item: OpportunitySummary, { today, stalledBefore }: TriageDay): readonly Triage[] {
  if (!isOpen(item)) return [];
  const { ReviewStatus: status, NextSteps: next, TargetCloseDate: closes } = item.LifeCycle ?? {};
  const found: Triage[] = [];
  const { actionRequired, overdueDays } = attentionOf(item, today);
  if (actionRequired) found.push('Action Required');
  if (overdueDays !== undefined) found.push('Overdue');
  if (!next?.trim()) found.push('No next steps');
  const left = closes === undefined || overdueDays !== undefined ? undefined : daysBetween(today, closes);
  if (left !== undefined && left <= 30) found.push('Closing in 30 days');
  if (item.LastModifiedDate && Date.parse(item.LastModifiedDate) < stalledBefore) found.push('Stalled 60 days');
  if (status === 'Pending Submission') found.push('Pending submission');
  return found;
}
