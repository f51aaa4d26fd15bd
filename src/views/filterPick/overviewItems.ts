import { l10n, type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Sort } from '../../core/model/opportunity';
import { criteria, criterionFields, isKind, isRange, toDateCriterion } from '../../core/query/criteria';
import { datePresets } from '../../core/query/datePresets';
import type { CriterionField, Filter } from '../../core/query/filter';
import { everything, isSameChoice, isSameFilter, type ListChoice, withCriterion } from '../../core/query/filterDraft';
import { checkFilter } from '../../core/query/request';
import { oneLine } from '../../core/text/plainText';
import type { Moment } from '../../core/time/zone';
import type { StoredFilter } from '../../host/savedFilterStore';
import { criterionText, filterProblemText, filterTexts, limitTexts, sortText } from './filterText';
import { scopeText, storedDetail, storedName } from './savedSteps';
import { allSorts } from './sortStep';

/** What can be set for a list: the criteria of its filter, its order and its limits. */
const listParts = [...criterionFields, 'Sort', 'MaxItems', 'StartingToken'] as const;
export type ListPart = (typeof listParts)[number];

/** What the person asks for in the overview. */
export type OverviewAct =
  | { readonly kind: 'apply'; readonly choice: ListChoice }
  | { readonly kind: 'clear' | 'save' | 'manage' }
  | { readonly kind: 'edit'; readonly part: ListPart }
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
  readonly now: Moment;
}

export const renameButton: QuickInputButton = { iconPath: new ThemeIcon('edit'), tooltip: l10n.t('Rename…') };
export const removeButton: QuickInputButton = { iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Remove') };

/**
 * Returns everything that the overview offers, in order. Actions that apply immediately come last, because people find
 * them by typing.
 */
export function overviewItems(state: OverviewState): readonly OverviewItem[] {
  const { present, draft, saved } = state;
  const changed = !isSameChoice(present, draft);
  const apply = applyItem(state, changed);
  const recent = state.recent.filter(
    (filter) => !isSameFilter(filter, draft.filter) && checkFilter(filter, state.now).length === 0,
  );
  const saveable = Object.keys(draft.filter).length > 0;
  return [
    ...(changed ? [apply] : []),
    ...separated(
      l10n.t('saved'),
      saved.map((stored) => savedItem(stored, draft)),
    ),
    ...separated(
      l10n.t('recent'),
      recent.map((filter) => recentItem(filter, draft)),
    ),
    ...separated(
      l10n.t('criteria'),
      listParts.map((part) => ({
        label: partLabel(part),
        description: partValue(part, state),
        act: { kind: 'edit', part },
      })),
    ),
    ...separated(
      '',
      [
        ...(changed ? [] : [apply]),
        item(l10n.t('Clear All'), 'clear-all', { kind: 'clear' }, isSameChoice(draft, everything)),
        item(l10n.t('Save…'), 'save', { kind: 'save' }, !saveable),
        item(l10n.t('Rename or Remove Saved Filters…'), 'edit', { kind: 'manage' }, saved.length === 0),
      ].flat(),
    ),
    ...separated(l10n.t('set and apply at once'), directItems(state)),
  ];
}

/** Returns the label of a part in the overview and in its step. */
export function partLabel(part: ListPart): string {
  switch (part) {
    case 'Sort':
      return l10n.t('Sort');
    case 'MaxItems':
      return l10n.t('Maximum items');
    case 'StartingToken':
      return l10n.t('Start from token');
    default:
      return criterionText(part);
  }
}

function partValue(part: ListPart, { draft, fromSettings }: OverviewState): string {
  switch (part) {
    case 'Sort':
      return draft.sort ? sortText(draft.sort) : l10n.t('{0} (settings)', sortText(fromSettings));
    case 'MaxItems':
      return draft.maxItems === undefined ? l10n.t('no limit') : String(draft.maxItems);
    case 'StartingToken':
      return draft.startingToken === undefined ? l10n.t('the beginning') : oneLine(draft.startingToken, 60);
    default: {
      const value = filterTexts(withCriterion({}, part, draft.filter[part]));
      return value.join(' ') || l10n.t('any');
    }
  }
}

function applyItem({ draft, now }: OverviewState, changed: boolean): OverviewItem {
  const [problem] = checkFilter(draft.filter, now);
  if (problem) {
    return {
      label: l10n.t('Cannot Apply'),
      description: filterProblemText(problem),
      iconPath: new ThemeIcon('error'),
      act: problem.field ? { kind: 'edit', part: problem.field } : { kind: 'clear' },
    };
  }
  const words =
    [...limitTexts(draft), ...(draft.sort ? [sortText(draft.sort)] : [])].join(' · ') || l10n.t('no filter');
  return {
    label: l10n.t('Apply'),
    description: changed ? words : l10n.t('nothing has changed'),
    iconPath: new ThemeIcon('check'),
    act: { kind: 'apply', choice: draft },
  };
}

function savedItem(stored: StoredFilter, draft: ListChoice): OverviewItem {
  const { entry, scope } = stored;
  const usable = 'filter' in entry.read;
  return {
    label: storedName(entry),
    description: storedDetail(entry) || l10n.t('no filter'),
    ...(scope === 'workspace' && { detail: scopeText(scope) }),
    iconPath: new ThemeIcon(usable ? 'bookmark' : 'circle-slash'),
    buttons: entry.name ? [renameButton, removeButton] : [removeButton],
    stored,
    ...('filter' in entry.read && { act: { kind: 'apply', choice: { ...draft, filter: entry.read.filter } } }),
  };
}

function recentItem(filter: Filter, draft: ListChoice): OverviewItem {
  const label = oneLine(filterTexts(filter).join(' · '), 120);
  return { label, iconPath: new ThemeIcon('history'), act: { kind: 'apply', choice: { ...draft, filter } } };
}

/** Returns items with one value each, which set and apply it in one step. */
function directItems({ draft, now }: OverviewState): readonly OverviewItem[] {
  const direct = (name: string, value: string, icon: string, choice: Partial<ListChoice>): OverviewItem => ({
    label: l10n.t('{0}: {1}', name, value),
    iconPath: new ThemeIcon(icon),
    act: { kind: 'apply', choice: { ...draft, ...choice } },
  });
  const set = <F extends CriterionField>(field: F, words: string, icon: string, value: Filter[F] | undefined) =>
    direct(criterionText(field), words, icon, { filter: withCriterion(draft.filter, field, value) });
  return [
    ...criterionFields.flatMap((field) => {
      if (isKind('values', field)) return criteria[field].values.map((value) => set(field, value, 'filter', [value]));
      if (!isRange(field)) return [];
      return datePresets(field, now).map((preset) =>
        set(field, l10n.t(preset.words), 'calendar', toDateCriterion(field, preset)),
      );
    }),
    ...allSorts.map((sort) => direct(l10n.t('Sort'), sortText(sort), 'list-ordered', { sort })),
  ];
}

function item(label: string, icon: string, act: OverviewAct, hidden: boolean): OverviewItem[] {
  return hidden ? [] : [{ label, iconPath: new ThemeIcon(icon), act }];
}

function separated(label: string, items: readonly OverviewItem[]): readonly OverviewItem[] {
  return items.length > 0 ? [{ label, kind: QuickPickItemKind.Separator }, ...items] : [];
}
