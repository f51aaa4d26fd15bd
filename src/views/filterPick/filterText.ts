import { env, l10n } from 'vscode';
import type { Sort, SortBy, SortOrder } from '../../core/model/opportunity';
import { criteria } from '../../core/query/criteria';
import type { DateRange } from '../../core/query/criterion';
import type { DatePreset } from '../../core/query/datePresets';
import { describeFilter } from '../../core/query/describeFilter';
import type { CriterionField, Filter, FilterProblem, UnreadableFilter } from '../../core/query/filter';
import type { BrokenReason } from '../../core/query/savedFilters';
import { dayText } from '../../core/text/calendar';
import { oneLine } from '../../core/text/plainText';
import { daysFromToday } from '../../core/time/relativeDates';
import { translated } from '../../host/tell';

/**
 * Returns what a filter asks for in the person's language, one text per criterion; empty for a filter that matches
 * everything.
 */
export function filterTexts(filter: Filter): readonly string[] {
  return describeFilter(filter).map(({ words, args }) =>
    translated(words, ...args.map((arg) => (typeof arg === 'string' ? arg : dateText(arg.date)))),
  );
}

/** Returns a date of a filter in the person's format; one that moves with the day, such as `-30d`, in words. */
export function dateText(date: string): string {
  const days = daysFromToday(date);
  if (days === undefined) return dayText(date, { locale: env.language });
  if (days === 0) return l10n.t('today');
  if (days === -1) return l10n.t('yesterday');
  if (days === 1) return l10n.t('tomorrow');
  return days < 0 ? l10n.t('{0} days ago', numberText(-days)) : l10n.t('{0} days from now', numberText(days));
}

/** Returns the dates that a preset stands for, and whether they move. */
export function presetText({ days, relative }: DatePreset): string {
  const dates = rangeText(days);
  return relative ? translated('{0}, moves with each day', dates) : dates;
}

function numberText(n: number): string {
  return n.toLocaleString(env.language);
}

/** Returns the dates of a range in the person's format, such as `since 1 Jan 2026`; empty for a range without ends. */
export function rangeText({ after, before }: DateRange): string {
  const [first, last] = [after, before].map((date) => (date === undefined ? undefined : dateText(date)));
  if (first !== undefined && last !== undefined)
    return after === before ? first : translated('{0} to {1}', first, last);
  if (first !== undefined) return translated('since {0}', first);
  return last === undefined ? '' : translated('until {0}', last);
}

/** Returns what limits the listed opportunities: the filter, the starting token and the maximum number. */
export function limitTexts({ filter, maxItems, startingToken }: Limits): readonly string[] {
  return [
    ...filterTexts(filter),
    ...(maxItems === undefined ? [] : [translated('at most {0}', maxItems)]),
    ...(startingToken === undefined ? [] : [l10n.t('from a starting token')]),
  ];
}

interface Limits {
  readonly filter: Filter;
  readonly maxItems?: number | undefined;
  readonly startingToken?: string | undefined;
}

/** Returns the name of a criterion. */
export function criterionText(field: CriterionField): string {
  return l10n.t(criteria[field].label);
}

/** Returns why a filter cannot be sent. */
export function filterProblemText(problem: FilterProblem): string {
  if (problem.reason === 'unreadable') return unreadableText(problem.unreadable);
  const { field, reason, detail } = problem;
  const text = oneLine(detail, 60);
  switch (reason) {
    case 'tooMany':
      return translated('{0}: at most {1}.', criterionText(field), text);
    case 'badIdentifier':
      return translated('“{0}” is not an opportunity ID: O and up to 19 digits.', text);
    case 'unknownValue':
      return translated('{0}: “{1}” is not one of AWS’s values.', criterionText(field), text);
    case 'emptyText':
      return translated('{0}: a value is empty.', criterionText(field));
    case 'badDate':
      return criteria[field].kind === 'days'
        ? translated('“{0}” is not a date. Write 2026-01-31, today, -30d or +90d.', text)
        : translated('“{0}” is not a date. Write 2026-01-31, 2026-01-31T08:30:00Z, today, -30d or +90d.', text);
    case 'datesReversed':
      return translated(
        '{0}: it ends before it begins ({1}).',
        criterionText(field),
        detail.split(' > ').map(dateText).join(' > '),
      );
  }
}

/** Returns why an entry of the setting `savedFilters` cannot be used. */
export function brokenText(broken: BrokenReason): string {
  switch (broken.kind) {
    case 'noList':
      return l10n.t('The setting must be a list.');
    case 'noName':
      return l10n.t('It has no name.');
    case 'refused':
      return broken.problems.slice(0, 3).map(filterProblemText).join(' ');
    case 'unreadable':
      return unreadableText(broken.unreadable);
  }
}

function unreadableText(unreadable: UnreadableFilter): string {
  const path = oneLine(unreadable.path, 60) || 'filter';
  switch (unreadable.expected) {
    case 'object':
      return translated('{0} must be an object.', path);
    case 'listOfText':
      return translated('{0} must be a list of strings.', path);
    case 'text':
      return translated('{0} must be a string.', path);
    case 'knownKey':
      return translated('{0} is not a criterion.', path);
    case 'opening':
      return l10n.t('the customers that it names are being read from VS Code’s secret storage.');
    case 'kept':
      return l10n.t('it named customers, which VS Code’s secret storage did not keep. Set it again.');
  }
}

/** Returns a description of a sort, such as `Last modified, newest first`. */
export function sortText({ SortBy: by, SortOrder: order }: Sort): string {
  return translated('{0}, {1}', criterionText(by), sortOrderText(by, order));
}

function sortOrderText(by: SortBy, order: SortOrder): string {
  const up = order === 'ASCENDING';
  const { kind } = criteria[by];
  switch (kind) {
    case 'moments':
      return up ? l10n.t('oldest first') : l10n.t('newest first');
    case 'days':
      return up ? l10n.t('earliest first') : l10n.t('latest first');
    case 'texts':
      return up ? l10n.t('A to Z') : l10n.t('Z to A');
    case 'ids':
      return up ? l10n.t('lowest first') : l10n.t('highest first');
  }
}
