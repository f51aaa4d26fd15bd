import type { SourceError, SourceErrorCode } from '../../core/errors/sourceError';
import type { OpportunitySummary } from '../../core/model/opportunity';

/** What a panel shows. */
export type Content =
  | {
      readonly kind: 'shown';
      readonly item: OpportunitySummary;
      /** The version before the changes that are marked. */
      readonly before?: OpportunitySummary | undefined;
      /** Which request of the person's brought nothing, where one did: a refresh, or the page after this opportunity. */
      readonly failed?: 'refresh' | 'next' | undefined;
      /** Why it did. */
      readonly error?: SourceError | undefined;
    }
  | WithoutOpportunity;

/** There is nothing of the opportunity to show, but words. */
export type WithoutOpportunity =
  | NotYet
  /**
   * The window uses another connection now: nothing of the opportunity is shown any more. `fresh`: nothing of it ever was,
   * so that it is read by itself once the window uses its catalog.
   */
  | { readonly kind: 'left'; readonly id: string | undefined; readonly fresh?: boolean };

/** What a panel that VS Code kept over a reload shows until the opportunity is read. */
export type NotYet =
  /** Nobody has looked at the panel yet. `after`: what it failed of before, where it is tried once more by itself. */
  | { readonly kind: 'unread'; readonly id: string; readonly after?: SourceErrorCode | undefined }
  | { readonly kind: 'reading'; readonly id: string }
  /** `again`: it failed of the same twice, and so is not tried any more by itself. */
  | { readonly kind: 'failed'; readonly id: string; readonly error: SourceError; readonly again: boolean };
