import type { OpportunityChange, Shown } from '../../core/changes/opportunityChange';
import type { Catalog } from '../../core/model/opportunity';
import type { ChangeDay, ChangeGroup } from '../../core/present/changes/changeGroups';
import { rangeCount, rangeSize } from '../opportunities/rows';
import type { GivenRows, ShownOpportunity } from '../opportunities/selection';

/** The content of the view Changes as plain values. */
export type ChangesRow = ChangeDayRow | ChangeRangeRow | ChangeRow;

/** The changes of a day. */
export interface ChangeDayRow extends ChangeGroup {
  readonly kind: 'changeDay';
}

/** A part of a day that is too large to be shown at once. */
export interface ChangeRangeRow {
  readonly kind: 'changeRange';
  readonly day: ChangeDay;
  /** Starts at 0. */
  readonly index: number;
  readonly changes: readonly OpportunityChange[];
}

/** A changed opportunity. Commands for opportunities take it as one that is shown. */
export interface ChangeRow extends ShownOpportunity {
  readonly change: OpportunityChange;
}

/** What VS Code passes to a command in the menu of a row that is changed, or of a day. */
export type GivenChanges = [row?: ChangesRow | GivenRows[0], rows?: readonly (ChangesRow | GivenRows[0])[]];

/** Makes the rows. VS Code identifies a row by its object, so a change that is shown again keeps its row. */
export class ChangeRowMaker {
  private readonly made = new WeakMap<OpportunityChange, ChangeRow>();

  /** Returns the rows under a row. */
  under(row: ChangesRow, catalog: Catalog): readonly ChangesRow[] {
    if (row.kind === 'shown') return [];
    const { day, changes } = row;
    const ranges = row.kind === 'changeDay' ? rangeCount(changes.length) : 0;
    if (ranges === 0) return changes.map((change) => this.row(change, catalog));
    return Array.from({ length: ranges }, (_, index): ChangeRangeRow => {
      const start = index * rangeSize;
      return { kind: 'changeRange', day, index, changes: changes.slice(start, start + rangeSize) };
    });
  }

  private row(change: OpportunityChange, catalog: Catalog): ChangeRow {
    const known = this.made.get(change);
    if (known) return known;
    // Its id alone is known of what AWS has not sent in this window.
    const item = change.item ?? { Catalog: catalog, Id: change.id };
    const row: ChangeRow = { kind: 'shown', item, change };
    this.made.set(change, row);
    return row;
  }
}

/** Returns the id of a row in the tree. It is unique and stable, so that VS Code keeps what is expanded and selected. */
export function changesRowId(row: ChangesRow): string {
  switch (row.kind) {
    case 'changeDay':
      return row.day;
    case 'changeRange':
      return `${row.day} ${row.index}`;
    case 'shown':
      return `change/${row.change.id}`;
  }
}

/** Returns the versions that rows show, or stand for. */
export function shownVersions(rows: GivenChanges[1] = []): readonly Shown[] {
  return rows.flatMap((row): readonly Shown[] => {
    if (row?.kind === 'changeDay' || row?.kind === 'changeRange') return row.changes;
    if (row?.kind !== 'shown' && row?.kind !== 'opportunity') return [];
    if ('change' in row) return [row.change];
    const { Id: id, LastModifiedDate: modified } = row.item;
    return id === undefined ? [] : [{ id, modified }];
  });
}
