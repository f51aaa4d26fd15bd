import type { OpportunityChange } from '../../changes/opportunityChange';
import type { Translate } from '../../text/translate';
import { shiftDay } from '../../time/dates';
import { firstInstant } from '../../time/zone';

/** When an opportunity was modified, as the person counts days. */
export const changeDays = ['today', 'yesterday', 'earlier'] as const;
export type ChangeDay = (typeof changeDays)[number];

export interface ChangeGroup {
  readonly day: ChangeDay;
  readonly changes: readonly OpportunityChange[];
}

/** The person's calendar date, `YYYY-MM-DD`, and their time zone. */
export interface PersonDay {
  readonly today: string;
  readonly zone: string;
}

/**
 * Returns changes by the day on which the opportunity was modified, in their order, without empty groups. What has no
 * date is earlier, and what AWS's clock dates after today is of today.
 */
export function changeGroups(
  changes: readonly OpportunityChange[],
  { today, zone }: PersonDay,
): readonly ChangeGroup[] {
  // Of thousands of changes, each is compared with two moments: a date in a zone takes much longer to reckon.
  const todayBegins = firstInstant(today, zone).getTime();
  const yesterdayBegins = firstInstant(shiftDay(today, -1), zone).getTime();
  const byDay: Readonly<Record<ChangeDay, OpportunityChange[]>> = { today: [], yesterday: [], earlier: [] };
  for (const change of changes) {
    // What is no date is neither after the one nor after the other.
    const at = Date.parse(change.modified ?? '');
    byDay[at >= todayBegins ? 'today' : at >= yesterdayBegins ? 'yesterday' : 'earlier'].push(change);
  }
  return changeDays.map((day) => ({ day, changes: byDay[day] })).filter(({ changes: some }) => some.length > 0);
}

/** Returns the name of a group. */
export function dayName(day: ChangeDay, t: Translate): string {
  switch (day) {
    case 'today':
      return t('Today');
    case 'yesterday':
      return t('Yesterday');
    case 'earlier':
      return t('Earlier');
  }
}
