import { l10n, type QuickInputButton, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Filter } from '../../core/query/filter';
import { everything, isSameChoice, isSameFilter, type ListChoice, withCriterion } from '../../core/query/filterDraft';
import { checkFilter } from '../../core/query/request';
import { oneLine } from '../../core/text/plainText';
import type { StoredFilter } from '../../host/savedFilterStore';
import { criterionText, filterProblemText, filterTexts, limitTexts, sortText } from './filterText';
import { type ListPart, listParts, type OverviewAct, type OverviewItem, type OverviewState } from './overviewState';
import { scopeText, storedDetail, storedName } from './savedSteps';
import { asTypedItems, sortItems, textItems, valueItems } from './valueItems';

export const renameButton: QuickInputButton = { iconPath: new ThemeIcon('edit'), tooltip: l10n.t('Rename…') };
export const removeButton: QuickInputButton = { iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Remove') };

/**
 * Returns everything that the overview offers. While the person types, it is filtered in this order: criteria come
 * before their values, and values before orders. Nothing but Apply lists anything.
 */
export function overviewItems(state: OverviewState): readonly OverviewItem[] {
  const { present, draft, saved } = state;
  const changed = !isSameChoice(present, draft);
  const apply = changed || checkFilter(draft.filter, state.now).length > 0 ? [applyItem(state)] : [];
  const recent = state.recent.filter(
    (filter) => !isSameFilter(filter, draft.filter) && checkFilter(filter, state.now).length === 0,
  );
  const saveable = Object.keys(draft.filter).length > 0;
  const whole = [
    ...separated(
      l10n.t('saved'),
      saved.map((stored) => savedItem(stored, draft)),
    ),
    ...separated(
      l10n.t('recent'),
      recent.map((filter) => recentItem(filter, draft)),
    ),
  ];
  const criteria = separated(
    l10n.t('criteria'),
    listParts.map((part) => ({
      label: partLabel(part),
      description: partValue(part, state),
      act: { kind: 'edit', part },
    })),
  );
  const others = separated(
    '',
    [
      item(l10n.t('Clear All'), 'clear-all', { kind: 'clear' }, isSameChoice(draft, everything)),
      item(l10n.t('Save…'), 'save', { kind: 'save' }, !saveable),
      item(l10n.t('Rename or Remove Saved Filters…'), 'edit', { kind: 'manage' }, saved.length === 0),
    ].flat(),
  );
  const values = separated(l10n.t('values'), valueItems(state));
  // A whole filter would replace the draft, so it is offered first only while there is none.
  return [
    ...apply,
    ...(changed ? [...criteria, ...others, ...values, ...whole] : []),
    ...(changed ? [] : [...whole, ...criteria, ...others, ...values]),
    ...separated(l10n.t('loaded'), textItems(state)),
    ...separated(l10n.t('orders'), sortItems(state)),
    ...separated('', asTypedItems()),
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

function applyItem({ present, draft, now }: OverviewState): OverviewItem {
  const [problem] = checkFilter(draft.filter, now);
  if (problem) {
    return {
      label: l10n.t('Cannot Apply'),
      description: filterProblemText(problem),
      iconPath: new ThemeIcon('error'),
      act: problem.field ? { kind: 'edit', part: problem.field } : { kind: 'clear' },
    };
  }
  return {
    label: l10n.t('Apply'),
    description: choiceText(draft),
    ...(!isSameChoice(present, everything) && { detail: l10n.t('Listed now: {0}', choiceText(present)) }),
    iconPath: new ThemeIcon('check'),
    act: { kind: 'apply', choice: draft },
  };
}

function choiceText(choice: ListChoice): string {
  const sort = choice.sort ? [sortText(choice.sort)] : [];
  return [...limitTexts(choice), ...sort].join(' · ') || l10n.t('no filter');
}

/** Returns what a whole filter asks for, and what it replaces in the draft. */
function wholeText(words: string, filter: Filter, draft: ListChoice): string {
  const replaced = isSameFilter(filter, draft.filter) ? '' : filterTexts(draft.filter).join(' · ');
  return replaced ? l10n.t('{0}, instead of {1}', words, replaced) : words;
}

function savedItem(stored: StoredFilter, draft: ListChoice): OverviewItem {
  const { entry, scope } = stored;
  const filter = 'filter' in entry.read ? entry.read.filter : undefined;
  const words = storedDetail(entry) || l10n.t('no filter');
  return {
    label: storedName(entry),
    description: filter ? wholeText(words, filter, draft) : words,
    ...(scope === 'workspace' && { detail: scopeText(scope) }),
    iconPath: new ThemeIcon(filter ? 'bookmark' : 'circle-slash'),
    buttons: entry.name ? [renameButton, removeButton] : [removeButton],
    stored,
    ...(filter && { act: { kind: 'set', choice: { ...draft, filter } } }),
  };
}

function recentItem(filter: Filter, draft: ListChoice): OverviewItem {
  return {
    // What it asks for is no label, so that a typed value leads to the value alone.
    label: l10n.t('Recent filter'),
    description: wholeText(oneLine(filterTexts(filter).join(' · '), 120), filter, draft),
    iconPath: new ThemeIcon('history'),
    act: { kind: 'set', choice: { ...draft, filter } },
  };
}

function item(label: string, icon: string, act: OverviewAct, hidden: boolean): OverviewItem[] {
  return hidden ? [] : [{ label, iconPath: new ThemeIcon(icon), act }];
}

function separated(label: string, items: readonly OverviewItem[]): readonly OverviewItem[] {
  return items.length > 0 ? [{ label, kind: QuickPickItemKind.Separator }, ...items] : [];
}
