import type { CriterionProblem } from './criterion';

/**
 * What the person asks for, in ListOpportunities' own names.
 *
 * Dates are `YYYY-MM-DD`, full ISO 8601 date-times, or relative to today: `today`, `-30d`, `+90d`. A relative date
 * stays relative until the request is made.
 */
export interface Filter {
  // The values are what the person wrote, and AWS may not know such a stage. The request contains only those that it
  // knows.
  readonly LifeCycleStage?: readonly string[];
  readonly LifeCycleReviewStatus?: readonly string[];
  readonly CustomerCompanyName?: readonly string[];
  readonly Identifier?: readonly string[];
  readonly LastModifiedDate?: { readonly AfterLastModifiedDate?: string; readonly BeforeLastModifiedDate?: string };
  readonly CreatedDate?: { readonly AfterCreatedDate?: string; readonly BeforeCreatedDate?: string };
  readonly TargetCloseDate?: { readonly AfterTargetCloseDate?: string; readonly BeforeTargetCloseDate?: string };
  /** Why the stored value of a window cannot be read as a filter. It is kept, and no request is made for it. */
  readonly unreadable?: UnreadableFilter;
}

export type CriterionField = Exclude<keyof Filter, 'unreadable'>;

/** Why a text, a settings entry or a stored value is not a filter: the place in it, and what is expected there. */
export interface UnreadableFilter {
  readonly path: string;
  /** `opening` and `kept` are of values that name customers: they are still being read, or were not kept. */
  readonly expected: 'object' | 'listOfText' | 'text' | 'knownKey' | 'opening' | 'kept';
}

/** Why a filter cannot be sent, found before anything is sent. */
export type FilterProblem =
  | (CriterionProblem & { readonly field: CriterionField })
  | { readonly field?: undefined; readonly reason: 'unreadable'; readonly unreadable: UnreadableFilter };
