import type {
  GetAwsOpportunitySummaryResponse,
  GetOpportunityResponse,
  ListOpportunitiesRequest,
  OpportunitySummary as SdkOpportunitySummary,
} from '@aws-sdk/client-partnercentral-selling';
import { compareMoments } from '../time/moments';

/** An SDK shape with every `Date` as ISO 8601 text, so that it survives JSON unchanged. */
export type JsonSafe<T> = T extends Date
  ? string
  : T extends readonly (infer U)[]
    ? readonly JsonSafe<U>[]
    : T extends object
      ? { readonly [K in keyof T]: JsonSafe<T[K]> }
      : T;

/**
 * One row of ListOpportunities with AWS's own field names. The fields follow the SDK's type.
 *
 * Only `Catalog` is required by the model, and the service may send enum values that this version does not know. Read
 * every field as if it could be missing, and every enum as text.
 */
export type OpportunitySummary = JsonSafe<SdkOpportunitySummary>;

/** The whole opportunity, which is GetOpportunity's response. Read its fields like those of a summary. */
export type Opportunity = JsonSafe<GetOpportunityResponse>;

/** AWS's side of an opportunity: GetAwsOpportunitySummary's response. It exists only after the submission. */
export type AwsOpportunitySummary = JsonSafe<GetAwsOpportunitySummaryResponse>;

/** A ListOpportunities request as sent: AWS's names, date-times as ISO 8601 text, and dates as `YYYY-MM-DD`. */
export type ListRequest = JsonSafe<ListOpportunitiesRequest>;

type Defined<T> = Exclude<T, undefined>;
type LifeCycle = Defined<OpportunitySummary['LifeCycle']>;

export type Stage = Defined<LifeCycle['Stage']>;
export type ReviewStatus = Defined<LifeCycle['ReviewStatus']>;
export type Catalog = 'AWS' | 'Sandbox';
export type SortBy = Defined<Defined<ListRequest['Sort']>['SortBy']>;
export type SortOrder = Defined<Defined<ListRequest['Sort']>['SortOrder']>;
export type Sort = { readonly SortBy: SortBy; readonly SortOrder: SortOrder };
export type Spend = Defined<Defined<OpportunitySummary['Project']>['ExpectedCustomerSpend']>[number];

/** Compiles only when `Values` names every member of the SDK's enum `E`. */
type Complete<E, Values extends readonly E[]> = [Exclude<E, Values[number]>] extends [never] ? Values : never;
const complete =
  <E>() =>
  <const V extends readonly E[]>(values: Complete<E, V>): V =>
    values;

export const catalogs = ['AWS', 'Sandbox'] as const satisfies readonly Catalog[];

/** The lifecycle stages, in the order in which an opportunity passes through them. */
export const stages = complete<Stage>()([
  'Prospect',
  'Qualified',
  'Technical Validation',
  'Business Validation',
  'Committed',
  'Launched',
  'Closed Lost',
]);

export const reviewStatuses = complete<ReviewStatus>()([
  'Pending Submission',
  'Submitted',
  'In review',
  'Approved',
  'Rejected',
  'Action Required',
]);

export const sortFields = complete<SortBy>()([
  'LastModifiedDate',
  'Identifier',
  'CustomerCompanyName',
  'CreatedDate',
  'TargetCloseDate',
]);

export const sortOrders = complete<SortOrder>()(['ASCENDING', 'DESCENDING']);

export function isStage(value: unknown): value is Stage {
  return (stages as readonly unknown[]).includes(value);
}

/** Returns whether a stage is part of the open pipeline. One that this version does not know is not. */
export function isOpenStage(value: unknown): boolean {
  return isStage(value) && value !== 'Launched' && value !== 'Closed Lost';
}

/** True where `a` is at least as new a version as `b`, by AWS's own LastModifiedDate. */
export function isNewer(a: OpportunitySummary, b: OpportunitySummary | undefined): boolean {
  return compareMoments(a.LastModifiedDate, b?.LastModifiedDate) >= 0;
}
