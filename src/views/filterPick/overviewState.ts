import type { QuickPickItem } from 'vscode';
import type { Sort } from '../../core/model/opportunity';
import { criterionFields, type FieldOf } from '../../core/query/criteria';
import type { Filter } from '../../core/query/filter';
import type { ListChoice } from '../../core/query/filterDraft';
import type { Moment } from '../../core/time/zone';
import type { StoredFilter } from '../../host/savedFilterStore';

/** What can be set for a list: the criteria of its filter, its order and its limits. */
export const listParts = [...criterionFields, 'Sort', 'MaxItems', 'StartingToken'] as const;
export type ListPart = (typeof listParts)[number];

/** What the person asks for in the overview. Only `apply` lists anything; the others change the draft. */
export type OverviewAct =
  | { readonly kind: 'apply' | 'set'; readonly choice: ListChoice }
  | { readonly kind: 'clear' | 'save' | 'manage' }
  | { readonly kind: 'edit'; readonly part: ListPart }
  /** Takes the typed text to the step of a criterion. */
  | { readonly kind: 'typed'; readonly part: FieldOf<'texts'> }
  | { readonly kind: 'rename' | 'remove'; readonly stored: StoredFilter };

export interface OverviewItem extends QuickPickItem {
  readonly act?: OverviewAct;
  readonly stored?: StoredFilter;
}

export interface OverviewState {
  /** What the window lists. */
  readonly present: ListChoice;
  /** What the person has changed it to so far. */
  readonly draft: ListChoice;
  readonly fromSettings: Sort;
  readonly recent: readonly Filter[];
  readonly saved: readonly StoredFilter[];
  /** Returns the texts of loaded opportunities, which are offered as values. */
  readonly suggested: (field: FieldOf<'texts'>) => readonly string[];
  readonly now: Moment;
}
