import type { Moment } from '../../src/core/time/zone';

/** A moment for somebody whose clock shows UTC; without an instant, the present one. */
export function utc(at: string | number | Date = Date.now()): Moment {
  return { at: new Date(at), zone: 'UTC' };
}
