import { env, l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { type RangeField, rangeOf, toDateCriterion } from '../../core/query/criteria';
import type { DateRange } from '../../core/query/criterion';
import { datePresets } from '../../core/query/datePresets';
import type { Filter } from '../../core/query/filter';
import { withCriterion } from '../../core/query/filterDraft';
import { checkFilter } from '../../core/query/request';
import type { Moment } from '../../core/time/zone';
import { criterionText, dateText, filterProblemText, filterTexts, presetText } from './filterText';
import { askText, type Left, showPick } from './step';

interface Item extends QuickPickItem {
  readonly act?: 'done' | 'askAfter' | 'askBefore' | { readonly range: DateRange };
}

/**
 * Lets the person choose a range of dates, as a preset or as two separate dates. Returns the filter with that range.
 */
export async function pickDates(field: RangeField, filter: Filter, now: Moment): Promise<Left<Filter>> {
  let draft = filter;
  for (;;) {
    const left = await pickRange(field, draft, draft !== filter, now);
    if (typeof left === 'string') return left;
    const act = left.value;
    if (act === 'done') return { value: draft };
    if (typeof act === 'object') return { value: withCriterion(draft, field, toDateCriterion(field, act.range)) };
    const end = await askEnd(field, draft, act === 'askAfter' ? 'after' : 'before', now);
    if (end === 'closed') return 'closed';
    if (end !== 'back') draft = end.value;
  }
}

function pickRange(field: RangeField, draft: Filter, changed: boolean, now: Moment) {
  const { after, before } = rangeOf(draft, field);
  const done: Item = {
    label: l10n.t('Done'),
    description: filterTexts(withCriterion({}, field, draft[field])).join(' · ') || l10n.t('any time'),
    iconPath: new ThemeIcon('check'),
    act: 'done',
  };
  const items: Item[] = [
    ...(changed ? [done] : []),
    ...datePresets(field, now, env.language).map((preset) => ({
      label: l10n.t(preset.words),
      description: presetText(preset),
      iconPath: new ThemeIcon(preset.after === after && preset.before === before ? 'check' : 'calendar'),
      act: { range: preset },
    })),
    { label: '', kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('After…'),
      description: after === undefined ? l10n.t('on or after a day') : dateText(after),
      iconPath: new ThemeIcon('arrow-right'),
      // What is typed may be a day that no range here has.
      alwaysShow: true,
      act: 'askAfter',
    },
    {
      label: l10n.t('Before…'),
      description: before === undefined ? l10n.t('on or before a day') : dateText(before),
      iconPath: new ThemeIcon('arrow-left'),
      alwaysShow: true,
      act: 'askBefore',
    },
    { label: l10n.t('Any Time'), iconPath: new ThemeIcon('circle-slash'), act: { range: {} } },
  ];
  return showPick<Item, NonNullable<Item['act']>>({ title: criterionText(field), canGoBack: true }, (pick, leave) => {
    pick.placeholder = l10n.t('Choose a range of dates, or After… or Before… for a day of your own');
    pick.items = items;
    pick.onDidAccept(() => {
      const act = pick.activeItems[0]?.act;
      if (act) leave(act);
    });
  });
}

async function askEnd(field: RangeField, draft: Filter, end: 'after' | 'before', now: Moment): Promise<Left<Filter>> {
  const withEnd = (text: string) => {
    const range = { ...rangeOf(draft, field), [end]: text.trim() || undefined };
    return withCriterion(draft, field, toDateCriterion(field, range));
  };
  const title =
    end === 'after' ? l10n.t('{0} after', criterionText(field)) : l10n.t('{0} before', criterionText(field));
  const left = await askText({
    title,
    canGoBack: true,
    prompt: end === 'after' ? l10n.t('The first day to include.') : l10n.t('The last day to include.'),
    placeholder: l10n.t('2026-01-31, today, -30d or +90d; empty: no limit'),
    value: rangeOf(draft, field)[end] ?? '',
    check: (text) => {
      const problem = checkFilter(withEnd(text), now).find((candidate) => candidate.field === field);
      return { error: problem && filterProblemText(problem) };
    },
  });
  return typeof left === 'string' ? left : { value: withEnd(left.value) };
}
