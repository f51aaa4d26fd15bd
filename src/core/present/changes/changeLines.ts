import type { HashedField, Move, OpportunityChange } from '../../changes/opportunityChange';
import { fieldGroups } from '../../model/fields';
import type { OpportunitySummary } from '../../model/opportunity';
import { dayText, momentText } from '../../text/calendar';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import { shownValues } from '../detail/shownFields';
import { spendTable } from '../detail/spendTable';
import { changedInOrder, changeWords, movedText } from './changeWords';

/** How much of a text a line shows. */
const mostCharacters = 120;

/** Returns a change in lines: what each field was and is, as far as that is known, and when it was modified. */
export function changeLines(change: OpportunityChange, writing: Writing): readonly string[] {
  const { t } = writing;
  const moved = change.closes && movedText(change.closes, writing);
  const lines = [
    ...(change.reviewStatus ? [t('Review status: {0}', arrow(change.reviewStatus, writing))] : []),
    ...(change.stage ? [t('Stage: {0}', arrow(change.stage, writing))] : []),
    ...(change.closes ? [closesLine(change.closes, moved, writing)] : []),
    ...changedInOrder(change).map((field) => fieldLine(field, change, writing)),
  ];
  const { modified } = change;
  return [
    ...(lines.length > 0 && change.kind === 'changed' ? lines : changeWords(change, writing)),
    ...(modified ? [t('Modified {0}', momentText(modified, writing))] : []),
  ];
}

function closesLine({ from, to }: Move, moved: string | undefined, writing: Writing): string {
  const { t } = writing;
  const days = { from: from && dayText(from, writing), to: to && dayText(to, writing) };
  const text = arrow(days, writing);
  return moved ? t('Target close date: {0}, {1}', text, moved) : t('Target close date: {0}', text);
}

function fieldLine(field: HashedField, { before, item }: OpportunityChange, writing: Writing): string {
  const { t } = writing;
  const label = labelOf(field, writing);
  if (!item) return t('{0}: changed', label);
  const to = textOf(field, item, writing);
  if (before) return t('{0}: {1}', label, arrow({ from: textOf(field, before, writing), to }, writing));
  return to ? t('{0}: now {1}', label, to) : t('{0}: now none', label);
}

function labelOf(field: HashedField, { t }: Writing): string {
  return t(specOf(field)?.label ?? 'Expected spend');
}

function specOf(field: HashedField) {
  return fieldGroups.flatMap(({ fields }) => fields).find(({ name }) => name === field);
}

function textOf(field: HashedField, item: OpportunitySummary, writing: Writing): string {
  const spec = specOf(field);
  const texts = spec
    ? shownValues(spec, item, writing).map(({ text }) => text)
    : spendTable(item.Project?.ExpectedCustomerSpend ?? [], writing).rows.map(({ amount, company, frequency }) =>
        [amount, company, frequency].filter(Boolean).join(' · '),
      );
  return oneLine(texts.join(', '), mostCharacters);
}

function arrow({ from = '', to = '' }: Move, { t }: Writing): string {
  const none = t('none');
  return t('{0} → {1}', oneLine(from, mostCharacters) || none, oneLine(to, mostCharacters) || none);
}
