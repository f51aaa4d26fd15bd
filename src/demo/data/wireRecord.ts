import type { OpportunitySummary } from '../../core/model/opportunity';

/** A shape as the service sends it. Any field may be an explicit null. */
export type WithNulls<T> = T extends readonly (infer U)[]
  ? readonly WithNulls<U>[]
  : T extends object
    ? { readonly [K in keyof T]: WithNulls<T[K]> | null }
    : T;

/** One opportunity summary as it is sent, with AWS's field names, dates as text, and explicit nulls. */
export type WireRecord = WithNulls<OpportunitySummary>;
