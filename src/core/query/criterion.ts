import type { OpportunitySummary } from '../model/opportunity';
import { isOpportunityId } from '../model/opportunityIds';
import { resolveDate, resolveDateTime } from '../time/relativeDates';
import type { Moment } from '../time/zone';

/** Why AWS would refuse a criterion. */
export interface CriterionProblem {
  readonly reason: 'tooMany' | 'badIdentifier' | 'unknownValue' | 'emptyText' | 'badDate' | 'datesReversed';
  /** The most values that the API takes, or the value at fault. */
  readonly detail: string;
}

/**
 * What a request asks for on behalf of a criterion, or every reason why it cannot. Only a criterion that is empty asks
 * for nothing: what is malformed is a problem.
 */
export type Resolved<T> = { readonly asked: T | undefined } | { readonly problems: readonly CriterionProblem[] };

interface ListTraits {
  /** The name that a person knows it by. */
  readonly label: string;
  /** The words of a filter that has it: `{0}` stands for the values. */
  readonly phrase: string;
  /** The most values that the API takes. */
  readonly most: number;
  /** Reads what an opportunity has for it. */
  readonly readFrom: (item: Partial<OpportunitySummary>) => string | undefined;
}

/** A criterion that an opportunity meets with any one of the values. */
export interface ListCriterion<Kind extends string, Value extends string> extends ListTraits {
  readonly kind: Kind;
  readonly resolve: (given: readonly string[], now: Moment) => Resolved<readonly Value[]>;
}

interface ValuesTraits<Value extends string> extends ListTraits {
  /** All values that the API has, in the order in which they are shown. */
  readonly values: readonly Value[];
  readonly meanings: Readonly<Record<Value, string>>;
}

interface TextsTraits extends ListTraits {
  /** The most characters of a text that the API's model allows. */
  readonly longest: number;
  /** The icon beside a text, by its name in VS Code. */
  readonly icon: string;
  /** What the quick pick says while the texts are chosen. */
  readonly words: {
    readonly placeholder: string;
    /** What no text at all stands for. */
    readonly any: string;
    readonly empty: string;
    /** `{0}` is the most. */
    readonly tooMany: string;
    /** `{0}` is the most, `{1}` what there is. */
    readonly tooLong: string;
  };
}

/** One of AWS's own values. */
export type ValuesCriterion<Value extends string> = ListCriterion<'values', Value> & ValuesTraits<Value>;
/** Any text. */
export type TextsCriterion = ListCriterion<'texts', string> & TextsTraits;
/** The id of an opportunity. */
export type IdsCriterion = ListCriterion<'ids', string>;

/** A range of dates; both ends count. Dates are written as in a filter. */
export interface DateRange {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** The same under the API's own names. */
type WireRange<Bound extends string> = { readonly [B in Bound]?: string };

interface RangeTraits<After extends string, Before extends string> {
  /** The name that a person knows it by. */
  readonly label: string;
  /** The words of a filter that has it: `{0}` and `{1}` stand for the dates. */
  readonly phrases: { readonly since: string; readonly until: string; readonly between: string };
  /** The API's names of both ends. */
  readonly after: After;
  readonly before: Before;
  /** Where the ranges lie that people often ask for. */
  readonly presets: 'past' | 'future';
}

/** A criterion that an opportunity meets by a date within the range: a moment, or a day of the calendar. */
export interface RangeCriterion<Kind extends string, After extends string, Before extends string>
  extends RangeTraits<After, Before> {
  readonly kind: Kind;
  readonly resolve: (given: WireRange<After | Before>, now: Moment) => Resolved<WireRange<After | Before>>;
  /** Writes a range under the API's names; undefined when it has no end. */
  readonly toWire: (range: DateRange) => WireRange<After | Before> | undefined;
}

export function values<Value extends string>(traits: ValuesTraits<Value>): ValuesCriterion<Value> {
  return {
    kind: 'values',
    ...traits,
    resolve: listOf(traits.most, (text) => {
      const value = traits.values.find((known) => known === text);
      return value === undefined ? 'unknownValue' : { value };
    }),
  };
}

export function texts(traits: TextsTraits): TextsCriterion {
  return {
    kind: 'texts',
    ...traits,
    resolve: listOf(traits.most, (text) => (text.trim() === '' ? 'emptyText' : { value: text })),
  };
}

export function ids(traits: ListTraits): IdsCriterion {
  return {
    kind: 'ids',
    ...traits,
    resolve: listOf(traits.most, (text) => (isOpportunityId(text) ? { value: text } : 'badIdentifier')),
  };
}

/** A date stands for the whole of that day in the person's own time zone. */
export function moments<After extends string, Before extends string>(traits: RangeTraits<After, Before>) {
  return rangeOf('moments', traits, resolveDateTime);
}

export function days<After extends string, Before extends string>(traits: RangeTraits<After, Before>) {
  return rangeOf('days', traits, (text, _end, now) => resolveDate(text, now));
}

/** A value as the API takes it, or why it does not. */
type Read<Value> = { readonly value: Value } | CriterionProblem['reason'];

function listOf<Value extends string>(most: number, read: (text: string) => Read<Value>) {
  return (given: readonly string[]): Resolved<readonly Value[]> => {
    // AWS does not say whether it takes a list that has a value twice.
    const distinct = [...new Set(given)];
    const problems: CriterionProblem[] = distinct.length > most ? [{ reason: 'tooMany', detail: String(most) }] : [];
    const asked: Value[] = [];
    for (const text of distinct) {
      const value = read(text);
      if (typeof value === 'string') problems.push({ reason: value, detail: text });
      else asked.push(value.value);
    }
    return problems.length > 0 ? { problems } : { asked: asked.length > 0 ? asked : undefined };
  };
}

type ResolveDate = (text: string, end: 'start' | 'end', now: Moment) => string | undefined;

function rangeOf<Kind extends string, After extends string, Before extends string>(
  kind: Kind,
  traits: RangeTraits<After, Before>,
  resolve: ResolveDate,
): RangeCriterion<Kind, After, Before> {
  const toWire = ({ after, before }: DateRange) => {
    const range: { [B in After | Before]?: string } = {};
    if (after !== undefined) range[traits.after] = after;
    if (before !== undefined) range[traits.before] = before;
    return after === undefined && before === undefined ? undefined : range;
  };
  return {
    kind,
    ...traits,
    toWire,
    resolve: (given, now) => {
      const problems: CriterionProblem[] = [];
      const resolveEnd = (text: string | undefined, end: 'start' | 'end') => {
        const date = text === undefined ? undefined : resolve(text, end, now);
        if (text !== undefined && date === undefined) problems.push({ reason: 'badDate', detail: text });
        return date;
      };
      const after = resolveEnd(given[traits.after], 'start');
      const before = resolveEnd(given[traits.before], 'end');
      if (after !== undefined && before !== undefined && Date.parse(after) > Date.parse(before))
        problems.push({ reason: 'datesReversed', detail: `${after} > ${before}` });
      return problems.length > 0 ? { problems } : { asked: toWire({ after, before }) };
    },
  };
}
