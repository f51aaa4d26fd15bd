import type { OpportunityLists } from '../core/lists/opportunityLists';
import type { OpportunitySummary } from '../core/model/opportunity';
import type { Connection } from '../core/query/connection';
import type { ListsQuery } from '../core/query/listsQuery';

/** The connections that a person goes back and forth between. Each one may hold many thousands of opportunities. */
const most = 2;

/** What lists have to be of, so that they can be shown again as they are. */
interface Wanted {
  readonly connection: Connection;
  readonly query: ListsQuery;
  readonly zone: string;
}

/** Lists, and what they are read with. */
interface Left extends Wanted {
  readonly lists: OpportunityLists;
  readonly source: { dispose(): void };
  readonly rest: (() => void) | undefined;
}

/** The lists of connections that the person left in this window, so that they are there at once on the way back. */
export class AsideLists<Opened extends Left> {
  /** The last one was left last. */
  private kept: readonly Opened[] = [];

  /** Stops what is being read, and keeps what was. */
  put(left: Opened): void {
    left.lists.stop();
    left.rest?.();
    this.forget(left.connection);
    this.kept = [...this.kept, left];
    for (const old of this.kept.slice(0, -most)) close(old);
    this.kept = this.kept.slice(-most);
  }

  /** Returns the lists of a connection if they are of the same query, and keeps them no longer. */
  take(wanted: Wanted): Opened | undefined {
    const found = this.of(wanted.connection);
    if (!found) return undefined;
    this.kept = this.kept.filter((one) => one !== found);
    if (same(found.query, wanted.query) && found.zone === wanted.zone) return found;
    close(found);
    return undefined;
  }

  /** Returns the lists of a connection, which stay kept. */
  of(connection: Connection): Opened | undefined {
    return this.kept.find((one) => same(one.connection, connection));
  }

  /** Keeps no lists of a connection any more. */
  forget(connection: Connection): void {
    const { kept } = this;
    this.kept = kept.filter((one) => !same(one.connection, connection));
    for (const one of kept) if (!this.kept.includes(one)) close(one);
  }

  /** True if an opportunity was read with a connection that was left. */
  has(item: OpportunitySummary): boolean {
    const { Id: id } = item;
    return this.kept.some(({ lists }) => (id === undefined ? lists.loaded().includes(item) : lists.find(id) === item));
  }

  dispose(): void {
    for (const one of this.kept) close(one);
    this.kept = [];
  }
}

function close({ lists, source }: Left): void {
  lists.dispose();
  source.dispose();
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
