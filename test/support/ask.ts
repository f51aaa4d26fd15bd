import type { AwsDeps } from '../../src/aws/awsSource';
import type { Catalog, ListRequest } from '../../src/core/model/opportunity';
import type { Priority } from '../../src/core/paging/source';
import type { OpportunitySource } from '../../src/core/wire/operations';

/** Asks a source for one page. */
export function listPage(source: OpportunitySource, input: ListRequest, priority: Priority, signal: AbortSignal) {
  return source.run({ name: 'ListOpportunities', input }, priority, signal);
}

/** Asks a source for the full record of an opportunity. */
export function getOpportunity(
  source: OpportunitySource,
  id: string,
  priority: Priority,
  signal: AbortSignal,
  Catalog: Catalog = 'AWS',
) {
  return source.run({ name: 'GetOpportunity', input: { Catalog, Identifier: id } }, priority, signal);
}

/** Asks a source for AWS's side of an opportunity. */
export function getAwsOpportunitySummary(
  source: OpportunitySource,
  id: string,
  priority: Priority,
  signal: AbortSignal,
  Catalog: Catalog = 'AWS',
) {
  const input = { Catalog, RelatedOpportunityIdentifier: id };
  return source.run({ name: 'GetAwsOpportunitySummary', input }, priority, signal);
}

/** What a source is given where nobody can be asked: in scripts and most tests. As in the AWS CLI, endpoints are taken. */
export const unattended: Pick<AwsDeps, 'askMfaCode' | 'confirmEndpoint' | 'tellWaiting' | 'trust' | 'log'> = {
  askMfaCode: async () => undefined,
  confirmEndpoint: async () => true,
  tellWaiting: () => new Promise(() => {}),
  trust: { isTrusted: () => true, folders: () => [] },
  log: { request: () => {} },
};
