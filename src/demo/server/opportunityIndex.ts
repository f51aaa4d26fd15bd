import { stages } from '../../core/model/opportunity';
import type { WireRecord } from '../data/wireRecord';
import type { Dialect } from './dialect';
import { placeOf, type Row, rowOf } from './indexedRow';
import { listFilter } from './listFilter';
import { listOrder, type Place } from './listOrder';
import type { ListQuery } from './listRequest';

/** The number of cached selections. With them, paging through a list does not filter and sort it again. */
const keptSelections = 40;

/** The opportunities of one catalog, ready to be filtered, sorted and split into pages. */
export class OpportunityIndex {
  readonly #dialect: Dialect;
  #rows: readonly Row[];
  #made: number;
  readonly #sorted = new Map<string, readonly Row[]>();
  readonly #selections = new Map<string, Selection>();
  #byId: ReadonlyMap<string | undefined, WireRecord> | undefined;
  /** The rows that are still listed under their previous stage. */
  #behind = new Set<Row>();

  constructor(records: readonly WireRecord[], dialect: Dialect) {
    this.#dialect = dialect;
    this.#rows = records.map((record, serial) => this.#firstRow(record, serial));
    this.#made = records.length;
  }

  /** The records in no particular order. */
  get records(): readonly WireRecord[] {
    return this.#rows.map(({ record }) => record);
  }

  /** Returns the opportunity with this id, if there is one. */
  find(id: string): WireRecord | undefined {
    // Created on first use, because lists work without it.
    this.#byId ??= new Map(this.#rows.map((row) => [row.id, row.record]));
    return this.#byId.get(id);
  }

  add(record: WireRecord): void {
    this.update(new Map(), [record]);
  }

  /** Replaces the record with this id by another one or none. */
  replace(id: string, record: WireRecord | undefined): void {
    this.update(new Map([[id, record]]));
  }

  /**
   * Replaces and adds any number of records at once.
   * @param changed By id, what a record is replaced by: another one or none.
   */
  update(changed: ReadonlyMap<string, WireRecord | undefined>, added: readonly WireRecord[] = []): void {
    const caughtUp = this.#behind;
    // A row is listed under its previous stage only until anything else changes.
    if (changed.size > 0) this.#behind = new Set();
    const rows = this.#rows.flatMap((row) => {
      if (row.id === undefined || !changed.has(row.id)) {
        return changed.size > 0 && caughtUp.has(row) ? [rowOf(row.record, row.serial)] : [row];
      }
      const record = changed.get(row.id);
      return record ? [this.#changedRow(record, row, caughtUp.has(row))] : [];
    });
    const first = this.#made;
    this.#made += added.length;
    this.#hold([...rows, ...added.map((record, place) => rowOf(record, first + place))]);
  }

  #changedRow(record: WireRecord, before: Row, wasBehind: boolean): Row {
    const changed = rowOf(record, before.serial);
    if (this.#dialect.stageIndex === 'exact' || changed.stage === before.stage) return changed;
    const row = { ...changed, stage: wasBehind ? rowOf(before.record, 0).stage : before.stage };
    this.#behind.add(row);
    return row;
  }

  /** Returns the opportunities that meet all criteria (by any one value of each), in the requested order. */
  select(query: ListQuery): Selection {
    const key = JSON.stringify(query);
    let selection = this.#selections.get(key);
    if (selection) {
      this.#selections.delete(key);
    } else {
      const rows = this.#inOrderOf(query.sort).filter(listFilter(query, this.#dialect));
      selection = new Selection(rows, query.sort, this.#dialect);
      for (const oldest of this.#selections.keys()) {
        if (this.#selections.size < keptSelections) break;
        this.#selections.delete(oldest);
      }
    }
    this.#selections.set(key, selection);
    return selection;
  }

  #inOrderOf(sort: ListQuery['sort']): readonly Row[] {
    const key = `${sort.SortBy} ${sort.SortOrder}`;
    let rows = this.#sorted.get(key);
    if (!rows) {
      const inOrder = listOrder(sort, this.#dialect);
      const places = this.#rows.map((row) => ({ row, ...placeOf(row, sort.SortBy) }));
      rows = places.sort(inOrder).map(({ row }) => row);
      this.#sorted.set(key, rows);
    }
    return rows;
  }

  #firstRow(record: WireRecord, serial: number): Row {
    const row = rowOf(record, serial);
    const isBehind = this.#dialect.stageIndex === 'behind' && serial % 23 === 7 && row.stage !== undefined;
    return isBehind ? { ...row, stage: stages[(serial * 5 + 1) % stages.length] } : row;
  }

  #hold(rows: readonly Row[]): void {
    this.#rows = rows;
    this.#sorted.clear();
    this.#selections.clear();
    this.#byId = undefined;
  }
}

/** A filtered and sorted list. */
export class Selection {
  constructor(
    private readonly rows: readonly Row[],
    private readonly sort: ListQuery['sort'],
    private readonly dialect: Dialect,
  ) {}

  get length(): number {
    return this.rows.length;
  }

  /** Returns the place of the opportunity at an index, if there is one. */
  placeAt(index: number): Place | undefined {
    const row = this.rows[index];
    return row && placeOf(row, this.sort.SortBy);
  }

  /** Returns the index of the first opportunity after a place, whether or not the place is occupied. */
  indexAfter(place: Place): number {
    const inOrder = listOrder(this.sort, this.dialect);
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inOrder(this.placeAt(middle) ?? place, place) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Returns the JSON of the opportunities from `start` to `end` (exclusive), as a JSON list. */
  json(start: number, end: number): string {
    const texts = this.rows.slice(start, end).map((row) => {
      row.json ??= JSON.stringify(row.record);
      return row.json;
    });
    return `[${texts.join(',')}]`;
  }
}
