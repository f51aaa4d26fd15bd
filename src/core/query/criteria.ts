import type { ListOpportunitiesRequest } from '@aws-sdk/client-partnercentral-selling';
import { reviewStatusMeanings, stageMeanings } from '../model/meanings';
import { type ListRequest, reviewStatuses, stages } from '../model/opportunity';
import {
  type DateRange,
  days,
  type IdsCriterion,
  ids,
  moments,
  type RangeCriterion,
  type TextsCriterion,
  texts,
  type ValuesCriterion,
  values,
} from './criterion';
import type { CriterionField, Filter } from './filter';

/**
 * The parts of a request that narrow the list. If a newer API has more, the code does not compile until they are in the
 * table below.
 */
type Narrowing = Exclude<keyof ListRequest, 'Catalog' | 'MaxResults' | 'NextToken' | 'Sort'>;

type CriterionFor<F extends Narrowing> =
  NonNullable<ListRequest[F]> extends readonly (infer Value extends string)[]
    ? string extends Value
      ? TextsCriterion | IdsCriterion
      : ValuesCriterion<Value>
    : RangeCriterion<RangeKind<NonNullable<ListOpportunitiesRequest[F]>>, BoundOf<F, 'After'>, BoundOf<F, 'Before'>>;

/** The SDK has moments as `Date`, and calendar days as text. */
type RangeKind<Range> = Date extends Range[keyof Range] ? 'moments' : 'days';

type BoundOf<F extends Narrowing, Side extends string> = Extract<keyof NonNullable<Filter[F]>, `${Side}${string}`>;

/**
 * Everything about each criterion, in the order in which they are shown. All code that checks, sends, reads, writes or
 * shows a filter uses this table.
 */
export const criteria = {
  LifeCycleStage: values({
    label: 'Lifecycle stage',
    phrase: '{0}',
    most: 10,
    values: stages,
    meanings: stageMeanings,
    readFrom: ({ LifeCycle: life }) => life?.Stage,
  }),
  LifeCycleReviewStatus: values({
    label: 'Review status',
    phrase: '{0}',
    most: 10,
    values: reviewStatuses,
    meanings: reviewStatusMeanings,
    readFrom: ({ LifeCycle: life }) => life?.ReviewStatus,
  }),
  CustomerCompanyName: texts({
    label: 'Customer company name',
    phrase: 'company {0}',
    most: 10,
    longest: 120,
    icon: 'organization',
    readFrom: ({ Customer: customer }) => customer?.Account?.CompanyName,
    words: {
      placeholder: 'Type a company’s name and press Enter, or choose one that is loaded',
      any: 'any company',
      empty: 'A company name cannot be empty.',
      tooMany: 'AWS accepts at most {0} company names.',
      tooLong: 'A company name can have at most {0} characters, and this has {1}.',
    },
  }),
  Identifier: ids({ label: 'Identifier', phrase: 'id {0}', most: 20, readFrom: ({ Id: id }) => id }),
  LastModifiedDate: moments({
    label: 'Last modified',
    phrases: {
      since: 'modified since {0}',
      until: 'modified until {0}',
      between: 'modified {0} to {1}',
      on: 'modified {0}',
    },
    after: 'AfterLastModifiedDate',
    before: 'BeforeLastModifiedDate',
    presets: 'past',
  }),
  CreatedDate: moments({
    label: 'Created',
    phrases: {
      since: 'created since {0}',
      until: 'created until {0}',
      between: 'created {0} to {1}',
      on: 'created {0}',
    },
    after: 'AfterCreatedDate',
    before: 'BeforeCreatedDate',
    presets: 'past',
  }),
  TargetCloseDate: days({
    label: 'Target close date',
    phrases: { since: 'closes from {0}', until: 'closes until {0}', between: 'closes {0} to {1}', on: 'closes {0}' },
    after: 'AfterTargetCloseDate',
    before: 'BeforeTargetCloseDate',
    presets: 'future',
  }),
} satisfies { readonly [F in Narrowing]: CriterionFor<F> };

type Kind = (typeof criteria)[CriterionField]['kind'];

/** The criteria of a kind. */
export type FieldOf<K extends Kind> = {
  [F in CriterionField]: (typeof criteria)[F]['kind'] extends K ? F : never;
}[CriterionField];

/** The criteria that are lists of values, and those that are a range of dates. */
export type ListField = FieldOf<'values' | 'texts' | 'ids'>;
export type RangeField = FieldOf<'moments' | 'days'>;

export const criterionFields: readonly CriterionField[] = Object.keys(criteria).filter(isCriterion);
export const rangeFields: readonly RangeField[] = criterionFields.filter(isRange);

/** True for the name of a criterion. */
export function isCriterion(name: string): name is CriterionField {
  return Object.hasOwn(criteria, name);
}

/** True for a criterion of this kind. */
export function isKind<K extends Kind>(kind: K, field: CriterionField): field is FieldOf<K> {
  return criteria[field].kind === kind;
}

/** True for a criterion that is a range of dates. */
export function isRange(field: CriterionField): field is RangeField {
  return isKind('moments', field) || isKind('days', field);
}

/** Returns the range of a criterion in a filter. */
export function rangeOf(filter: Filter, field: RangeField): DateRange {
  const { after, before } = criteria[field];
  const range: Readonly<Record<string, string>> = filter[field] ?? {};
  return { after: range[after], before: range[before] };
}

/** Returns the range in the criterion's own form; undefined if it has no end. */
export function toDateCriterion<F extends RangeField>(field: F, range: DateRange): Filter[F] | undefined {
  const rows: { readonly [R in RangeField]: { readonly toWire: (range: DateRange) => Filter[R] | undefined } } =
    criteria;
  return rows[field].toWire(range);
}

/** True if a filter contains days or moments. */
export function hasDates(filter: Filter): boolean {
  return rangeFields.some((field) => filter[field] !== undefined);
}
