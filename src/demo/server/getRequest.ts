import { type Catalog, catalogs } from '../../core/model/opportunity';
import { type FieldFault, FieldReader, type Fields, idPattern } from './fieldReader';

export interface GetRequestRead {
  readonly catalog: Catalog;
  /** The id of an opportunity. */
  readonly id: string;
  /** Every field at fault. When there is one, the rest must not be used. */
  readonly faults: readonly FieldFault[];
}

/**
 * Reads the input of GetOpportunity or GetAwsOpportunitySummary, as `readListRequest` does for ListOpportunities.
 *
 * @param idField The one of the two names that this operation has for the opportunity's id.
 * @see https://docs.aws.amazon.com/partner-central/latest/APIReference/API_GetOpportunity.html
 */
export function readGetRequest(input: Fields, idField: 'Identifier' | 'RelatedOpportunityIdentifier'): GetRequestRead {
  const read = new FieldReader(input);
  return {
    catalog: read.requiredEnum('Catalog', catalogs),
    id: read.requiredText(idField, idPattern),
    faults: read.faults,
  };
}
