/** What the lines of the view are. */
export const breakdowns = ['stage', 'month'] as const;
export type Breakdown = (typeof breakdowns)[number];

export function isBreakdown(value: unknown): value is Breakdown {
  return (breakdowns as readonly unknown[]).includes(value);
}
