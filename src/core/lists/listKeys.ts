import { type Stage, stages } from '../model/opportunity';
import type { ListsQuery } from '../query/listsQuery';

/** The list of one stage, or the whole list under the filter. Both are read page by page. */
export type ListKey = Stage | 'All';

/** Returns the lists of a query: the stages that its filter asks for in lifecycle order, or the whole. */
export function listKeys({ split, filter: { LifeCycleStage: asked } }: ListsQuery): readonly ListKey[] {
  if (split === 'whole') return ['All'];
  return asked?.length ? stages.filter((stage) => asked.includes(stage)) : stages;
}
