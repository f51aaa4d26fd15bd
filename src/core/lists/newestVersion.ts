import { isNewer, type OpportunitySummary } from '../model/opportunity';
import type { OpportunityLists } from './opportunityLists';

/** Returns the version of an opportunity in the lists, or the given one if the lists have none or an older one. */
export function newestVersion(lists: OpportunityLists, item: OpportunitySummary): OpportunitySummary {
  const { Id: id } = item;
  const listed = id === undefined ? undefined : lists.find(id);
  return listed && isNewer(listed, item) ? listed : item;
}
