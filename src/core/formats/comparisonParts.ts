import { isStage, type OpportunitySummary } from '../model/opportunity';
import type { ComparisonBasis } from './comparisonBasis';
import type { Comparison } from './exportComparison';

/**
 * What only one of two lists has. `new` and `gone` say what happened since the earlier one was written; `onlyAfter` and
 * `onlyBefore` say no more than that. Nobody looked for those that are `notSought…` in the other list.
 */
export type OneSidedKind = 'new' | 'gone' | 'onlyAfter' | 'onlyBefore' | 'notSoughtInBefore' | 'notSoughtInAfter';

export interface OneSidedPart {
  readonly kind: OneSidedKind;
  readonly items: readonly OpportunitySummary[];
}

/** Returns what only one of the lists has, by what may be said about it, without empty parts but for the first of each list. */
export function oneSidedParts(
  { added, removed }: Pick<Comparison, 'added' | 'removed'>,
  { addedIsNew, removedIsGone, beforeHasOnlyStages, afterHasOnlyStages }: ComparisonBasis,
): readonly OneSidedPart[] {
  return [
    ...partsOf(added, addedIsNew ? 'new' : 'onlyAfter', beforeHasOnlyStages, 'notSoughtInBefore'),
    ...partsOf(removed, removedIsGone ? 'gone' : 'onlyBefore', afterHasOnlyStages, 'notSoughtInAfter'),
  ];
}

function partsOf(
  items: readonly OpportunitySummary[],
  kind: OneSidedKind,
  hasOnlyStages: boolean,
  notSought: OneSidedKind,
): readonly OneSidedPart[] {
  const hasStage = ({ LifeCycle: life }: OpportunitySummary) => isStage(life?.Stage);
  const stageless = hasOnlyStages ? items.filter((item) => !hasStage(item)) : [];
  if (stageless.length === 0) return [{ kind, items }];
  return [
    { kind, items: items.filter(hasStage) },
    { kind: notSought, items: stageless },
  ];
}
