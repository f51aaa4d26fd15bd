import type { OpportunityChange } from '../../changes/opportunityChange';
import { dayText, momentText } from '../../text/calendar';
import { literal, literalAtStart } from '../../text/markdown';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { shiftDay } from '../../time/dates';
import { type ChangeGroup, changeGroups, dayName } from './changeGroups';
import { changeWords } from './changeWords';

/** What a document about changes says of their source. */
export interface ChangesOrigin {
  readonly catalog: string;
  readonly isSample: boolean;
  /** Changes are listed since this moment, if it is known. */
  readonly since: string | undefined;
  /** True if AWS listed all of them; otherwise only what was loaded is known. */
  readonly isWhole: boolean;
  /** When the document was made. */
  readonly at: Date;
}

/** Returns the changes as Markdown for a colleague: where they come from, and a line for each. */
export function changesMarkdown(
  changes: readonly OpportunityChange[],
  origin: ChangesOrigin,
  writing: Writing,
): string {
  const { t } = writing;
  return [
    `## ${literal(t('What changed'))}`,
    '',
    ...originTexts(changes.length, origin, writing).map((text) => `- ${literal(text)}`),
    ...changeGroups(changes, writing).flatMap((group) => section(group, writing)),
    '',
  ].join('\n');
}

/** Returns the company of a changed opportunity, or its id where AWS has not sent it yet. */
export function companyText({ id, item }: OpportunityChange, { t }: Pick<Writing, 't'>): string {
  if (!item) return oneLine(id);
  return oneLine(item.Customer?.Account?.CompanyName ?? '') || t('No company name');
}

function originTexts(count: number, { catalog, isSample, since, isWhole, at }: ChangesOrigin, writing: Writing) {
  const { t, locale } = writing;
  const from = since && momentText(since, writing);
  const unseen =
    count === 1
      ? t('1 change that was not marked as seen')
      : t('{0} changes that were not marked as seen', count.toLocaleString(locale));
  return [
    isSample ? t('Sample data') : t('Catalog: {0}', oneLine(catalog)),
    from ? t('Since: {0}', from) : '',
    t('Copied: {0}', momentText(at.toISOString(), writing)),
    isWhole ? '' : t('Only among what was loaded: other opportunities may have changed too.'),
    unseen,
  ].filter(Boolean);
}

function section({ day, changes }: ChangeGroup, writing: Writing): readonly string[] {
  return [
    '',
    `### ${literal(headingOf(day, writing))}`,
    '',
    ...changes.map((change) => `- ${literalAtStart(lineOf(change, writing))}`),
  ];
}

/** Returns the name of a group with its date: the document is read on another day. */
function headingOf(day: ChangeGroup['day'], writing: Writing): string {
  const name = dayName(day, writing.t);
  if (day === 'earlier') return name;
  const date = day === 'today' ? writing.today : shiftDay(writing.today, -1);
  return writing.t('{0}, {1}', name, dayText(date, writing));
}

function lineOf(change: OpportunityChange, writing: Writing): string {
  const { t } = writing;
  const words = changeWords(change, writing).join(' · ');
  const id = oneLine(change.id, 40);
  if (!change.item) return t('{0}: {1}', id, words);
  return t('{0} ({1}): {2}', companyText(change, writing), id, words);
}
