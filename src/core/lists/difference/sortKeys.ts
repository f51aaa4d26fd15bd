import type { OpportunitySummary, SortBy } from '../../model/opportunity';
import { fold } from '../../text/fold';

/** The value that an opportunity is sorted by; undefined if it has none. */
export type SortKey = number | string | undefined;
export type KeyOf = (item: OpportunitySummary) => SortKey;

/**
 * How AWS may compare opportunities, for each sort except that by name, whose rules only AWS knows. Those with the same key
 * count as tied, so a key is no finer than what AWS compares.
 */
export const sortKeys: Readonly<Partial<Record<SortBy, readonly KeyOf[]>>> = {
  LastModifiedDate: [({ LastModifiedDate: date }) => millisecond(date)],
  CreatedDate: [({ CreatedDate: date }) => millisecond(date)],
  TargetCloseDate: [({ LifeCycle: life }) => life?.TargetCloseDate],
  // By number or by text, which differ only where the lengths do.
  Identifier: [({ Id: id }) => id?.slice(1).padStart(20, '0'), ({ Id: id }) => id],
};

function millisecond(date: string | undefined): number | undefined {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Returns the name that an opportunity is sorted by. */
export function nameOf({ Customer: customer }: OpportunitySummary): string | undefined {
  return customer?.Account?.CompanyName;
}

/** Returns what is the same for names that may be tied. */
export function nameKeyOf(item: OpportunitySummary): string | undefined {
  const name = nameOf(item);
  return name === undefined ? undefined : fold(name);
}
