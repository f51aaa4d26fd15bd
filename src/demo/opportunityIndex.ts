import type { SortBy } from '../core/opportunity';
import type { Range } from './fieldReader';
import type { ListQuery } from './listRequest';
import type { WireRecord } from './wireRecord';

/** What filters and sorts look at, read once from a record. */
interface Row {
  readonly record: WireRecord;
  readonly id: string | undefined;
  /** The digits of the id, padded so that text order is number order. */
  readonly idDigits: string | undefined;
  readonly companyName: string | undefined;
  readonly lastModified: number | undefined;
  readonly created: number | undefined;
  readonly targetClose: string | undefined;
  readonly stage: string | undefined;
  readonly reviewStatus: string | undefined;
  /** The record's JSON, once it was asked for. */
  json?: string;
}

/** Selections kept, so that turning the pages of a list does not filter and sort it again. */
const keptSelections = 40;

/** The opportunities of one catalog, ready to be filtered, sorted and cut into pages. */
export class OpportunityIndex {
  readonly #rows: readonly Row[];
  readonly #sorted = new Map<string, readonly Row[]>();
  readonly #selections = new Map<string, Selection>();
  #byId: ReadonlyMap<string | undefined, WireRecord> | undefined;

  constructor(records: readonly WireRecord[]) {
    // In the order of their ids to begin with: later sorts are stable, so ties stay in this order.
    this.#rows = inOrder(records.map(rowOf), ({ idDigits }) => idDigits, 1);
  }

  /** The opportunity with this id, if there is one. */
  find(id: string): WireRecord | undefined {
    // Made when it is first needed: lists do without it.
    this.#byId ??= new Map(this.#rows.map((row) => [row.id, row.record]));
    return this.#byId.get(id);
  }

  /** The opportunities that meet all criteria (any one value of each), in the order asked for. */
  select(query: ListQuery): Selection {
    const key = JSON.stringify(query);
    let selection = this.#selections.get(key);
    if (selection) {
      this.#selections.delete(key);
    } else {
      selection = new Selection(this.#inOrderOf(query.sort).filter(matcher(query)));
      for (const oldest of this.#selections.keys()) {
        if (this.#selections.size < keptSelections) break;
        this.#selections.delete(oldest);
      }
    }
    this.#selections.set(key, selection);
    return selection;
  }

  #inOrderOf({ SortBy, SortOrder }: ListQuery['sort']): readonly Row[] {
    const key = `${SortBy} ${SortOrder}`;
    let rows = this.#sorted.get(key);
    if (!rows) {
      rows = inOrder(this.#rows, sortKeys[SortBy], SortOrder === 'ASCENDING' ? 1 : -1);
      this.#sorted.set(key, rows);
    }
    return rows;
  }
}

/** A filtered and sorted list. */
export class Selection {
  constructor(private readonly rows: readonly Row[]) {}

  get length(): number {
    return this.rows.length;
  }

  /** The JSON of the opportunities from `start` up to, but not including, `end`, as a JSON list. */
  json(start: number, end: number): string {
    const texts = this.rows.slice(start, end).map((row) => {
      row.json ??= JSON.stringify(row.record);
      return row.json;
    });
    return `[${texts.join(',')}]`;
  }
}

const sortKeys: Record<SortBy, (row: Row) => string | number | undefined> = {
  LastModifiedDate: (row) => row.lastModified,
  Identifier: (row) => row.idDigits,
  CustomerCompanyName: (row) => row.companyName,
  CreatedDate: (row) => row.created,
  TargetCloseDate: (row) => row.targetClose,
};

function rowOf(record: WireRecord): Row {
  return {
    record,
    id: record.Id ?? undefined,
    idDigits: record.Id?.slice(1).padStart(19, '0'),
    companyName: record.Customer?.Account?.CompanyName?.toLowerCase(),
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

/** Text is compared by code unit, so that no machine's locale matters. Rows without a key come last either way. */
function inOrder(rows: readonly Row[], keyOf: (row: Row) => string | number | undefined, direction: 1 | -1): Row[] {
  return [...rows].sort((left, right) => {
    const a = keyOf(left);
    const b = keyOf(right);
    if (a === b) return 0;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return a < b ? -direction : direction;
  });
}

function matcher(query: ListQuery): (row: Row) => boolean {
  const { lastModified, created, targetClose } = query;
  const identifiers = new Set(query.identifiers);
  const companyNames = new Set(query.companyNames);
  return (row) =>
    isOneOf(row.id, identifiers) &&
    isOneOf(row.companyName, companyNames) &&
    (query.stages.length === 0 || query.stages.includes(row.stage ?? '')) &&
    (query.reviewStatuses.length === 0 || query.reviewStatuses.includes(row.reviewStatus ?? '')) &&
    isWithin(row.lastModified, lastModified) &&
    isWithin(row.created, created) &&
    isWithin(row.targetClose, targetClose);
}

function isOneOf(value: string | undefined, wanted: ReadonlySet<string>): boolean {
  return wanted.size === 0 || (value !== undefined && wanted.has(value));
}

/** A missing value lies in no range, unless the range is open at both ends. */
function isWithin<T extends string | number>(value: T | undefined, { from, to }: Range<T>): boolean {
  if (from === undefined && to === undefined) return true;
  return value !== undefined && (from === undefined || value >= from) && (to === undefined || value <= to);
}
