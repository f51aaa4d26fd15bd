import type { SourceError, SourceErrorCode } from '../../core/errors/sourceError';
import type { OpportunitySummary } from '../../core/model/opportunity';

/** What a panel shows. */
export type Content =
  | {
      readonly kind: 'shown';
      readonly item: OpportunitySummary;
      /** The version before the changes that are marked. */
      readonly before?: OpportunitySummary | undefined;
      /** Which request of the person failed, if one did: a refresh, or the page after this opportunity. */
      readonly failed?: 'refresh' | 'next' | undefined;
      /** Why it failed. */
      readonly error?: SourceError | undefined;
      /** True after the person went beyond the last one of a group that is loaded. */
      readonly atEnd?: boolean;
    }
  | WithoutOpportunity;

/** There is no opportunity to show, only a message. */
export type WithoutOpportunity =
  | NotYet
  /**
   * The window now uses another connection, so the opportunity is no longer shown. `fresh`: it was never shown, so it
   * is read automatically once the window uses its catalog.
   */
  | { readonly kind: 'left'; readonly id: string | undefined; readonly fresh?: boolean };

/** What a restored panel shows until its opportunity is read. */
export type NotYet =
  /** Nobody has looked at the panel yet. `after`: the earlier error, if this is an automatic retry. */
  | { readonly kind: 'unread'; readonly id: string; readonly after?: SourceErrorCode | undefined }
  | { readonly kind: 'reading'; readonly id: string }
  /** `again`: the same error occurred twice, so there is no further automatic retry. */
  | { readonly kind: 'failed'; readonly id: string; readonly error: SourceError; readonly again: boolean };
