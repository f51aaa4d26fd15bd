import type { Sort } from '../model/opportunity';
import type { Triage } from '../model/triage';
import { daysLater, shiftDay } from '../time/dates';
import { resolveDate } from '../time/relativeDates';
import { dateOf, type Moment } from '../time/zone';
import type { Filter } from './filter';

/** The triages that are criteria of ListOpportunities: one request asks for them in the whole catalog. */
export const askableTriages = ['Action Required', 'Overdue', 'Closing in 30 days', 'Pending submission'] as const;
export type AskableTriage = (typeof askableTriages)[number];

/** True for a triage that AWS can be asked for. */
export function isAskable(triage: Triage): triage is AskableTriage {
  return askableTriages.some((askable) => askable === triage);
}

/** What AWS is asked for a triage. `none`: no opportunity can be in the triage and under the filter. */
export type TriageQuestion =
  | { readonly kind: 'ask'; readonly filter: Filter; readonly sort: Sort }
  | { readonly kind: 'none' };

const none: TriageQuestion = { kind: 'none' };
const closed: readonly string[] = ['Launched', 'Closed Lost'];
/** The same number of days as the triage has. */
const soonDays = 30;

/**
 * Returns what to ask AWS for the opportunities of a triage under a filter. The answer contains all of them, and may
 * contain others: no criterion finds an opportunity without a stage or a review status, so whoever asks leaves out what
 * `triagesOf` does not count. A filter that cannot be sent stays as it is.
 */
export function questionOf(triage: AskableTriage, filter: Filter, now: Moment): TriageQuestion {
  const open = without(filter.LifeCycleStage, closed);
  if (!open) return none;
  const narrowed: Filter = { ...filter, ...(open.length > 0 && { LifeCycleStage: open }) };
  switch (triage) {
    case 'Action Required':
      return withStatus(narrowed, 'Action Required');
    case 'Pending submission':
      return withStatus(narrowed, 'Pending Submission');
    case 'Overdue':
      return closing(narrowed, { before: shiftDay(dateOf(now), -1) }, 'DESCENDING', now);
    case 'Closing in 30 days': {
      const today = dateOf(now);
      return closing(narrowed, { after: today, before: daysLater(today, soonDays) }, 'ASCENDING', now);
    }
  }
}

function withStatus(filter: Filter, status: string): TriageQuestion {
  const asked = filter.LifeCycleReviewStatus ?? [];
  if (asked.length > 0 && !asked.includes(status)) return none;
  const sort: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
  return { kind: 'ask', filter: { ...filter, LifeCycleReviewStatus: [status] }, sort };
}

interface Days {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

function closing(filter: Filter, days: Days, SortOrder: Sort['SortOrder'], now: Moment): TriageQuestion {
  const statuses = without(filter.LifeCycleReviewStatus, ['Rejected']);
  if (!statuses) return none;
  const { AfterTargetCloseDate, BeforeTargetCloseDate } = filter.TargetCloseDate ?? {};
  const resolve = (end: string | undefined) => (end === undefined ? undefined : resolveDate(end, now));
  const [from, until] = [resolve(AfterTargetCloseDate), resolve(BeforeTargetCloseDate)];
  // An end that is no date stays: the request is refused with the reason.
  const isReadable =
    (from !== undefined) === (AfterTargetCloseDate !== undefined) &&
    (until !== undefined) === (BeforeTargetCloseDate !== undefined);
  const [after, before] = [later(days.after, from), earlier(days.before, until)];
  if (isReadable && after !== undefined && before !== undefined && after > before) return none;
  const range = { ...(after && { AfterTargetCloseDate: after }), ...(before && { BeforeTargetCloseDate: before }) };
  return {
    kind: 'ask',
    filter: {
      ...filter,
      ...(statuses.length > 0 && { LifeCycleReviewStatus: statuses }),
      ...(isReadable && { TargetCloseDate: range }),
    },
    sort: { SortBy: 'TargetCloseDate', SortOrder },
  };
}

/** Returns the values without some of them; undefined if none is left of those that were there. */
function without(values: readonly string[] = [], excluded: readonly string[]): readonly string[] | undefined {
  const left = values.filter((value) => !excluded.includes(value));
  return values.length > 0 && left.length === 0 ? undefined : left;
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
