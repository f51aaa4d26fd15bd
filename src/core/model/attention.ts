import type { Pipeline } from '../lists/pipeline';
import { daysBetween } from '../time/dates';
import type { OpportunitySummary } from './opportunity';

/** What of an opportunity asks for a person's attention. */
export interface Attention {
  /** Days since the target close date passed while the opportunity is still open; undefined when it is not overdue. */
  readonly overdueDays: number | undefined;
  /** AWS asks the partner for a change. */
  readonly actionRequired: boolean;
}

/** @param today the person's calendar date, `YYYY-MM-DD` */
export function attentionOf(item: OpportunitySummary, today: string): Attention {
  const { Stage: stage, ReviewStatus: status, TargetCloseDate: closes } = item.LifeCycle ?? {};
  const open = stage !== 'Launched' && stage !== 'Closed Lost' && status !== 'Rejected';
  // Dates in this form sort as text, which spares counting the days of most.
  const late = open && closes !== undefined && closes < today ? daysBetween(closes, today) : undefined;
  return {
    overdueDays: late !== undefined && late > 0 ? late : undefined,
    actionRequired: status === 'Action Required',
  };
}

/** How many of the opportunities loaded AWS asks the partner to change. What was counted is not looked at again. */
export class ActionCount {
  private readonly known = new WeakMap<
    readonly OpportunitySummary[],
    { rewrites: number; length: number; count: number }
  >();

  of(pipeline: Pipeline): number {
    let sum = countActions(pipeline.other);
    for (const key of pipeline.keys) {
      const { items = [], rewrites = 0 } = pipeline.feed(key) ?? {};
      const { length } = items;
      const before = this.known.get(items);
      const start = before?.rewrites === rewrites ? before : { length: 0, count: 0 };
      const count = start.count + countActions(items.slice(start.length));
      this.known.set(items, { rewrites, length, count });
      sum += count;
    }
    return sum;
  }
}

function countActions(items: readonly OpportunitySummary[]): number {
  return items.filter(({ LifeCycle: life }) => life?.ReviewStatus === 'Action Required').length;
}
