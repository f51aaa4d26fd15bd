import type { InterceptedRequest } from '../../../src/demo/server/demoServer';

/** A ListOpportunities request as the service got it. */
export interface ReceivedRequest {
  readonly catalog: string;
  readonly stage: string | undefined;
  readonly identifiers: readonly string[];
  readonly companies: readonly string[];
  readonly statuses: readonly string[];
  readonly nextToken: string | undefined;
}

/**
 * True if a request asks what needs action in the whole catalog: the badge does when the view is first seen and when it is
 * refreshed, and so does the person who asks it.
 */
export function asksWhatNeedsAction({ input }: Pick<InterceptedRequest, 'input'>): boolean {
  const { statuses, stage, companies, identifiers, nextToken } = receivedRequest({ input });
  const isNarrower = stage !== undefined || companies.length + identifiers.length > 0 || nextToken !== undefined;
  return statuses.join() === 'Action Required' && !isNarrower;
}

interface ListInput {
  readonly Catalog?: string;
  readonly LifeCycleStage?: readonly string[];
  readonly Identifier?: readonly string[];
  readonly CustomerCompanyName?: readonly string[];
  readonly LifeCycleReviewStatus?: readonly string[];
  readonly NextToken?: string;
}

/** What tests ask about a request. */
export function receivedRequest({ input }: Pick<InterceptedRequest, 'input'>): ReceivedRequest {
  const { Catalog, LifeCycleStage, Identifier, CustomerCompanyName, LifeCycleReviewStatus, NextToken } = (input ??
    {}) as ListInput;
  return {
    catalog: Catalog ?? '',
    stage: LifeCycleStage?.join(),
    identifiers: Identifier ?? [],
    companies: CustomerCompanyName ?? [],
    statuses: LifeCycleReviewStatus ?? [],
    nextToken: NextToken,
  };
}
