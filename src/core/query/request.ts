import { SourceError } from '../errors/sourceError';
import { type Catalog, type ListRequest, reviewStatuses, type Sort, type Stage, stages } from '../model/opportunity';
import { isOpportunityId } from '../model/opportunityIds';
import { oneLine } from '../text/plainText';
import { resolveDate, resolveDateTime } from '../time/relativeDates';
import type { Moment } from '../time/zone';
import type { Filter, FilterProblem } from './filter';
import { findUnreadable } from './readFilter';

/** The API's limits on a request (ListOpportunitiesRequest in the service model). */
export const limits = {
  Identifier: 20,
  LifeCycleStage: 10,
  LifeCycleReviewStatus: 10,
  CustomerCompanyName: 10,
  pageSize: { min: 1, max: 100 },
} as const;

const ranges = [
  { field: 'LastModifiedDate', after: 'AfterLastModifiedDate', before: 'BeforeLastModifiedDate', calendar: false },
  { field: 'CreatedDate', after: 'AfterCreatedDate', before: 'BeforeCreatedDate', calendar: false },
  { field: 'TargetCloseDate', after: 'AfterTargetCloseDate', before: 'BeforeTargetCloseDate', calendar: true },
] as const;

type Bounds = { readonly after?: string | undefined; readonly before?: string | undefined };

function boundsOf(filter: Filter, range: (typeof ranges)[number]): Bounds | undefined {
  const value = filter[range.field] as Readonly<Record<string, string | undefined>> | undefined;
  return value && { after: value[range.after], before: value[range.before] };
}

/** Every reason for which this filter cannot be sent; empty when it can. */
export function checkFilter(filter: Filter, now: Moment): readonly FilterProblem[] {
  const unreadable = filter.unreadable ?? findUnreadable(filter);
  if (unreadable) return [{ reason: 'unreadable', unreadable }];
  const problems: FilterProblem[] = [];
  const check = (field: 'LifeCycleStage' | 'LifeCycleReviewStatus' | 'CustomerCompanyName' | 'Identifier') => {
    const values = distinct<string>(filter[field]);
    if (values.length > limits[field]) problems.push({ field, reason: 'tooMany', detail: String(limits[field]) });
    return values;
  };
  const known: Readonly<Record<string, readonly string[]>> = {
    LifeCycleStage: stages,
    LifeCycleReviewStatus: reviewStatuses,
  };
  for (const field of ['LifeCycleStage', 'LifeCycleReviewStatus'] as const) {
    for (const value of check(field)) {
      if (!known[field]?.includes(value)) problems.push({ field, reason: 'unknownValue', detail: value });
    }
  }
  for (const value of check('CustomerCompanyName')) {
    if (value.trim() === '') problems.push({ field: 'CustomerCompanyName', reason: 'emptyText', detail: value });
  }
  for (const value of check('Identifier')) {
    if (!isOpportunityId(value)) problems.push({ field: 'Identifier', reason: 'badIdentifier', detail: value });
  }
  for (const range of ranges) {
    const bounds = boundsOf(filter, range);
    if (!bounds) continue;
    const [after, before] = [bounds.after, bounds.before].map((text, end) => {
      if (text === undefined) return undefined;
      const value = resolve(text, range.calendar, end === 0 ? 'start' : 'end', now);
      if (value === undefined) problems.push({ field: range.field, reason: 'badDate', detail: text });
      return value;
    });
    if (after !== undefined && before !== undefined && Date.parse(after) > Date.parse(before)) {
      problems.push({ field: range.field, reason: 'datesReversed', detail: `${after} > ${before}` });
    }
  }
  return problems;
}

function resolve(text: string, calendar: boolean, end: 'start' | 'end', now: Moment): string | undefined {
  return calendar ? resolveDate(text, now) : resolveDateTime(text, end, now);
}

/** AWS does not say whether it takes a list that has a value twice. */
function distinct<T>(values: readonly T[] = []): readonly T[] {
  return [...new Set(values)];
}

/** Whether a filter asks for anything by days or moments. */
export function hasDates(filter: Filter): boolean {
  return ranges.some(({ field }) => filter[field] !== undefined);
}

export interface RequestOptions {
  readonly catalog: Catalog;
  readonly filter: Filter;
  readonly sort: Sort;
  /** Opportunities a page (`MaxResults`): 1 to 100. */
  readonly pageSize: number;
  /** Reads this stage alone, whatever stages the filter names. */
  readonly stage?: Stage;
  readonly nextToken?: string | undefined;
  /** What relative dates are relative to. */
  readonly now: Moment;
}

/**
 * The ListOpportunities request for a filter. Nothing is added that the person did not ask for, but the stage that is read,
 * and nothing is left out.
 * @throws {SourceError} `unsendableFilter` where `checkFilter` finds anything: part of a filter lists what nobody asked for
 */
export function toRequest(options: RequestOptions): ListRequest {
  const { filter, now } = options;
  const [problem] = checkFilter(filter, now);
  if (problem) throw unsendable(problem);
  const request: Record<string, unknown> = {
    Catalog: options.catalog,
    MaxResults: options.pageSize,
    Sort: options.sort,
  };
  const lists = { ...filter, ...(options.stage && { LifeCycleStage: [options.stage] }) };
  for (const field of ['LifeCycleStage', 'LifeCycleReviewStatus', 'CustomerCompanyName', 'Identifier'] as const) {
    const values = distinct<string>(lists[field]);
    if (values.length > 0) request[field] = values;
  }
  for (const range of ranges) {
    const bounds = boundsOf(filter, range);
    if (bounds?.after === undefined && bounds?.before === undefined) continue;
    request[range.field] = {
      ...(bounds.after !== undefined && { [range.after]: resolve(bounds.after, range.calendar, 'start', now) }),
      ...(bounds.before !== undefined && { [range.before]: resolve(bounds.before, range.calendar, 'end', now) }),
    };
  }
  if (options.nextToken !== undefined) request.NextToken = options.nextToken;
  return request as unknown as ListRequest;
}

/** The failure that a filter which cannot be sent is, before anybody was asked. */
export function unsendable(problem: FilterProblem): SourceError {
  return new SourceError('unsendableFilter', { args: [nameProblem(problem)] });
}

/** What is at fault, in AWS's own names. */
function nameProblem(problem: FilterProblem): string {
  if (problem.reason === 'unreadable') return oneLine(problem.unreadable.path, 60) || 'filter';
  const { field, reason, detail } = problem;
  return `${field}: ${reason === 'tooMany' ? `> ${detail}` : oneLine(detail, 80) || '""'}`;
}
