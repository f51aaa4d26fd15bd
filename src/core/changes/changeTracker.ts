import type { OpportunitySummary } from '../model/opportunity';
import { isWithinMargin } from '../time/indexDelay';
import { compareMoments } from '../time/moments';
import { type KeptChanges, type KnownOpportunity, laterOf, mergeKnown } from './keptChanges';
import type { Move, OpportunityChange, Shown } from './opportunityChange';
import { type Hash, Version } from './version';

/**
 * What changed since the person last looked. Everything that was read before the first look counts as seen. Only AWS's
 * dates are compared.
 */
export class ChangeTracker implements KeptChanges {
  readonly known: Map<string, KnownOpportunity>;
  private readonly unseen = new Map<string, OpportunityChange>();
  private listed: readonly OpportunityChange[] | undefined;
  private asked: string | undefined;
  private from: string | undefined;
  private looked: boolean;
  private edits = 0;

  /** True if nothing was kept, so that changes are listed from this look on. */
  readonly isFirst: boolean;
  /** Needed as soon as a version that was kept is compared with an opportunity. */
  hash: Hash | undefined;

  constructor(kept?: KeptChanges, hash?: Hash) {
    this.isFirst = kept === undefined;
    this.looked = !this.isFirst;
    this.hash = hash;
    this.known = new Map(kept?.known);
    this.asked = kept?.watermark;
    this.from = kept?.since;
    for (const [id, known] of this.known) if (known.seen !== known.newest) this.list(id, known);
  }

  /** True if the person has looked before, so that changes are listed. */
  get hasLooked(): boolean {
    return this.looked;
  }

  get watermark(): string | undefined {
    return this.asked;
  }

  get since(): string | undefined {
    return this.from;
  }

  /** A number that grows with whatever is to be kept. */
  get version(): number {
    return this.edits;
  }

  /** What the person has not marked as seen, newest first. */
  get changes(): readonly OpportunityChange[] {
    this.listed ??= newestFirst([...this.unseen.values()]);
    return this.listed;
  }

  of(id: string): OpportunityChange | undefined {
    return this.unseen.get(id);
  }

  /**
   * Takes opportunities as AWS sent them.
   * @returns whether that changes what is listed
   */
  take(items: Iterable<OpportunitySummary>): boolean {
    let changed = false;
    for (const item of items) if (this.takeOne(item)) changed = true;
    return changed;
  }

  /** Does the same as `take`, and pauses after each opportunity. */
  *taking(items: Iterable<OpportunitySummary>): Generator<void, void> {
    for (const item of items) {
      this.takeOne(item);
      yield;
    }
  }

  /** Notes that AWS was asked for everything that was modified up to a moment. The first time, it is the first look. */
  askedUpTo(moment: string | undefined): void {
    const { asked, looked } = this;
    this.asked = laterOf(asked, moment);
    if (!looked) this.from = this.asked;
    this.looked = true;
    if (!looked || asked !== this.asked) this.edits += 1;
  }

  /**
   * Marks versions as seen. Where AWS has sent a newer one since, the person has not seen that.
   * @returns whether that changes what is listed
   */
  markSeen(shown: Iterable<Shown>): boolean {
    let changed = false;
    for (const { id, modified } of shown) {
      const known = this.known.get(id);
      if (!known || this.unseen.get(id)?.modified !== modified) continue;
      this.set(id, { ...known, seen: known.newest });
      changed = true;
    }
    return changed;
  }

  /**
   * Marks everything as seen.
   * @param isWhole false if there may be changes that AWS was not asked for: they count as seen, too
   */
  markAllSeen(isWhole: boolean): void {
    let newest = this.asked;
    for (const { modified } of this.unseen.values()) newest = laterOf(newest, modified);
    this.markSeen([...this.unseen.values()]);
    if (!isWhole) this.asked = newest;
    this.from = laterOf(this.from, newest);
    this.edits += 1;
  }

  /**
   * Takes what another window knows.
   * @returns whether that changes what is listed
   */
  merge(kept: KeptChanges): boolean {
    let changed = false;
    for (const [id, theirs] of kept.known) {
      const ours = this.known.get(id);
      const merged = ours ? mergeKnown(ours, theirs, this.hash) : theirs;
      if (merged === ours) continue;
      changed ||= this.unseen.has(id) || merged.seen !== merged.newest;
      this.set(id, merged);
    }
    this.asked = laterOf(this.asked, kept.watermark);
    this.from = laterOf(this.from, kept.since);
    return changed;
  }

