import { criteria, criterionFields, isRange, type RangeField, rangeOf } from './criteria';
import type { DateRange } from './criterion';
import type { Filter, UnreadableFilter } from './filter';

/**
 * A text with the places `{0}`, `{1}` … for the values. The text is translated when it is shown, the values never are.
 */
export interface Phrase {
  readonly words: string;
  readonly args: readonly string[];
}

/** Returns what a filter asks for, one phrase per criterion; empty for a filter that matches everything. */
export function describeFilter(filter: Filter): readonly Phrase[] {
  const unreadable = filter.unreadable && { words: unreadableWords(filter.unreadable), args: [] };
  const phrases = criterionFields.map((field) =>
    isRange(field)
      ? range(criteria[field].phrases, rangeOf(filter, field))
      : listed(criteria[field].phrase, filter[field]),
  );
  return [unreadable, ...phrases].filter((phrase) => phrase !== undefined);
}

function unreadableWords({ expected }: UnreadableFilter): string {
  if (expected === 'opening') return 'customers';
  return expected === 'kept' ? 'customers that were not kept' : 'a filter that cannot be read';
}

function listed(words: string, values: readonly string[] | undefined): Phrase | undefined {
  return values?.length ? { words, args: [values.join(', ')] } : undefined;
}

function range(
  { since, until, between }: (typeof criteria)[RangeField]['phrases'],
  { after, before }: DateRange,
): Phrase | undefined {
  if (after !== undefined && before !== undefined) return { words: between, args: [after, before] };
  if (after !== undefined) return { words: since, args: [after] };
  return before === undefined ? undefined : { words: until, args: [before] };
}
