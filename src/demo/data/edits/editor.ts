import { dateTime } from '../dates';
import { hasEnded } from '../lifeCycles';
import { Random } from '../random';
import type { WireRecord } from '../wireRecord';
import type { Edit, EditContext } from './edit';
import type { EditKind, EditPlan, PlannedEdit } from './editPlan';
import { type EditedData, newOpportunity } from './newOpportunity';
import { moved, postponed, replanned } from './partnerEdits';
import { type Past, pastOf } from './past';
import { decided, reopened, reviewed } from './reviewEdits';
import { respent } from './spendEdits';

const edits: Readonly<Record<Exclude<EditKind, 'new'>, Edit>> = {
  review: reviewed,
  decision: decided,
  reopening: reopened,
  stage: moved,
  closeDate: postponed,
  spend: respent,
  nextSteps: replanned,
};

/** Opportunities after edits. */
export interface Edited {
  /** The latest version of each one that was there before, by id. */
  readonly changed: ReadonlyMap<string, WireRecord>;
  /** In the order in which they were begun. */
  readonly added: readonly WireRecord[];
}

/** Makes the edits of a plan in one catalog. The same edits come out, whether they are made one by one or all at once. */
export class Editor {
  #made = 0;
  readonly #past = new Map<string, Past>();

  constructor(
    private readonly plan: EditPlan,
    private readonly data: EditedData,
  ) {}

  /** Returns what the edits that became due since the last call make of `records`, or undefined if there are none. */
  catchUp(records: () => readonly WireRecord[]): Edited | undefined {
    const due = this.plan.due();
    if (due <= this.#made) return undefined;
    const list = new EditedList(records(), this.data, this.#past);
    for (; this.#made < due; this.#made++) list.edit(this.#made, this.plan.edit(this.#made));
    return list.edited();
  }

  /** Returns what an opportunity was before its edits, if there were any. */
  past(id: string): Past | undefined {
    return this.#past.get(id);
  }
}

/** A list of opportunities while it is edited. */
class EditedList {
  readonly #records: WireRecord[];
  readonly #length: number;
  /** The places of those that can still be edited, in order. */
  readonly #live: number[];
  /** The places of those that were edited and were there before. */
  readonly #touched = new Set<number>();

  constructor(
    records: readonly WireRecord[],
    private readonly data: EditedData,
    private readonly past: Map<string, Past>,
  ) {
    this.#records = [...records];
    this.#length = records.length;
    this.#live = [...records.keys()].filter((place) => isLive(records[place] as WireRecord));
  }

  edited(): Edited {
    const changed = [...this.#touched].map((place) => this.#records[place] as WireRecord);
    return {
      // Only opportunities with an id are edited.
      changed: new Map(changed.map((record) => [record.Id as string, record])),
      added: this.#records.slice(this.#length),
    };
  }

  /** Makes one edit, which depends on nothing else than the list, the data and the arguments. */
  edit(number: number, { at, kinds, spares }: PlannedEdit): void {
    const random = new Random(`${this.data.seed}/${this.data.catalog}/edits/${number}`);
    const context = { random, at, hostile: this.data.hostile };
    const first = random.integer(0, Math.max(0, this.#live.length - 1));
    const isScarce = this.#live.length < this.data.count * 0.6 && kinds.includes('new');
    if (isScarce && this.#begin(number, context)) return;
    for (const latest of spares === undefined ? [undefined] : [spares, undefined]) {
      for (const kind of kinds) {
        if (kind === 'new' ? this.#begin(number, context) : this.#change(edits[kind], first, latest, context)) return;
      }
    }
  }

  #begin(number: number, context: EditContext): boolean {
    const record = newOpportunity(this.data, number, context);
    if (!record) return false;
    this.#live.push(this.#records.length);
    this.#records.push(record);
    return true;
  }

  /**
   * Edits the first opportunity, from the `first` live one on, with which that is possible.
   * @param latest Leaves out those that were modified later.
   */
  #change(edit: Edit, first: number, latest: number | undefined, context: EditContext): boolean {
    for (let step = 0; step < this.#live.length; step++) {
      const turn = (first + step) % this.#live.length;
      const place = this.#live[turn] as number;
      const before = this.#records[place] as WireRecord;
      if (latest !== undefined && Date.parse(before.LastModifiedDate ?? '') > latest) continue;
      const record = edit(before, context);
      if (!record) continue;
      const id = before.Id as string;
      this.past.set(id, pastOf(this.past.get(id), before, record, context.at));
      this.#records[place] = { ...record, LastModifiedDate: dateTime(context.at) };
      if (place < this.#length) this.#touched.add(place);
      if (!isLive(record)) this.#live.splice(turn, 1);
      return true;
    }
    return false;
  }
}

/** False for what has ended or was rejected, which nobody edits any more, and for what cannot be named. */
function isLive({ Id, LifeCycle }: WireRecord): boolean {
  if (!Id || !LifeCycle || LifeCycle.ReviewStatus === 'Rejected') return false;
  return !(LifeCycle.Stage && hasEnded(LifeCycle.Stage));
}
