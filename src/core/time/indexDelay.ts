/** Milliseconds before a date that are included too: AWS's index may be late with recent modifications. */
export const margin = 60_000;

/** True if a date is no earlier than a minute before a moment. */
export function isWithinMargin(date: string | undefined, since: string | undefined): boolean {
  return date !== undefined && (since === undefined || Date.parse(date) >= Date.parse(since) - margin);
}
