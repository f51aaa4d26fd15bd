import type { FieldName } from '../model/fields';
import type { OpportunitySummary } from '../model/opportunity';

/** The old and the new value of a field; undefined: it had or has none. */
export interface Move {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A field whose values are not kept between windows, so that only the fact that it changed is known. */
export type HashedField =
  | Exclude<
      FieldName,
      | 'Id'
      | 'Arn'
      | 'Catalog'
      | 'LastModifiedDate'
      | 'LifeCycle.Stage'
      | 'LifeCycle.ReviewStatus'
      | 'LifeCycle.TargetCloseDate'
    >
  | 'Project.ExpectedCustomerSpend';

/** A version of an opportunity that the person was shown. */
export type Shown = Pick<OpportunityChange, 'id' | 'modified'>;

/**
 * How an opportunity differs from the version that the person saw last. What changed twice is one change: the sum of
 * both.
 */
export interface OpportunityChange {
  readonly id: string;
  /**
   * - `new`: it was created after the person last looked.
   * - `changed`: what changed is known, unless there is nothing: then it was modified outside its summary.
   * - `unknown`: it was modified, but was not loaded when the person last looked.
   */
  readonly kind: 'new' | 'changed' | 'unknown';
  /** The `LastModifiedDate` of the newest version, by AWS's clock. */
  readonly modified: string | undefined;
  /** The newest version; undefined if AWS has not sent it in this window yet. */
  readonly item: OpportunitySummary | undefined;
  /** The version that the person saw last, if it was read in this window. */
  readonly before: OpportunitySummary | undefined;
  readonly stage?: Move;
  readonly reviewStatus?: Move;
  /** Calendar days, `YYYY-MM-DD`. */
  readonly closes?: Move;
  /** The other fields that changed, by AWS's names. */
  readonly fields: readonly HashedField[];
}
