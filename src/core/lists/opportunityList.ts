import { isNewer, type OpportunitySummary } from '../model/opportunity';
import type { PageCursor } from '../paging/pageCursor';
import { type Identity, type ListOwner, PagedList } from '../paging/pagedList';
import type { ReadKey } from './listKeys';
import type { ListReading } from './listReading';

/**
 * One check of what was modified while lists were read. Lists that share one are consistent: nothing is missing between
 * them.
 */
export interface Closing {
  /** When it was made, by this computer's clock. */
  readonly at: Date;
}

const identity: Identity<OpportunitySummary> = { idOf: ({ Id }) => Id, isNewer };

/** A list of opportunities as read so far, and what is known about how it was read. */
export class OpportunityList extends PagedList<OpportunitySummary> {
  private closedBy: Closing | 'changing' | undefined;

  constructor(
    readonly key: ReadKey,
    /** Reads the pages, and knows when that began. */
    readonly reading: ListReading,
    start: PageCursor,
    owner: ListOwner<OpportunitySummary>,
  ) {
    super(identity, (...page) => reading.page(...page), start, owner);
  }

  /**
   * The check that nothing was lost while the list was read to its end. `changing`: the list changed each time it was
   * read. Undefined: nobody checked.
   */
  get closing(): Closing | 'changing' | undefined {
    return this.closedBy;
  }

  /** True if the list was read to its end as it was at one moment: in one request, or confirmed by a closing. */
  get isOneMoment(): boolean {
    return this.tail.kind === 'end' && (this.pages <= 1 || typeof this.closedBy === 'object');
  }

  /** Stores the result of a check of what changed in the meantime. */
  close(closing: Closing | 'changing'): void {
    this.closedBy = closing;
    this.owner.changed();
  }
}

/** True if the reading of a list, once it had begun, was stopped by a person before it got any further. */
export function wasStopped({ tail }: OpportunityList): boolean {
  return tail.kind === 'unread' || (tail.kind === 'more' && tail.stopped === true);
}
