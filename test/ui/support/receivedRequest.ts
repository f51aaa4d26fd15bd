import type { InterceptedRequest } from '../../../src/demo/server/demoServer';

/** A ListOpportunities request as the service got it. */
export interface ReceivedRequest {
  readonly catalog: string;
  readonly stage: string | undefined;
  readonly identifiers: readonly string[];
  readonly companies: readonly string[];
  readonly nextToken: string | undefined;
}

interface ListInput {
  readonly Catalog?: string;
  readonly LifeCycleStage?: readonly string[];
  readonly Identifier?: readonly string[];
  readonly CustomerCompanyName?: readonly string[];
  readonly NextToken?: string;
}

/** What tests ask about a request. */
export function receivedRequest({ input }: InterceptedRequest): ReceivedRequest {
  const { Catalog, LifeCycleStage, Identifier, CustomerCompanyName, NextToken } = (input ?? {}) as ListInput;
  return {
    catalog: Catalog ?? '',
    stage: LifeCycleStage?.join(),
    identifiers: Identifier ?? [],
    companies: CustomerCompanyName ?? [],
    nextToken: NextToken,
  };
}
