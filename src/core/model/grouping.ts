import { isStage, type OpportunitySummary, reviewStatuses, stages } from './opportunity';

/** What the tree can be grouped by. By `stage`, each stage is a list; otherwise, one list is grouped as it loads. */
export const groupings = ['stage', 'reviewStatus', 'closeMonth', 'company', 'industry', 'opportunityType'] as const;
export type Grouping = (typeof groupings)[number];

export function isGrouping(value: unknown): value is Grouping {
  return (groupings as readonly unknown[]).includes(value);
}

/** A group of loaded opportunities. */
export interface Group {
  /** The value that its opportunities share, as AWS writes it. Undefined when they have none. */
  readonly value: string | undefined;
  readonly items: readonly OpportunitySummary[];
}

/** Returns the value by which an opportunity is grouped. */
export function groupValue(grouping: Grouping, item: OpportunitySummary): string | undefined {
  const { LifeCycle: life, Customer: customer } = item;
  switch (grouping) {
    case 'stage':
      return isStage(life?.Stage) ? life.Stage : undefined;
    case 'reviewStatus':
      return life?.ReviewStatus;
    case 'closeMonth':
      return life?.TargetCloseDate?.slice(0, 7);
    case 'company':
      return customer?.Account?.CompanyName;
    case 'industry':
      return customer?.Account?.Industry;
    case 'opportunityType':
      return item.OpportunityType;
  }
}

/**
 * The groups of the loaded part of a list, each with its opportunities in list order. Stages and review statuses have
 * their own order, months follow the calendar, and all others are sorted by name; opportunities without a value come
 * last. When the list grows, opportunities that are already grouped are not read again.
 */
export class GrowingGroups {
  private groups = new Map<string | undefined, OpportunitySummary[]>();
  private list: readonly OpportunitySummary[] = [];
  private rewrites = 0;
  private grouped = 0;
  private ordered: readonly Group[] = [];

  constructor(readonly grouping: Grouping) {}

  /** @param rewrites How often the list changed other than by growing at its end. */
  of(list: readonly OpportunitySummary[], rewrites: number): readonly Group[] {
    if (list !== this.list || rewrites !== this.rewrites) {
      this.groups = new Map();
      this.grouped = 0;
    }
    this.list = list;
    this.rewrites = rewrites;
    const before = this.groups.size;
    for (const item of list.slice(this.grouped)) {
      const value = groupValue(this.grouping, item);
      const group = this.groups.get(value);
      if (group) group.push(item);
      else this.groups.set(value, [item]);
    }
    this.grouped = list.length;
    if (this.groups.size !== before || before === 0) this.ordered = inOrder(this.grouping, this.groups);
    return this.ordered;
  }

  /** Returns the opportunities of a group as of the last call of `of`. */
  members(value: string | undefined): readonly OpportunitySummary[] {
    return this.groups.get(value) ?? [];
  }
}

function inOrder(
  grouping: Grouping,
  groups: ReadonlyMap<string | undefined, readonly OpportunitySummary[]>,
): readonly Group[] {
  const order: readonly string[] = grouping === 'stage' ? stages : grouping === 'reviewStatus' ? reviewStatuses : [];
  const place = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length);
  const compare = ({ value: a }: Group, { value: b }: Group): number => {
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
    return place(a) - place(b) || a.localeCompare(b, 'en');
  };
  return [...groups].map(([value, members]) => ({ value, items: members })).sort(compare);
}
