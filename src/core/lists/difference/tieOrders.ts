import { criteria } from '../../query/criteria';

const { most } = criteria.Identifier;

/**
 * The order in which AWS lists opportunities that the sort does not tell apart. AWS is asked for them by their ids, as
 * many in one request as it allows.
 */
export class TieOrders {
  /** The ids in each answer, in AWS's order. */
  private readonly answers: (readonly string[])[] = [];
  private readonly asked = new Set<string>();
  private wanted: (readonly string[])[] = [];

  /** True if an order that was needed is not known yet. */
  get isPending(): boolean {
    return this.wanted.length > 0;
  }

  /** Takes the ids of one answer, in AWS's order. */
  learn(ids: readonly string[]): void {
    this.answers.push(ids);
  }

  /**
   * Returns these ids in AWS's order. While it is not known, it is wanted, and they are returned as they are.
   * @returns undefined if AWS cannot be asked, or did not list all of them
   */
  of(ids: readonly string[]): readonly string[] | undefined {
    if (ids.length > most) return undefined;
    const set = new Set(ids);
    for (const answer of this.answers) {
      const known = answer.filter((id) => set.has(id));
      if (known.length === set.size) return known;
    }
    if (this.asked.has(ids.join())) return undefined;
    this.wanted.push(ids);
    return ids;
  }

  /** Returns the ids of each request for what is wanted, and wants nothing any more. */
  take(): readonly (readonly string[])[] {
    const requests: Set<string>[] = [];
    for (const ids of this.wanted) {
      this.asked.add(ids.join());
      const room = requests.find((request) => new Set([...request, ...ids]).size <= most);
      if (room) for (const id of ids) room.add(id);
      else requests.push(new Set(ids));
    }
    this.wanted = [];
    return requests.map((request) => [...request]);
  }
}
