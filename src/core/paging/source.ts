import type { AwsOpportunitySummary, ListRequest, Opportunity, OpportunitySummary } from '../model/opportunity';

/** One page of ListOpportunities, already normalised (see `normalisePage`). */
export interface Page {
  readonly items: readonly OpportunitySummary[];
  /** Present while more pages exist; at most 64 KiB of text. */
  readonly nextToken?: string;
  /** List entries that were no opportunity at all (null, text, a number) and were left out. */
  readonly skipped: number;
  /** Fields whose value could not be read (a broken timestamp, a struct sent as text) and were left out. */
  readonly unreadable: number;
  /** Entries that were left out because they are not what the person asked for; absent: none. */
  readonly outside?: number;
}

/** Who waits for the answer: what a person just clicked goes before everything else that waits for the rate limit. */
export type Priority = 'foreground' | 'background';

/** Where opportunities come from: AWS, or the demo service in this process. */
export interface OpportunitySource {
  /**
   * Reads one page.
   * @throws {SourceError} for every failure; code `aborted` once `signal` is aborted.
   */
  list(request: ListRequest, priority: Priority, signal: AbortSignal): Promise<Page>;
  /**
   * Reads the full record of one opportunity, normalised, from the catalog of the connection.
   * @throws {SourceError} as `list`; `notFound` where the catalog has no opportunity of this id.
   */
  getOpportunity(id: string, priority: Priority, signal: AbortSignal): Promise<Opportunity>;
  /**
   * Reads AWS's side of one opportunity, in the same way.
   * @throws {SourceError} as `getOpportunity`; `notFound` also before the opportunity is submitted.
   */
  getAwsOpportunitySummary(id: string, priority: Priority, signal: AbortSignal): Promise<AwsOpportunitySummary>;
  /** Ends every call under way and frees sockets. */
  dispose(): void;
}
