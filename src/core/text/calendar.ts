import { attentionOf } from '../model/attention';
import type { OpportunitySummary } from '../model/opportunity';
import { daysBetween, isCalendarDate } from '../time/dates';
import { oneLine } from './plainText';
import type { Writing } from './translate';

/** A calendar date in the way of a locale; it never shifts with the time zone. What is no date stays as it is. */
export function dayText(day: string, { locale }: Writing): string {
  if (!isCalendarDate(day)) return oneLine(day);
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
}

/** A moment in the person's own time zone, which is named. */
export function momentText(iso: string, { locale, zone }: Pick<Writing, 'locale' | 'zone'>): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return oneLine(iso);
  return at.toLocaleString(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
    timeZone: zone,
  });
}

/** How far away the target close date is, in words: undefined without one, and for an opportunity that is over. */
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
