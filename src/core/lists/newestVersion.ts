import { isNewer, type OpportunitySummary } from '../model/opportunity';
import type { OpportunityLists } from './opportunityLists';

/** The version that the lists hold of an opportunity, unless that is older or they hold none: then the one given. */
export function newestVersion(lists: OpportunityLists, item: OpportunitySummary): OpportunitySummary {
  const { Id: id } = item;
  const listed = id === undefined ? undefined : lists.find(id);
  return listed && isNewer(listed, item) ? listed : item;
}
