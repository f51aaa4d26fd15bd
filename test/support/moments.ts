import type { Moment } from '../../src/core/time/zone';

/** Returns a moment in UTC, which is now by default. */
export function utc(at: string | number | Date = Date.now()): Moment {
  return { at: new Date(at), zone: 'UTC' };
}
