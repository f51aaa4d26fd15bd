import { SourceError } from '../errors/sourceError';
import type { Catalog, ListRequest, Sort, Stage } from '../model/opportunity';
import { oneLine } from '../text/plainText';
import type { Moment } from '../time/zone';
import { criteria, criterionFields } from './criteria';
import type { Resolved } from './criterion';
import type { CriterionField, Filter, FilterProblem } from './filter';
import { readFilter } from './readFilter';

/** How many opportunities a page may have (`MaxResults`). */
export const pageSizes = { min: 1, max: 100 } as const;

/** The criteria as they travel. */
type Asked = { readonly [F in CriterionField]: NonNullable<ListRequest[F]> };

type ResolvedFilter =
  | { readonly asked: Partial<Asked> }
  | { readonly problems: readonly [FilterProblem, ...FilterProblem[]] };

const rows: {
  readonly [F in CriterionField]: {
    readonly resolve: (given: NonNullable<Filter[F]>, now: Moment) => Resolved<Asked[F]>;
  };
} = criteria;

/** What a filter asks AWS for on this day, or every reason why it cannot be sent. */
function resolveFilter(filter: Filter, now: Moment): ResolvedFilter {
  const read = filter.unreadable ? { unreadable: filter.unreadable } : readFilter(filter);
  if ('unreadable' in read) return { problems: [{ reason: 'unreadable', unreadable: read.unreadable }] };
  const problems: FilterProblem[] = [];
  const asked: { -readonly [F in CriterionField]?: Asked[F] } = {};
  const resolve = <F extends CriterionField>(field: F): void => {
    const given = read.filter[field];
    if (given === undefined) return;
    const resolved = rows[field].resolve(given, now);
    if ('problems' in resolved) problems.push(...resolved.problems.map((problem) => ({ field, ...problem })));
    else if (resolved.asked !== undefined) asked[field] = resolved.asked;
  };
  for (const field of criterionFields) resolve(field);
  const [first, ...others] = problems;
  return first ? { problems: [first, ...others] } : { asked };
}

/** Every reason for which this filter cannot be sent; empty when it can. */
export function checkFilter(filter: Filter, now: Moment): readonly FilterProblem[] {
  const resolved = resolveFilter(filter, now);
  return 'problems' in resolved ? resolved.problems : [];
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
export function toRequest({ catalog, filter, sort, pageSize, stage, nextToken, now }: RequestOptions): ListRequest {
  const resolved = resolveFilter(filter, now);
  if ('problems' in resolved) throw unsendable(resolved.problems[0]);
  return {
    Catalog: catalog,
    MaxResults: pageSize,
    Sort: sort,
    ...resolved.asked,
    ...(stage && { LifeCycleStage: [stage] }),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
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
