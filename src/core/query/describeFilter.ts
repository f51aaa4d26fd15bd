import { criteria, criterionFields, isRange, type RangeField, rangeOf } from './criteria';
import type { DateRange } from './criterion';
import type { Filter, UnreadableFilter } from './filter';

/**
 * A text with the places `{0}`, `{1}` … for the values. The text is translated when it is shown, the values never are.
 */
export interface Phrase {
  readonly words: string;
  readonly args: readonly PhraseValue[];
}

/** A value of the filter as it is; a date can be written in the person's format. */
export type PhraseValue = string | { readonly date: string };

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
  { since, until, between, on }: (typeof criteria)[RangeField]['phrases'],
  { after, before }: DateRange,
): Phrase | undefined {
  const [first, last] = [after, before].map((date) => (date === undefined ? undefined : { date }));
  if (first && last) {
    return after === before ? { words: on, args: [first] } : { words: between, args: [first, last] };
  }
  if (first) return { words: since, args: [first] };
  return last && { words: until, args: [last] };
}
