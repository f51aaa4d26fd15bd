import type { CriterionProblem } from './criterion';

/**
 * What the person asks for, in ListOpportunities' own names.
 *
 * Dates are `YYYY-MM-DD`, full ISO 8601 date-times, or relative to today: `today`, `-30d`, `+90d`. A relative date
 * stays relative until the request is made.
 */
export interface Filter {
  // Values are what the person wrote: AWS may know no such stage. The request has only those that it knows.
  readonly LifeCycleStage?: readonly string[];
  readonly LifeCycleReviewStatus?: readonly string[];
  readonly CustomerCompanyName?: readonly string[];
  readonly Identifier?: readonly string[];
  readonly LastModifiedDate?: { readonly AfterLastModifiedDate?: string; readonly BeforeLastModifiedDate?: string };
  readonly CreatedDate?: { readonly AfterCreatedDate?: string; readonly BeforeCreatedDate?: string };
  readonly TargetCloseDate?: { readonly AfterTargetCloseDate?: string; readonly BeforeTargetCloseDate?: string };
  /** Why what was kept for a window cannot be read as a filter. It is kept all the same, and no request is made of it. */
  readonly unreadable?: UnreadableFilter;
}

export type CriterionField = Exclude<keyof Filter, 'unreadable'>;

/** Why a text, a settings entry or what was kept is no filter: the place in it, and what should stand there. */
export interface UnreadableFilter {
  readonly path: string;
  readonly expected: 'object' | 'listOfText' | 'text' | 'knownKey';
}

/** Why a filter cannot be sent, found before anything is. */
export type FilterProblem =
  | (CriterionProblem & { readonly field: CriterionField })
  | { readonly field?: undefined; readonly reason: 'unreadable'; readonly unreadable: UnreadableFilter };
