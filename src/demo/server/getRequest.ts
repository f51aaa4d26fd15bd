import { type Catalog, catalogs } from '../../core/model/opportunity';
import { type FieldFault, FieldReader, type Fields, idPattern } from './fieldReader';

export interface GetRequestRead {
  readonly catalog: Catalog;
  /** The id of an opportunity. */
  readonly id: string;
  /** All faulty fields. When there are any, the rest must not be used. */
  readonly faults: readonly FieldFault[];
}

/**
 * Reads the input of GetOpportunity or GetAwsOpportunitySummary, as `readListRequest` does for ListOpportunities.
 *
 * @param idField This operation's name for the opportunity's id.
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
