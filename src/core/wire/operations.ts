import type {
  AwsOpportunitySummary,
  Catalog,
  ListRequest,
  Opportunity,
  OpportunitySummary,
} from '../model/opportunity';
import type { Operation as ApiOperation, Page, Source } from '../paging/source';
import { normalisePage } from './normalisePage';
import { normaliseAwsOpportunitySummary, normaliseOpportunity } from './normaliseRecord';

/** The operations of Partner Central's API that are used, by AWS's names. */
export type PartnerCentral = {
  /** One page of the list. */
  readonly ListOpportunities: { readonly input: ListRequest; readonly result: Page<OpportunitySummary> };
  /** The full record of one opportunity. Code `notFound` where the catalog has none of this id. */
  readonly GetOpportunity: {
    readonly input: { readonly Catalog: Catalog; readonly Identifier: string };
    readonly result: Opportunity;
  };
  /** AWS's side of one opportunity. Code `notFound` also before the opportunity is submitted. */
  readonly GetAwsOpportunitySummary: {
    readonly input: { readonly Catalog: Catalog; readonly RelatedOpportunityIdentifier: string };
    readonly result: AwsOpportunitySummary;
  };
};

export type OperationName = keyof PartnerCentral;
export type Operation<Name extends OperationName = OperationName> = ApiOperation<PartnerCentral, Name>;
export type Input<Name extends OperationName> = PartnerCentral[Name]['input'];
export type Result<Name extends OperationName> = PartnerCentral[Name]['result'];

/** Where opportunities come from. */
export type OpportunitySource = Source<PartnerCentral>;

const readers: { readonly [Name in OperationName]: (answer: unknown, input: Input<Name>) => Result<Name> } = {
  ListOpportunities: normalisePage,
  GetOpportunity: (answer, { Identifier: id }) => normaliseOpportunity(answer, id),
  GetAwsOpportunitySummary: (answer, { RelatedOpportunityIdentifier: id }) =>
    normaliseAwsOpportunitySummary(answer, id),
};

/**
 * Reads what a service answered to an operation, whatever it is.
 * @param answer from the SDK (with `Date`s) or from JSON
 * @throws {SourceError} for an answer that cannot be used
 */
export function readAnswer<Name extends OperationName>(
  { name, input }: Operation<Name>,
  answer: unknown,
): Result<Name> {
  return readers[name](answer, input);
}
