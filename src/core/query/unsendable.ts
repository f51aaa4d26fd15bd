import { SourceError } from '../errors/sourceError';
import { oneLine } from '../text/plainText';
import type { FilterProblem } from './filter';

/** Returns the error for a filter that cannot be sent, without any request. */
export function unsendable(problem: FilterProblem): SourceError {
  return new SourceError('unsendableFilter', { args: [nameProblem(problem)] });
}

/** Returns what is wrong, in AWS's own names. */
function nameProblem(problem: FilterProblem): string {
  if (problem.reason === 'unreadable') return oneLine(problem.unreadable.path, 60) || 'filter';
  const { field, reason, detail } = problem;
  return `${field}: ${reason === 'tooMany' ? `> ${detail}` : oneLine(detail, 80) || '""'}`;
}
