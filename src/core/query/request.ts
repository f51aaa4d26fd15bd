import type { Catalog, ListRequest, Sort, Stage } from '../model/opportunity';
import type { Moment } from '../time/zone';
import { criteria, criterionFields } from './criteria';
import type { Resolved } from './criterion';
import type { CriterionField, Filter, FilterProblem } from './filter';
import { readFilter } from './readFilter';
import { unsendable } from './unsendable';

/** How many opportunities a page may have (`MaxResults`). */
export const pageSizes = { min: 1, max: 100 } as const;

/** The criteria as they are sent. */
type Asked = { readonly [F in CriterionField]: NonNullable<ListRequest[F]> };

type ResolvedFilter =
  | { readonly asked: Partial<Asked> }
  | { readonly problems: readonly [FilterProblem, ...FilterProblem[]] };

const rows: {
  readonly [F in CriterionField]: {
    readonly resolve: (given: NonNullable<Filter[F]>, now: Moment) => Resolved<Asked[F]>;
  };
} = criteria;

/** Returns what a filter asks AWS for on this day, or every reason why it cannot be sent. */
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

/** Returns every reason why this filter cannot be sent; empty if it can. */
export function checkFilter(filter: Filter, now: Moment): readonly FilterProblem[] {
  const resolved = resolveFilter(filter, now);
  return 'problems' in resolved ? resolved.problems : [];
}

export interface RequestOptions {
  readonly catalog: Catalog;
  readonly filter: Filter;
  readonly sort: Sort;
  /** The number of opportunities per page (`MaxResults`): 1 to 100. */
  readonly pageSize: number;
  /** Reads only this stage, whichever stages the filter names. */
  readonly stage?: Stage;
  readonly nextToken?: string | undefined;
  /** The moment that relative dates refer to. */
  readonly now: Moment;
}

/**
 * Returns the ListOpportunities request for a filter. It contains everything that the person asked for, and nothing
 * else except the stage that is read.
 * @throws {SourceError} `unsendableFilter` if `checkFilter` finds anything, because a part of a filter would list what
 * nobody asked for
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
