import type { OpportunitySummary, SortBy } from '../../model/opportunity';
import { fold } from '../../text/fold';

/** The value that an opportunity is sorted by; undefined if it has none. */
export type SortKey = number | string | undefined;
export type KeyOf = (item: OpportunitySummary) => SortKey;

/**
 * How AWS may compare opportunities, for each sort. Those with the same key count as tied, so a key is no finer than what
 * AWS compares. Names are compared by rules that only AWS knows: their keys tell only which may be tied.
 */
export const sortKeys: Readonly<Record<SortBy, readonly KeyOf[]>> = {
  LastModifiedDate: [({ LastModifiedDate: date }) => millisecond(date)],
  CreatedDate: [({ CreatedDate: date }) => millisecond(date)],
  TargetCloseDate: [({ LifeCycle: life }) => life?.TargetCloseDate],
  // By number or by text, which differ only where the lengths do.
  Identifier: [({ Id: id }) => id?.slice(1).padStart(20, '0'), ({ Id: id }) => id],
  CustomerCompanyName: [({ Customer: customer }) => folded(customer?.Account?.CompanyName)],
};

function millisecond(date: string | undefined): number | undefined {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(ms) ? undefined : ms;
}

function folded(name: string | undefined): string | undefined {
  return name === undefined ? undefined : fold(name);
}
