import { l10n } from 'vscode';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { type FieldOf, isKind, isRange, type ListField } from '../../core/query/criteria';
import type { CriterionField, Filter } from '../../core/query/filter';
import { everything, isSameChoice, type ListChoice, withCriterion } from '../../core/query/filterDraft';
import { pickDates } from './dateStep';
import { askIdentifiers } from './identifierStep';
import { askMaxItems, askStartingToken } from './listSteps';
import { overviewItems, partLabel, renameButton } from './overviewItems';
import { type ListPart, listParts, type OverviewAct, type OverviewItem, type OverviewState } from './overviewState';
import { manageFilters, removeFilter, renameFilter, saveFilter } from './savedSteps';
import { pickSort } from './sortStep';
import { type Left, showPick } from './step';
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
    switch (act.kind) {
      case 'apply':
        return act.choice;
      case 'set':
        draft = act.choice;
        break;
      case 'clear':
        draft = everything;
        break;
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

/** What the person chose in the overview, and the text that they had typed. */
interface Chosen {
  readonly act: OverviewAct;
  readonly typed: string;
}

function showOverview(state: OverviewState, last: ListPart | undefined): Promise<Left<Chosen>> {
  return showPick<OverviewItem, Chosen>({ title: l10n.t('Filter Opportunities'), canGoBack: false }, (pick, leave) => {
    const changed = !isSameChoice(state.present, state.draft);
    // A tree that takes the focus when it is painted must not close it.
    pick.ignoreFocusOut = true;
    pick.placeholder = changed
      ? l10n.t('Press Enter to apply, or type another value')
      : l10n.t('Type a value such as “action required”, “this month”, “overdue”, or choose a criterion');
    pick.items = overviewItems(state);
    const present = partLabel(last ?? listParts[0]);
    const criterion = pick.items.filter(({ label, act }) => act?.kind === 'edit' && label === present);
    // Without a text, Enter leads to a criterion, or applies the draft; it never takes a saved filter by accident.
    const rest = () => {
      if (!pick.items[0]?.act && pick.value === '') pick.activeItems = criterion;
    };
    rest();
    pick.onDidChangeValue(rest);
    pick.onDidAccept(() => {
      // VS Code says of a pick which item was accepted; which one is active may have changed meanwhile.
      const act = pick.selectedItems[0]?.act;
      if (act) leave({ act, typed: pick.value.trim() });
    });
    pick.onDidTriggerItemButton(({ item: { stored }, button }) => {
      if (stored) leave({ act: { kind: button === renameButton ? 'rename' : 'remove', stored }, typed: '' });
    });
  });
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