  /** Hashes what is not hashed yet, and pauses after each version. */
  *hashing(hash: Hash): Generator<void, void> {
    for (const { seen, newest } of this.known.values()) {
      for (const version of [seen, newest]) {
        if (!version || version.hashes !== undefined) continue;
        version.hash(hash);
        yield;
      }
    }
  }

  private takeOne(item: OpportunitySummary): boolean {
    const { Id: id } = item;
    if (id === undefined) return false;
    const known = this.known.get(id);
    if (!known) return this.begin(id, item);
    const { newest } = known;
    if (newest.item === item) return false;
    const order = compareMoments(item.LastModifiedDate, newest.modified);
    if (order < 0) return false;
    if (order > 0) return this.replace(id, known, Version.of(id, item));
    const version = Version.of(id, item, newest.late + 1);
    if (!newest.isSame(version, this.hash)) return this.replace(id, known, version);
    if (newest.item) return false;
    newest.fill(item);
    // It is shown whole from now on.
    return known.seen !== newest && this.list(id, known);
  }

  private begin(id: string, item: OpportunitySummary): boolean {
    const { looked, asked } = this;
    const newest = Version.of(id, item);
    const isNew = looked && compareMoments(item.CreatedDate, asked) > 0;
    // One of the minute before that AWS sends only now was not in its index then.
    const isUnseen = looked && isWithinMargin(item.LastModifiedDate, asked);
    return this.set(id, { seen: isNew || isUnseen ? undefined : newest, newest, unseenAs: isNew ? 'new' : 'unknown' });
  }

  private replace(id: string, known: KnownOpportunity, newest: Version): boolean {
    const { seen, unseenAs } = known;
    // An index of AWS that is late may go there and back, which is no change.
    const isBack = seen && compareMoments(seen.modified, newest.modified) === 0 && seen.isSame(newest, this.hash);
    return this.set(id, { seen: isBack || !this.looked ? newest : seen, newest, unseenAs });
  }

  private set(id: string, known: KnownOpportunity): boolean {
    this.known.set(id, known);
    this.edits += 1;
    return this.list(id, known);
  }

  /** Lists an opportunity, or lists it no longer. Returns whether that changes anything. */
  private list(id: string, known: KnownOpportunity): boolean {
    const isUnseen = known.seen !== known.newest;
    if (!isUnseen && !this.unseen.has(id)) return false;
    if (isUnseen) this.unseen.set(id, changeOf(id, known, this.hash));
    else this.unseen.delete(id);
    this.listed = undefined;
    return true;
  }
}

function changeOf(id: string, { seen, newest, unseenAs }: KnownOpportunity, hash: Hash | undefined): OpportunityChange {
  const own = { id, modified: newest.modified, item: newest.item, before: seen?.item };
  if (!seen) return { ...own, kind: unseenAs, fields: [] };
  const stage = moveOf(seen.stage, newest.stage);
  const reviewStatus = moveOf(seen.reviewStatus, newest.reviewStatus);
  const closes = moveOf(seen.closes, newest.closes);
  const moves = { ...(stage && { stage }), ...(reviewStatus && { reviewStatus }), ...(closes && { closes }) };
  return { ...own, kind: 'changed', ...moves, fields: seen.changed(newest, hash) };
}

function moveOf(from: string | undefined, to: string | undefined): Move | undefined {
  return from === to ? undefined : { from, to };
}

function newestFirst(changes: readonly OpportunityChange[]): readonly OpportunityChange[] {
  // Reading a date takes longer than comparing two numbers.
  const dated = changes.map((change) => ({
    change,
    at: Date.parse(change.modified ?? '') || Number.NEGATIVE_INFINITY,
  }));
  const byDate = dated.sort(
    (a, b) =>
      (a.at === b.at ? 0 : b.at - a.at) ||
      compareMoments(b.change.modified, a.change.modified) ||
      (a.change.id < b.change.id ? -1 : 1),
  );
  return byDate.map(({ change }) => change);
}
