import type { OpportunitySummary } from '../../core/opportunity';
import type { SourceError } from '../../core/sourceError';

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
  | { readonly kind: 'reading'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly error: SourceError }
  /** The window uses another connection now: nothing of the opportunity is shown any more. */
  | { readonly kind: 'left'; readonly id: string | undefined };
