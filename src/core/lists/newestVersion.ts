import { isNewer, type OpportunitySummary } from '../model/opportunity';
import type { Pipeline } from './pipeline';

/** The version that the lists hold of an opportunity, unless that is older or they hold none: then the one given. */
export function newestVersion(pipeline: Pipeline, item: OpportunitySummary): OpportunitySummary {
  const { Id: id } = item;
  const listed = id === undefined ? undefined : pipeline.find(id);
  return listed && isNewer(listed, item) ? listed : item;
}
