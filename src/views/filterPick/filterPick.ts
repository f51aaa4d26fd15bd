import type { OpportunitySummary } from '../../core/model/opportunity';
import { type FieldOf, isKind, isRange, type ListField } from '../../core/query/criteria';
import type { CriterionField, Filter } from '../../core/query/filter';
import { type ListChoice, withCriterion } from '../../core/query/filterDraft';
import { pickDates } from './dateStep';
import { askIdentifiers } from './identifierStep';
import { askMaxItems, askStartingToken } from './listSteps';
import { showOverview } from './overview';
import type { ListPart, OverviewState } from './overviewState';
import { manageFilters, removeFilter, renameFilter, saveFilter } from './savedSteps';
import { pickSort } from './sortStep';
import type { Left } from './step';
import { pickTexts, textsOf } from './textsStep';
import { pickValues } from './valuesStep';

export interface FilterPickOptions extends Pick<OverviewState, 'present' | 'fromSettings' | 'recent' | 'now'> {
  /** Called whenever the overview is shown, because the person can change saved filters inside the pick. */
  readonly saved: () => OverviewState['saved'];
  /** Returns the loaded opportunities. Their values are suggested. */
  readonly loaded: () => Iterable<OpportunitySummary>;
  readonly pageSize: number;
}

/**
 * Lets the person decide what is listed. It shows every criterion with its current value, and has a step for each.
 * Nothing changes before they apply it. Undefined if they cancel.
 */
export async function pickFilter(options: FilterPickOptions): Promise<ListChoice | undefined> {
  const { unreadable: _, ...readable } = options.present.filter;
  let draft: ListChoice = { ...options.present, filter: readable };
  let last: ListPart | undefined;
  const texts = new Map<FieldOf<'texts'>, readonly string[]>();
  const suggested = (field: FieldOf<'texts'>): readonly string[] => {
    const known = texts.get(field) ?? textsOf(field, options.loaded());
    texts.set(field, known);
    return known;
  };
  for (;;) {
    const left = await showOverview({ ...options, draft, suggested, saved: options.saved() }, last);
    if (typeof left === 'string') return undefined;
    const { act, typed } = left.value;
    draft = left.value.draft;
    switch (act.kind) {
      case 'apply':
        return act.choice;
      case 'edit': {
        last = act.part;
        const edited = await edit(act.part, draft, options);
        if (edited === 'closed') return undefined;
        if (edited !== 'back') draft = edited.value;
        break;
      }
      case 'typed': {
        last = act.part;
        const { filter } = draft;
        const chosen = await pickTexts(act.part, filter[act.part] ?? [], suggested(act.part), typed);
        if (chosen === 'closed') return undefined;
        if (chosen !== 'back') draft = { ...draft, filter: withCriterion(filter, act.part, chosen.value) };
        break;
      }
      case 'save':
        if ((await saveFilter(draft.filter, true, options.now)) === 'closed') return undefined;
        break;
      case 'manage':
        if ((await manageFilters(options.now)) === 'closed') return undefined;
        break;
      case 'rename':
        if ((await renameFilter(act.stored, options.now)) === 'closed') return undefined;
        break;
      case 'remove':
        await removeFilter(act.stored);
        break;
    }
  }
}

async function edit(part: ListPart, draft: ListChoice, options: FilterPickOptions): Promise<Left<ListChoice>> {
  switch (part) {
    case 'Sort': {
      const { fromSettings } = options;
      const left = await pickSort({ chosen: draft.sort, fromSettings, canGoBack: true });
      return taken(left, (sort) => ({ ...draft, sort }));
    }
    case 'MaxItems':
      return taken(await askMaxItems(draft.maxItems), (maxItems) => ({ ...draft, maxItems }));
    case 'StartingToken':
      return taken(await askStartingToken(draft.startingToken, options.pageSize), (startingToken) => ({
        ...draft,
        startingToken,
      }));
    default:
      return taken(await editCriterion(part, draft.filter, options), (filter) => ({ ...draft, filter }));
  }
}

async function editCriterion(field: CriterionField, filter: Filter, options: FilterPickOptions): Promise<Left<Filter>> {
  if (isRange(field)) return pickDates(field, filter, options.now);
  return taken(await editList(field, filter[field] ?? [], options), (values) => withCriterion(filter, field, values));
}

function editList(
  field: ListField,
  chosen: readonly string[],
  { loaded }: FilterPickOptions,
): Promise<Left<readonly string[]>> {
  if (isKind('values', field)) return pickValues(field, chosen);
  if (isKind('texts', field)) return pickTexts(field, chosen, textsOf(field, loaded()));
  return askIdentifiers(field, chosen);
}

function taken<T, U>(left: Left<T>, then: (value: T) => U): Left<U> {
  return typeof left === 'string' ? left : { value: then(left.value) };
}
