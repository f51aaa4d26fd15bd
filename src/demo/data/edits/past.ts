import { dateTime } from '../dates';
import type { WireRecord } from '../wireRecord';

/** What an edited opportunity was before. */
export interface Past {
  /** The first version. */
  readonly first: WireRecord;
  /** The next steps of edits, oldest first. */
  readonly steps: readonly { readonly Value: string; readonly Time: string }[];
}

/** The most that the model allows in a history. */
export const mostSteps = 50;

/** Returns the past of an opportunity after an edit at `at`, in milliseconds since 1970. */
export function pastOf(past: Past | undefined, before: WireRecord, after: WireRecord, at: number): Past {
  const { first, steps } = past ?? { first: before, steps: [] };
  const [was, is] = [before.LifeCycle?.NextSteps, after.LifeCycle?.NextSteps];
  if (!is || is === was) return { first, steps };
  return { first, steps: [...steps, { Value: is, Time: dateTime(at) }].slice(-mostSteps) };
}
