import { isRecord } from '../runtime/isRecord';
import { remembering } from '../runtime/remembering';
import { isMoment } from '../time/moments';

/** What was left out while an answer was read. */
export interface Tally {
  unreadable: number;
}

/** Returns the value to keep, or undefined for none; counts a value that is there but cannot be read. */
export type Reader<T> = (value: unknown, tally: Tally) => T | undefined;

export type Defined<T> = Exclude<T, undefined>;
/** What stands in the field `K` of `T`. */
export type Part<T, K extends keyof T> = Defined<T[K]>;

/** What is read of a value: where the model has an enum any text, as the service may send values that are new. */
type Readable<T> = T extends string ? string : T extends readonly (infer Entry)[] ? readonly Readable<Entry>[] : T;

/** One reader for every field of `T`, in the order of AWS's model: the JSON of what is read comes out in this order. */
export type Readers<T> = { readonly [K in keyof T]-?: Reader<Readable<Part<T, K>>> };

export const text: Reader<string> = (value, tally) => {
  if (typeof value === 'string') return value;
  // Ids and amounts that come as numbers lose nothing as text.
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return unreadable(tally);
};

export const number: Reader<number> = (value, tally) =>
  typeof value === 'number' && Number.isFinite(value) ? value : unreadable(tally);

/** A moment as RFC 3339 writes it: to the letter as it came, which is how the AWS CLI prints it; in UTC where it came otherwise. */
export const timestamp: Reader<string> = (value, tally) => {
  if (isMoment(value)) return value;
  const date = value instanceof Date ? value : new Date(looksLikeTimestamp(value) ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? unreadable(tally) : date.toISOString().replace('.000Z', 'Z');
};

/**
 * Texts that many opportunities have in common, kept once: JSON.parse makes a new one for each. They outlive the
 * opportunities, so none of them says anything about a customer.
 */
const kept = remembering((read) => read, 5_000);

/** For a text out of a few: an enum's value, a currency, a day. */
function shared(reader: Reader<string>): Reader<string> {
  return (value, tally) => {
    const read = reader(value, tally);
    return read !== undefined && read.length <= 64 ? kept(read) : read;
  };
}

/** A text out of a few that AWS has for the field: no customer's own words. */
export const word = shared(text);

/** A calendar date, `YYYY-MM-DD`. */
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

/** Fields whose names are data too. */
export function map<T>(entry: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, tally) => {
    if (!isRecord(value)) return unreadable(tally);
    const entries: [name: string, value: T][] = [];
    for (const [name, one] of Object.entries(value)) {
      const read = one === null || one === undefined ? undefined : entry(one, tally);
      if (read !== undefined) entries.push([name, read]);
    }
    // Defines what it is given: unlike an assignment, it cannot reach the prototype.
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
    // A copy has no room for more fields, which grew along with the original: a quarter less to hold.
    // Each field was read by the reader of its type; one that is missing is so for AWS's types too (see `OpportunitySummary`).
    return { ...result } as T;
  };
}

function unreadable(tally: Tally): undefined {
  tally.unreadable++;
  return undefined;
}

/** `new Date` alone would also read things like "Room 5", and a time without its zone as one of this computer's. */
function looksLikeTimestamp(value: unknown): value is string {
  return (
    typeof value === 'string' && /^.{10}T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i.test(value) && isDay(value.slice(0, 10))
  );
}

function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // The 31st of February would become the 3rd of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
