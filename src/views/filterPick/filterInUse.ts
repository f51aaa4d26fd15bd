import { hasDates } from '../../core/query/criteria';
import type { Filter, FilterProblem } from '../../core/query/filter';
import type { ListsQuery } from '../../core/query/listsQuery';
import { checkFilter } from '../../core/query/request';
import type { Moment } from '../../core/time/zone';
import { filterProblemText, limitTexts } from './filterText';

// What the window does with a filter. It is a bundle of its own, because most windows open without one.

/** Returns why a filter cannot be sent to AWS; undefined if it can. */
export function problemOf(filter: Filter, now: Moment): FilterProblem | undefined {
  return checkFilter(filter, now)[0];
}

/** Returns why a filter cannot be sent, for a person. */
export function problemText(problem: FilterProblem): string {
  return filterProblemText(problem);
}

/** Returns what limits the listed opportunities, for a person. */
export function textsOf(query: ListsQuery): readonly string[] {
  return limitTexts(query);
}

/** True if a filter means other moments in another time zone. */
export function dependsOnZone(filter: Filter): boolean {
  return hasDates(filter);
}
