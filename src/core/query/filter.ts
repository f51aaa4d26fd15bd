import type { ReviewStatus, Stage } from '../model/opportunity';

/**
 * What the person asks for, in ListOpportunities' own names.
 *
 * Dates are `YYYY-MM-DD`, full ISO 8601 date-times, or relative to today: `today`, `-30d`, `+90d`. A relative date
 * stays relative until the request is made.
 */
export interface Filter {
  readonly LifeCycleStage?: readonly Stage[];
  readonly LifeCycleReviewStatus?: readonly ReviewStatus[];
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
  | {
      /** A value that the API would refuse. */
      readonly field: CriterionField;
      readonly reason: 'tooMany' | 'badIdentifier' | 'unknownValue' | 'emptyText' | 'badDate' | 'datesReversed';
      /** The most values that the API takes, or the value at fault. */
      readonly detail: string;
    }
  | { readonly field?: undefined; readonly reason: 'unreadable'; readonly unreadable: UnreadableFilter };
