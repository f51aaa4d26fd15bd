import type { OpportunitySummary } from '../model/opportunity';
import { isOpportunityId } from '../model/opportunityIds';
import { resolveDate, resolveDateTime } from '../time/relativeDates';
import type { Moment } from '../time/zone';

/** Why AWS would refuse a criterion. */
export interface CriterionProblem {
  readonly reason: 'tooMany' | 'badIdentifier' | 'unknownValue' | 'emptyText' | 'badDate' | 'datesReversed';
  /** The maximum number of values that the API accepts, or the value that is wrong. */
  readonly detail: string;
}

/**
 * What a request contains for a criterion, or every reason why it cannot. Only an empty criterion adds nothing; a
 * malformed one is a problem.
 */
export type Resolved<T> = { readonly asked: T | undefined } | { readonly problems: readonly CriterionProblem[] };

interface ListTraits {
  /** The name that a person knows it by. */
  readonly label: string;
  /** The description of a filter that has it; `{0}` stands for the values. */
  readonly phrase: string;
  /** The maximum number of values that the API accepts. */
  readonly most: number;
  /** Returns the text of an opportunity for it. */
  readonly readFrom: (item: Partial<OpportunitySummary>) => string | undefined;
}

/** A criterion that an opportunity meets with any one of the values. */
export interface ListCriterion<Kind extends string, Value extends string> extends ListTraits {
  readonly kind: Kind;
  readonly resolve: (given: readonly string[], now: Moment) => Resolved<readonly Value[]>;
}

interface ValuesTraits<Value extends string> extends ListTraits {
  /** All values of the API, in the order in which they are shown. */
  readonly values: readonly Value[];
  readonly meanings: Readonly<Record<Value, string>>;
}

interface TextsTraits extends ListTraits {
  /** The maximum number of characters of a text in the API's model. */
  readonly longest: number;
  /** The icon beside a text, by its name in VS Code. */
  readonly icon: string;
  /** The texts of the quick pick for this criterion. */
  readonly words: {
    readonly placeholder: string;
    /** Says what it means if there are no texts. */
    readonly any: string;
    readonly empty: string;
    /** `{0}` is the maximum. */
    readonly tooMany: string;
    /** `{0}` is the maximum, `{1}` the actual number. */
    readonly tooLong: string;
  };
}

/** One of AWS's own values. */
export type ValuesCriterion<Value extends string> = ListCriterion<'values', Value> & ValuesTraits<Value>;
/** Any text. */
export type TextsCriterion = ListCriterion<'texts', string> & TextsTraits;
/** The id of an opportunity. */
export type IdsCriterion = ListCriterion<'ids', string>;

/** A range of dates that includes both ends. Dates are written as in a filter. */
export interface DateRange {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** The same under the API's own names. */
type WireRange<Bound extends string> = { readonly [B in Bound]?: string };

interface RangeTraits<After extends string, Before extends string> {
  /** The name that a person knows it by. */
  readonly label: string;
  /** The descriptions of a filter that has it; `{0}` and `{1}` stand for the dates. */
  readonly phrases: { readonly since: string; readonly until: string; readonly between: string; readonly on: string };
  /** The API's names of both ends. */
  readonly after: After;
  readonly before: Before;
  /** Whether people often ask for ranges in the past or in the future. */
  readonly presets: 'past' | 'future';
}

/** A criterion that an opportunity meets with a date within the range: a moment, or a calendar day. */
export interface RangeCriterion<Kind extends string, After extends string, Before extends string>
  extends RangeTraits<After, Before> {
  readonly kind: Kind;
  readonly resolve: (given: WireRange<After | Before>, now: Moment) => Resolved<WireRange<After | Before>>;
  /** Returns a range under the API's names; undefined if it has no end. */
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

/** A value in the form of the API, or why the API does not accept it. */
type Read<Value> = { readonly value: Value } | CriterionProblem['reason'];

function listOf<Value extends string>(most: number, read: (text: string) => Read<Value>) {
  return (given: readonly string[]): Resolved<readonly Value[]> => {
    // AWS does not say whether it accepts a list with duplicates.
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
