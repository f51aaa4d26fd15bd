import { compareMoments } from '../time/moments';
import { compareVersions, type Hash, type Version } from './version';

/** What is known of an opportunity. */
export interface KnownOpportunity {
  /** The version that the person saw last; undefined if there is none. */
  readonly seen: Version | undefined;
  /** The newest version: the same object as `seen` if that is the newest. */
  readonly newest: Version;
  /** What an opportunity is that the person has seen no version of. */
  readonly unseenAs: 'new' | 'unknown';
}

/** What is known of the opportunities of a connection. */
export interface KeptChanges {
  /** AWS was asked for everything that was modified up to this moment, by its clock; undefined: there was nothing. */
  readonly watermark: string | undefined;
  /** The first look, or when all changes were last marked as seen, by AWS's clock. */
  readonly since: string | undefined;
  readonly known: ReadonlyMap<string, KnownOpportunity>;
}

/**
 * Merges what two windows know. In whatever order and however often it is done, the result is the same, and nothing
 * becomes older.
 */
export function merge(a: KeptChanges, b: KeptChanges): KeptChanges {
  const known = new Map(a.known);
  for (const [id, theirs] of b.known) {
    const ours = known.get(id);
    known.set(id, ours ? mergeKnown(ours, theirs) : theirs);
  }
  return { watermark: laterOf(a.watermark, b.watermark), since: laterOf(a.since, b.since), known };
}

/**
 * Returns `ours` itself if nothing in it is older.
 * @param hash tells versions of the same moment apart that are not hashed yet
 */
export function mergeKnown(ours: KnownOpportunity, theirs: KnownOpportunity, hash?: Hash): KnownOpportunity {
  const seen = newerOf(ours.seen, theirs.seen, hash);
  const newest = newerOf(ours.newest, theirs.newest, hash) ?? ours.newest;
  const unseenAs = ours.unseenAs === 'new' ? 'new' : theirs.unseenAs;
  if (seen === ours.seen && newest === ours.newest && unseenAs === ours.unseenAs) return ours;
  if (!seen || compareVersions(seen, newest, hash) !== 0) return { seen, newest, unseenAs };
  // What was the newest here may be what was seen there.
  const same = fullerOf(newest, seen);
  return { seen: same, newest: same, unseenAs };
}

function newerOf(a: Version | undefined, b: Version | undefined, hash: Hash | undefined): Version | undefined {
  if (!a || !b) return a ?? b;
  const order = compareVersions(a, b, hash);
  if (order === 0) return fullerOf(a, b);
  return order > 0 ? a : b;
}

/** Returns the one that has the opportunity, of two that are the same version. */
function fullerOf(a: Version, b: Version): Version {
  return a.item || !b.item ? a : b;
}

/** Returns the later of two moments. Of two ways to write the same moment, it is always the same one. */
export function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compareMoments(a, b);
  if (order !== 0) return order > 0 ? a : b;
  return a >= b ? a : b;
}
