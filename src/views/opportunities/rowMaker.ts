import type { OpportunitySummary } from '../../core/model/opportunity';
import { type GroupRow, type OpportunityRow, type RangeRow, type Row, rangeCount, rangeSize, rowId } from './rows';

interface Place {
  readonly group: GroupRow;
  readonly groupId: string;
  readonly range: RangeRow | undefined;
}

/**
 * Makes the rows of opportunities. VS Code identifies a row by its object, so an opportunity that is shown again keeps
 * its row.
 */
export class RowMaker {
  /** The ranges made so far by their ids. */
  private readonly ranges = new Map<string, RangeRow>();
  /** The rows made so far. */
  private readonly made = new WeakMap<OpportunitySummary, OpportunityRow>();

  /** Returns the rows under a group: its opportunities, or ranges of them. */
  under(group: GroupRow, items: readonly OpportunitySummary[]): readonly Row[] {
    const count = rangeCount(items.length);
    if (count === 0) {
      const place: Place = { group, groupId: rowId(group), range: undefined };
      return items.map((item, index) => this.row(place, item, index));
    }
    return Array.from({ length: count }, (_, index) => this.range(group, index));
  }

  /** Returns the opportunities of a range. */
  inRange(range: RangeRow, items: readonly OpportunitySummary[]): readonly OpportunityRow[] {
    const start = range.index * rangeSize;
    const place: Place = { group: range.group, groupId: rowId(range.group), range };
    return items.slice(start, start + rangeSize).map((item, index) => this.row(place, item, start + index));
  }

  /** Returns the row of one opportunity of a group, whether it is visible or not. */
  at(group: GroupRow, items: readonly OpportunitySummary[], index: number): OpportunityRow | undefined {
    const item = items[index];
    const range = rangeCount(items.length) > 0 ? this.range(group, Math.floor(index / rangeSize)) : undefined;
    return item && this.row({ group, groupId: rowId(group), range }, item, index);
  }

  /** Returns the last range of a group of this size. */
  lastRange(group: GroupRow, size: number): RangeRow {
    return this.range(group, rangeCount(size) - 1);
  }

  private range(group: GroupRow, index: number): RangeRow {
    const row: RangeRow = { kind: 'range', group, index };
    const id = rowId(row);
    const known = this.ranges.get(id) ?? row;
    this.ranges.set(id, known);
    return known;
  }

  private row({ group, groupId, range }: Place, item: OpportunitySummary, index: number): OpportunityRow {
    const key = item.Id ?? `#${index}`;
    const known = this.made.get(item);
    if (known?.key === key && known.range === range && rowId(known.group) === groupId) return known;
    const row: OpportunityRow = { kind: 'opportunity', group, item, key, ...(range && { range }) };
    this.made.set(item, row);
    return row;
  }
}
