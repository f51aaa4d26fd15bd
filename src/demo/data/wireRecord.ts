import type { OpportunitySummary } from '../../core/model/opportunity';

/** A shape as the service sends it: any field may be an explicit null. */
export type WithNulls<T> = T extends readonly (infer U)[]
  ? readonly WithNulls<U>[]
  : T extends object
    ? { readonly [K in keyof T]: WithNulls<T[K]> | null }
    : T;

/** One opportunity summary as it travels: AWS's field names, dates as text, explicit nulls included. */
export type WireRecord = WithNulls<OpportunitySummary>;
