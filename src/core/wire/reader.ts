import { isRecord } from '../runtime/isRecord';
import { remembering } from '../runtime/remembering';
import { isMoment } from '../time/moments';

/** Counts what was left out while an answer was read. */
export interface Tally {
  unreadable: number;
}

/** Returns the value to keep, or undefined for none; counts a value that is present but cannot be read. */
export type Reader<T> = (value: unknown, tally: Tally) => T | undefined;

export type Defined<T> = Exclude<T, undefined>;
/** The type of the field `K` of `T`. */
export type Part<T, K extends keyof T> = Defined<T[K]>;

/** The type of what is read. An enum of the model becomes any text, because the service may send new values. */
type Readable<T> = T extends string ? string : T extends readonly (infer Entry)[] ? readonly Readable<Entry>[] : T;

/**
 * One reader for every field of `T`, in the order of AWS's model: the JSON of the result has its fields in this order.
 */
export type Readers<T> = { readonly [K in keyof T]-?: Reader<Readable<Part<T, K>>> };

export const text: Reader<string> = (value, tally) => {
  if (typeof value === 'string') return value;
  // Ids and amounts that arrive as numbers lose nothing as text.
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return unreadable(tally);
};

export const number: Reader<number> = (value, tally) =>
  typeof value === 'number' && Number.isFinite(value) ? value : unreadable(tally);

/**
 * Reads a moment. In the format of RFC 3339 it is kept exactly as it was sent, as the AWS CLI prints it; from any other
 * format it is converted to UTC.
 */
export const timestamp: Reader<string> = (value, tally) => {
  if (isMoment(value)) return value;
  const date = value instanceof Date ? value : new Date(looksLikeTimestamp(value) ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? unreadable(tally) : date.toISOString().replace('.000Z', 'Z');
};

/**
 * Texts that many opportunities share are kept once, because JSON.parse creates a new one for each. They are kept
 * longer than the opportunities, so none of them may contain anything about a customer.
 */
const kept = remembering((read) => read, 5_000);

/** Returns a reader for a text with few different values: an enum's value, a currency, a day. */
function shared(reader: Reader<string>): Reader<string> {
  return (value, tally) => {
    const read = reader(value, tally);
    return read !== undefined && read.length <= 64 ? kept(read) : read;
  };
}

/** Reads a text with few different values that AWS defines; it is never a customer's own text. */
export const word = shared(text);

/** Reads a calendar date, `YYYY-MM-DD`. */
export const day = shared((value, tally) => (isDay(value) ? value : unreadable(tally)));

export function list<T>(entry: Reader<T>): Reader<readonly T[]> {
  return (value, tally) => {
    if (!Array.isArray(value)) return unreadable(tally);
    const entries: T[] = [];
    for (const one of value) {
      const read = one === null || one === undefined ? unreadable(tally) : entry(one, tally);
      if (read !== undefined) entries.push(read);
    }
    return entries;
  };
}

/** Returns a reader for an object whose keys are data too. */
export function map<T>(entry: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, tally) => {
    if (!isRecord(value)) return unreadable(tally);
    const entries: [name: string, value: T][] = [];
    for (const [name, one] of Object.entries(value)) {
      const read = one === null || one === undefined ? undefined : entry(one, tally);
      if (read !== undefined) entries.push([name, read]);
    }
    // Unlike an assignment, this cannot change the prototype.
    return Object.fromEntries(entries);
  };
}

export function struct<T>(readers: Readers<T>): Reader<T> {
  const fields = Object.entries<Reader<unknown>>(readers);
  return (value, tally) => {
    if (!isRecord(value)) return unreadable(tally);
    const result: Record<string, unknown> = {};
    for (const [name, reader] of fields) {
      const field = value[name];
      if (field === null || field === undefined) continue;
      const read = reader(field, tally);
      if (read !== undefined) result[name] = read;
    }
    // The copy has no spare room for fields, unlike the original, which grew: it takes a quarter less memory. Each
    // field was read by the reader of its type; a missing one is missing in AWS's types too (see `OpportunitySummary`).
    return { ...result } as T;
  };
}

function unreadable(tally: Tally): undefined {
  tally.unreadable++;
  return undefined;
}

/** `new Date` alone would also accept texts like "Room 5", and would take a time without a zone as local time. */
function looksLikeTimestamp(value: unknown): value is string {
  return (
    typeof value === 'string' && /^.{10}T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i.test(value) && isDay(value.slice(0, 10))
  );
}

function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // Otherwise February 31 would become March 3.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
