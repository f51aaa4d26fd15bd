import { Random, type Weighted } from '../random';

/** What an edit does, in words of AWS's fields. */
export type EditKind = 'review' | 'decision' | 'reopening' | 'stage' | 'closeDate' | 'spend' | 'nextSteps' | 'new';

export interface PlannedEdit {
  /** When it is made, in milliseconds since 1970: later than every edit with a lower number. */
  readonly at: number;
  /** What it does. Where that is possible nowhere, the next one counts. */
  readonly kinds: readonly EditKind[];
  /** Spares opportunities that were modified after this moment, as long as there are others. */
  readonly spares?: number;
}

/** What is edited when. Edits are numbered from 0, and the same number is always the same edit. */
export interface EditPlan {
  /** Returns how many edits are due by now. */
  readonly due: () => number;
  readonly edit: (number: number) => PlannedEdit;
}

const minute = 60_000;

/** The most edits a minute, so that no two have the same date. */
export const mostEditsPerMinute = 6_000;

/** A little more ends than is begun. Where too little is left, something is begun instead of any other edit. */
const usual: readonly Weighted<EditKind>[] = [
  ['review', 25],
  ['closeDate', 20],
  ['nextSteps', 18],
  ['stage', 18],
  ['spend', 13],
  ['new', 5],
  ['reopening', 1],
];

/**
 * Returns a plan with edits at regular intervals.
 * @param perMinute From 1 to 6,000.
 * @param start What time it is in the data before the first edit, in milliseconds since 1970.
 * @param elapsed Returns the milliseconds since then.
 */
export function steadyPlan(seed: number, perMinute: number, start: number, elapsed: () => number): EditPlan {
  return {
    due: () => Math.max(0, Math.floor((elapsed() * perMinute) / minute)),
    edit(number) {
      const first = new Random(`${seed}/plan/${number}`).weighted(usual);
      return {
        at: start + Math.floor(((number + 1) * minute) / perMinute),
        kinds: [first, ...usual.map(([kind]) => kind).filter((kind) => kind !== first)],
      };
    },
  };
}
