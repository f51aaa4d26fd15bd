import type { SourceError } from '../errors/sourceError';

/** What a refresh is to do. */
export interface RefreshOptions {
  /** Reads all pages again, whatever AWS says was modified. */
  readonly everything?: boolean;
  /**
   * Nobody asked for it: it only asks what was modified, in the background. A list that it cannot bring up to date
   * without reading it again stays as it is, and is in `behind`.
   */
  readonly quiet?: boolean;
  /**
   * Asks for what was modified since this moment at least, by AWS's clock, even if all lists are newer. ISO 8601.
   */
  readonly since?: string | undefined;
}

/** How a refresh ended. */
export type Refreshed =
  | {
      /** `difference`: AWS was asked what was modified. `everything`: all pages were read again. */
      readonly kind: 'difference' | 'everything';
      /** When AWS was asked, by this computer's clock. */
      readonly at: Date;
      /**
       * AWS was asked for everything modified since this moment, by AWS's clock, and `upTo` is the newest date that it
       * had. Undefined: it was not asked, or there was too much to read.
       */
      readonly asked?: {
        readonly since: string | undefined;
        readonly upTo: string | undefined;
        /** False if AWS sent something among it that cannot be read. */
        readonly isWhole: boolean;
      };
      /**
       * The number of opportunities in the lists that changed, came or left. Undefined: that is not known, because pages
       * were read again, or still have to be.
       */
      readonly changed?: number;
    }
  | { readonly kind: 'nothing' | 'stopped' }
  | { readonly kind: 'failed'; readonly error: SourceError };
