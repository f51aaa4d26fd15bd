import type { OpportunityLists } from '../../core/lists/opportunityLists';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { fold } from '../../core/text/fold';

/** The maximum number of characters of a partner's own id in the API. */
const longest = 255;

/** Returns the text as a partner's own id; undefined if it can be none: an address, or too long. */
export function asCrmId(text: string): string | undefined {
  const id = text.trim();
  return id === '' || id.length > longest || id.includes('://') || id.startsWith('arn:') ? undefined : id;
}

/** Returns the loaded opportunities that a partner's own system knows by this id. */
export function ofPartner(lists: OpportunityLists, id: string): readonly OpportunitySummary[] {
  const wanted = fold(id.trim());
  return lists
    .loaded()
    .filter(({ PartnerOpportunityIdentifier: own }) => own !== undefined && fold(own.trim()) === wanted);
}
