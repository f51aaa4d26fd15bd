import { isNewer, type OpportunitySummary, type Stage } from '../model/opportunity';
import type { PageCursor } from '../paging/pageCursor';
import { type Identity, type ListOwner, PagedList } from '../paging/pagedList';
import type { ListReading } from './listReading';

/** A list that is read page by page: that of one stage, or the whole list under the filter. */
export type ListKey = Stage | 'All';

/** One look at what was modified while lists were read. Lists that share one fit together: nothing is missing between them. */
export interface Closing {
  /** When it was made, by this computer's clock. */
  readonly at: Date;
}

const identity: Identity<OpportunitySummary> = { idOf: ({ Id }) => Id, isNewer };

/** One list of opportunities as read so far, and what is known of how it was read. */
export class OpportunityList extends PagedList<OpportunitySummary> {
  private closedBy: Closing | 'changing' | undefined;

  constructor(
    readonly key: ListKey,
    /** How it is read, and when that began. */
    readonly reading: ListReading,
    start: PageCursor,
    owner: ListOwner<OpportunitySummary>,
  ) {
    super(identity, (nextToken, priority, signal) => reading.page(nextToken, priority, signal), start, owner);
  }

  /**
   * How it is known that nothing was lost while the list was read to its end: by the closing it took part in. `changing`:
   * it changed each time it was read. Undefined: nobody looked.
   */
  get closing(): Closing | 'changing' | undefined {
    return this.closedBy;
  }

  /** True where the list was read to its end as it was at one moment: in one request, or confirmed by a closing. */
  get isOneMoment(): boolean {
    return this.tail.kind === 'end' && (this.pages <= 1 || typeof this.closedBy === 'object');
  }

  /** Takes note of how the look at what changed meanwhile ended. */
  close(closing: Closing | 'changing'): void {
    this.closedBy = closing;
    this.owner.changed();
  }
}
