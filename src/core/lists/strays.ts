import { isNewer, type OpportunitySummary } from '../model/opportunity';
import type { ReadKey } from './listKeys';

/** An opportunity without a known stage, and the list that AWS sent it in. */
interface Stray {
  readonly item: OpportunitySummary;
  readonly from: ReadKey;
}

/** The opportunities whose stage is missing or unknown to this version, each once and in its newest version. */
export class Strays {
  /** By their ids; one without an id differs from every other. */
  private readonly held = new Map<string | symbol, Stray>();
  private known: readonly OpportunitySummary[] | undefined;

  get items(): readonly OpportunitySummary[] {
    this.known ??= Array.from(this.held.values(), ({ item }) => item);
    return this.known;
  }

  get size(): number {
    return this.held.size;
  }

  find(id: string): OpportunitySummary | undefined {
    return this.held.get(id)?.item;
  }

  /**
   * Keeps an opportunity, unless a newer version is known.
   * @returns true if that changes anything
   */
  put(item: OpportunitySummary, from: ReadKey): boolean {
    const id = item.Id ?? Symbol('without an id');
    const before = this.held.get(id);
    if (before && !isNewer(item, before.item)) return false;
    // What the single list had belongs to it, whichever list sends it again.
    this.held.set(id, { item, from: before?.from === 'Other' ? 'Other' : from });
    this.known = undefined;
    return true;
  }

  /**
   * Removes an opportunity, because AWS sent it with a stage.
   * @returns false if a newer version without a stage is known, which stays
   */
  yieldTo(item: OpportunitySummary): boolean {
    const before = item.Id === undefined ? undefined : this.held.get(item.Id);
    if (!before || item.Id === undefined) return true;
    if (!isNewer(item, before.item)) return false;
    this.held.delete(item.Id);
    this.known = undefined;
    return true;
  }

  /** Keeps exactly these, in this order. Those that are new come from the single list. */
  arrange(items: readonly OpportunitySummary[]): void {
    const strays = Array.from(this.held.values());
    const from = new Map(strays.map(({ item, from }) => [item.Id ?? item, from]));
    this.held.clear();
    for (const item of items) {
      this.held.set(item.Id ?? Symbol('without an id'), { item, from: from.get(item.Id ?? item) ?? 'Other' });
    }
    this.known = undefined;
  }

  /** Removes what came from a list, because that list is read again. */
  forget(from: ReadKey): void {
    for (const [id, stray] of this.held) if (stray.from === from) this.held.delete(id);
    this.known = undefined;
  }
}
