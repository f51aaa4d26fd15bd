import { criteria, criterionFields, isRange, type RangeField, rangeOf } from './criteria';
import type { DateRange } from './criterion';
import type { Filter } from './filter';

/** Words with places `{0}`, `{1}` … for the values: the words are translated where they are shown, the values never. */
export interface Phrase {
  readonly words: string;
  readonly args: readonly string[];
}

/** What a filter asks for, one phrase a criterion; empty for a filter that lets everything through. */
export function describeFilter(filter: Filter): readonly Phrase[] {
  const unreadable = filter.unreadable && { words: 'a filter that cannot be read', args: [] };
  const phrases = criterionFields.map((field) =>
    isRange(field)
      ? range(criteria[field].phrases, rangeOf(filter, field))
      : listed(criteria[field].phrase, filter[field]),
  );
  return [unreadable, ...phrases].filter((phrase) => phrase !== undefined);
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
