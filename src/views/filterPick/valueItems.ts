import { env, l10n, ThemeIcon } from 'vscode';
import {
  criteria,
  criterionFields,
  isKind,
  type ListField,
  type RangeField,
  rangeFields,
  rangeOf,
  toDateCriterion,
} from '../../core/query/criteria';
import { datePresets } from '../../core/query/datePresets';
import type { CriterionField, Filter } from '../../core/query/filter';
import { withCriterion } from '../../core/query/filterDraft';
import { oneLine } from '../../core/text/plainText';
import { criterionText, presetText, rangeText, sortText } from './filterText';
import type { OverviewItem, OverviewState } from './overviewState';
import { allSorts } from './sortStep';

/** Where the same words suit several dates, people mostly mean what is planned. */
const rangesByUse: readonly RangeField[] = [
  ...rangeFields.filter((field) => criteria[field].presets === 'future'),
  ...rangeFields.filter((field) => criteria[field].presets === 'past'),
];

/** More would make the overview slow. Any other text can be typed. */
const mostTexts = 500;

/**
 * Returns an item for each value of AWS and each range that people often ask for. It sets the value in the draft, and
 * says what else is set there: a value is added to the others, and a range replaces another one.
 */
export function valueItems({ draft, now }: OverviewState): readonly OverviewItem[] {
  const { filter } = draft;
  const ranges = rangesByUse.flatMap((field) => {
    const present = rangeOf(filter, field);
    const presentText = rangeText(present);
    return datePresets(field, now, env.language).map((preset): OverviewItem => {
      const isSet = present.after === preset.after && present.before === preset.before;
      const dates = presetText(preset);
      return {
        label: l10n.t('{0}: {1}', criterionText(field), l10n.t(preset.words)),
        description: isSet ? setText() : presentText ? l10n.t('{0}, instead of {1}', dates, presentText) : dates,
        iconPath: new ThemeIcon(isSet ? 'check' : 'calendar'),
        act: setAct(draft, field, isSet ? undefined : toDateCriterion(field, preset)),
      };
    });
  });
  return [
    ...criterionFields.flatMap((field) =>
      isKind('values', field) ? listItems(draft, field, criteria[field].values, 'filter') : [],
    ),
    ...ranges,
  ];
}

/** Returns an item for each text of loaded opportunities, such as a company. */
export function textItems({ draft, suggested }: OverviewState): readonly OverviewItem[] {
  return criterionFields.flatMap((field) =>
    isKind('texts', field) ? listItems(draft, field, suggested(field).slice(0, mostTexts), criteria[field].icon) : [],
  );
}

/** Returns items that are always shown, so that a text that matches nothing else leads to a step that takes it. */
export function asTypedItems(): readonly OverviewItem[] {
  return criterionFields.flatMap((field) =>
    isKind('texts', field)
      ? {
          label: l10n.t('{0} as typed…', criterionText(field)),
          iconPath: new ThemeIcon(criteria[field].icon),
          alwaysShow: true,
          act: { kind: 'typed', part: field } as const,
        }
      : [],
  );
}

/** Returns an item for each order that the API supports. */
export function sortItems({ draft }: OverviewState): readonly OverviewItem[] {
  const present = draft.sort && sortText(draft.sort);
  return allSorts.map((sort): OverviewItem => {
    const text = sortText(sort);
    return {
      label: l10n.t('{0}: {1}', l10n.t('Sort'), text),
      ...(present !== undefined && {
        description: present === text ? l10n.t('already chosen') : l10n.t('instead of {0}', present),
      }),
      iconPath: new ThemeIcon('list-ordered'),
      act: { kind: 'set', choice: { ...draft, sort } },
    };
  });
}

function listItems(
  draft: OverviewState['draft'],
  field: ListField,
  values: readonly string[],
  icon: string,
): readonly OverviewItem[] {
  const chosen = draft.filter[field] ?? [];
  return values.flatMap((value): OverviewItem[] => {
    const isSet = chosen.includes(value);
    if (!isSet && chosen.length >= criteria[field].most) return [];
    const next = isSet ? chosen.filter((other) => other !== value) : inOrder(field, [...chosen, value]);
    return [
      {
        label: l10n.t('{0}: {1}', criterionText(field), oneLine(value)),
        ...(isSet && { description: setText() }),
        ...(!isSet && chosen.length > 0 && { description: l10n.t('in addition to {0}', oneLine(chosen.join(', '))) }),
        iconPath: new ThemeIcon(isSet ? 'check' : icon),
        act: setAct(draft, field, next),
      },
    ];
  });
}

/** Returns AWS's values in AWS's order; others stay where they are, behind them. */
function inOrder(field: ListField, chosen: readonly string[]): readonly string[] {
  if (!isKind('values', field)) return chosen;
  const known: readonly string[] = criteria[field].values;
  return [...known.filter((value) => chosen.includes(value)), ...chosen.filter((value) => !known.includes(value))];
}

function setAct<F extends CriterionField>(draft: OverviewState['draft'], field: F, value: Filter[F] | undefined) {
  return { kind: 'set', choice: { ...draft, filter: withCriterion(draft.filter, field, value) } } as const;
}

function setText(): string {
  return l10n.t('set; Enter removes it');
}
