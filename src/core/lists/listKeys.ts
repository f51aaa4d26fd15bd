import { type Stage, stages } from '../model/opportunity';
import type { ListsQuery } from '../query/listsQuery';

/** The list of one stage, or the whole list under the filter. Both are read page by page. */
export type ListKey = Stage | 'All';

/**
 * A list that is shown, or the one behind the lists of all stages: the single list under the filter, of which only the
 * opportunities without a known stage are kept, because they are in no stage's list.
 */
export type ReadKey = ListKey | 'Other';

/** True if a query has a list for every stage, so that an opportunity without a stage may match it and be in none. */
export function hasListBehind({ split, filter: { LifeCycleStage: asked } }: ListsQuery): boolean {
  return split === 'byStage' && !asked?.length;
}

/** Returns the lists of a query: the stages that its filter asks for in lifecycle order, or the whole. */
export function listKeys({ split, filter: { LifeCycleStage: asked } }: ListsQuery): readonly ListKey[] {
  if (split === 'whole') return ['All'];
  return asked?.length ? stages.filter((stage) => asked.includes(stage)) : stages;
}
