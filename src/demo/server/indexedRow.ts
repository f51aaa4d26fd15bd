import type { SortBy } from '../../core/model/opportunity';
import type { WireRecord } from '../data/wireRecord';
import type { Place } from './listOrder';

/** The values that filters and sorts use, read once from a record. */
export interface Row {
  readonly record: WireRecord;
  /** The number of rows created before it. */
  readonly serial: number;
  readonly id: string | undefined;
  /** The digits of the id, padded so that text order is number order. */
  readonly idDigits: string | undefined;
  readonly companyName: string | undefined;
  readonly lastModified: number | undefined;
  readonly created: number | undefined;
  readonly targetClose: string | undefined;
  /** The stage under which it is listed. */
  readonly stage: string | undefined;
  readonly reviewStatus: string | undefined;
  /** The record's JSON, once it was requested. */
  json?: string;
}

const sortKeys: Record<SortBy, (row: Row) => string | number | undefined> = {
  LastModifiedDate: (row) => row.lastModified,
  Identifier: (row) => row.idDigits,
  CustomerCompanyName: (row) => row.companyName?.toLowerCase(),
  CreatedDate: (row) => row.created,
  TargetCloseDate: (row) => row.targetClose,
};

export function placeOf(row: Row, sortBy: SortBy): Place {
  return { key: sortKeys[sortBy](row), idDigits: row.idDigits, serial: row.serial };
}

export function rowOf(record: WireRecord, serial: number): Row {
  return {
    record,
    serial,
    id: record.Id ?? undefined,
    idDigits: record.Id?.slice(1).padStart(19, '0'),
    companyName: record.Customer?.Account?.CompanyName ?? undefined,
    lastModified: milliseconds(record.LastModifiedDate),
    created: milliseconds(record.CreatedDate),
    targetClose: record.LifeCycle?.TargetCloseDate ?? undefined,
    stage: record.LifeCycle?.Stage ?? undefined,
    reviewStatus: record.LifeCycle?.ReviewStatus ?? undefined,
  };
}

function milliseconds(text: string | null | undefined): number | undefined {
  return text ? Date.parse(text) : undefined;
}
