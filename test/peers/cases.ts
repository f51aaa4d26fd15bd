import { type ListRequest, reviewStatuses, sortFields, sortOrders, stages } from '../../src/core/model/opportunity';
import type { WireRecord } from '../../src/demo/data/wireRecord';

/** A list to read with every program. */
export interface ListCase {
  /** The request parameter that the case is about. */
  readonly criterion: string;
  readonly request: ListRequest;
}

/** Returns at least one case for each filter and order, over the given opportunities of the AWS catalog. */
export function listCases(records: readonly WireRecord[]): ListCase[] {
  const names = [...new Set(records.flatMap((each) => each.Customer?.Account?.CompanyName ?? []))];
  const ids = records.flatMap((each) => each.Id ?? []);
  const modified = middle(records.map((each) => each.LastModifiedDate));
  const created = middle(records.map((each) => each.CreatedDate));
  const closes = middle(records.map((each) => each.LifeCycle?.TargetCloseDate));
  const inAws = (criterion: string, filter: Omit<ListRequest, 'Catalog'>): ListCase => ({
    criterion,
    request: { Catalog: 'AWS', ...filter },
  });
  return [
    { criterion: 'Catalog', request: { Catalog: 'AWS' } },
    { criterion: 'Catalog', request: { Catalog: 'Sandbox' } },
    ...stages.map((stage) => inAws('LifeCycleStage', { LifeCycleStage: [stage] })),
    inAws('LifeCycleStage', { LifeCycleStage: ['Launched', 'Committed', 'Closed Lost'] }),
    ...reviewStatuses.map((status) => inAws('LifeCycleReviewStatus', { LifeCycleReviewStatus: [status] })),
    inAws('LifeCycleReviewStatus', { LifeCycleReviewStatus: ['Rejected', 'Action Required'] }),
    ...names.slice(0, 10).map((name) => inAws('CustomerCompanyName', { CustomerCompanyName: [name] })),
    inAws('CustomerCompanyName', { CustomerCompanyName: [...names.slice(10, 19), 'Nobody Ltd'] }),
    inAws('Identifier', { Identifier: ids.slice(0, 1) }),
    inAws('Identifier', { Identifier: [...ids.slice(20, 39), 'O1'] }),
    inAws('LastModifiedDate', { LastModifiedDate: { AfterLastModifiedDate: modified } }),
    inAws('LastModifiedDate', { LastModifiedDate: { BeforeLastModifiedDate: modified } }),
    inAws('CreatedDate', { CreatedDate: { AfterCreatedDate: created } }),
    inAws('CreatedDate', { CreatedDate: { BeforeCreatedDate: created } }),
    inAws('TargetCloseDate', { TargetCloseDate: { AfterTargetCloseDate: closes } }),
    inAws('TargetCloseDate', { TargetCloseDate: { BeforeTargetCloseDate: closes } }),
    ...sortFields.flatMap((SortBy) =>
      sortOrders.map((SortOrder) => inAws(`Sort by ${SortBy}`, { Sort: { SortBy, SortOrder } })),
    ),
    inAws('all together', {
      LifeCycleStage: ['Prospect', 'Qualified'],
      LifeCycleReviewStatus: ['Approved', 'Submitted', 'In review'],
      CreatedDate: { BeforeCreatedDate: created },
      TargetCloseDate: { AfterTargetCloseDate: '2026-06-01', BeforeTargetCloseDate: '2027-06-30' },
      Sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' },
    }),
  ];
}

function middle(values: readonly (string | null | undefined)[]): string {
  const present = values.filter((value) => typeof value === 'string').sort();
  return present[Math.floor(present.length / 2)] as string;
}

/**
 * Returns what a list must contain, found in a slow and simple way without any code of the demo service: the opportunities
 * that match the request, in its order.
 *
 * It makes the demo service's choices where AWS leaves something open (see `openQuestions`): how a company name matches,
 * how ties are ordered, where a missing sort key goes, and which ends a range of dates includes. A peer that reads these
 * lists therefore agrees on protocol, names, types, tokens and errors. It does not prove that AWS makes the same choices.
 */
export function expectedList(records: readonly WireRecord[], request: ListRequest): WireRecord[] {
  const { LastModifiedDate: modified, CreatedDate: created, TargetCloseDate: closes } = request;
  const found = records.filter(
    (each) =>
      oneOf(each.LifeCycle?.Stage, request.LifeCycleStage) &&
      oneOf(each.LifeCycle?.ReviewStatus, request.LifeCycleReviewStatus) &&
      oneOf(each.Customer?.Account?.CompanyName, request.CustomerCompanyName) &&
      oneOf(each.Id, request.Identifier) &&
      between(
        time(each.LastModifiedDate),
        time(modified?.AfterLastModifiedDate),
        time(modified?.BeforeLastModifiedDate),
      ) &&
      between(time(each.CreatedDate), time(created?.AfterCreatedDate), time(created?.BeforeCreatedDate)) &&
      between(
        each.LifeCycle?.TargetCloseDate ?? undefined,
        closes?.AfterTargetCloseDate,
        closes?.BeforeTargetCloseDate,
      ),
  );
  const { SortBy, SortOrder } = request.Sort ?? { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
  const key = (each: WireRecord): string | number | bigint | undefined => {
    switch (SortBy) {
      case 'Identifier':
        return each.Id ? number(each) : undefined;
      case 'CustomerCompanyName':
        return each.Customer?.Account?.CompanyName?.toLowerCase();
      case 'TargetCloseDate':
        return each.LifeCycle?.TargetCloseDate ?? undefined;
      default:
        return time(each[SortBy ?? 'LastModifiedDate']);
    }
  };
  const present = found.filter((each) => key(each) !== undefined);
  const missing = found.filter((each) => key(each) === undefined);
  const sign = SortOrder === 'ASCENDING' ? 1 : -1;
  present.sort((a, b) => sign * compare(key(a), key(b)) || compare(number(a), number(b)));
  missing.sort((a, b) => compare(number(a), number(b)));
  return [...present, ...missing];
}

const oneOf = (value: string | null | undefined, wanted: readonly string[] | undefined) =>
  !wanted || (typeof value === 'string' && wanted.includes(value));

const time = (text: string | null | undefined) => (text ? Date.parse(text) : undefined);

/** Returns the id as a number. A missing one is higher than all others. */
const number = ({ Id }: WireRecord) => (Id ? BigInt(Id.slice(1)) : 10n ** 20n);

function between<T extends string | number>(value: T | undefined, from: T | undefined, to: T | undefined): boolean {
  if (value === undefined) return from === undefined && to === undefined;
  return (from === undefined || value >= from) && (to === undefined || value <= to);
}

function compare<T extends string | number | bigint>(a: T | undefined, b: T | undefined): number {
  if (a === undefined || b === undefined || a === b) return 0;
  return a < b ? -1 : 1;
}
