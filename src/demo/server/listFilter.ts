import type { Dialect } from './dialect';
import type { Range } from './fieldReader';
import type { Row } from './indexedRow';
import type { ListQuery } from './listRequest';

/** Returns whether an opportunity meets all criteria, by any one value of each. */
export function listFilter(query: ListQuery, { companies, closeDates }: Dialect): (row: Row) => boolean {
  const { lastModified, created, targetClose } = query;
  const identifiers = new Set(query.identifiers);
  const isAsked = companyMatcher(query.companyNames, companies);
  return (row) =>
    (identifiers.size === 0 || (row.id !== undefined && identifiers.has(row.id))) &&
    (query.companyNames.length === 0 || (row.companyName !== undefined && isAsked(row.companyName))) &&
    (query.stages.length === 0 || query.stages.includes(row.stage ?? '')) &&
    (query.reviewStatuses.length === 0 || query.reviewStatuses.includes(row.reviewStatus ?? '')) &&
    isWithin(row.lastModified, lastModified) &&
    isWithin(row.created, created) &&
    isWithin(row.targetClose, targetClose) &&
    !(closeDates === 'excluded' && targetClose.from !== undefined && row.targetClose === targetClose.from) &&
    !(closeDates !== 'included' && targetClose.to !== undefined && row.targetClose === targetClose.to);
}

function companyMatcher(wanted: readonly string[], companies: Dialect['companies']): (name: string) => boolean {
  if (companies === 'exact') return (name) => wanted.includes(name);
  const lower = wanted.map((name) => name.toLowerCase());
  switch (companies) {
    case 'anyCase':
      return (name) => lower.includes(name.toLowerCase());
    case 'prefix':
      return (name) => lower.some((each) => name.toLowerCase().startsWith(each));
    case 'part':
      return (name) => lower.some((each) => name.toLowerCase().includes(each));
  }
}

/** A missing value is in no range, except one that is open at both ends. */
function isWithin<T extends string | number>(value: T | undefined, { from, to }: Range<T>): boolean {
  if (from === undefined && to === undefined) return true;
  return value !== undefined && (from === undefined || value >= from) && (to === undefined || value <= to);
}
