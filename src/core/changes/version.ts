import { fieldGroups } from '../model/fields';
import type { OpportunitySummary } from '../model/opportunity';
import { compareMoments } from '../time/moments';
import type { HashedField } from './opportunityChange';

/** Returns a keyed hash of a field's value, always `hashLength` characters. */
export type Hash = (field: HashedField, id: string, value: string) => string;

/** The characters of one hash: Base64, 36 bits. */
export const hashLength = 6;

type Read = (item: OpportunitySummary) => string;

/** The fields whose values are kept themselves, or say nothing about a change. */
const plain: ReadonlySet<string> = new Set([
  'Id',
  'Arn',
  'Catalog',
  'LastModifiedDate',
  'LifeCycle.Stage',
  'LifeCycle.ReviewStatus',
  'LifeCycle.TargetCloseDate',
]);

const others = fieldGroups
  .flatMap(({ fields }) => fields)
  .filter(({ name }) => !plain.has(name))
  .map(({ name, read }): readonly [HashedField, Read] => [name as HashedField, (item) => JSON.stringify(read(item))]);

/** The fields of which only a hash is kept, each with how its value is read. A new one belongs at the end. */
export const hashedFields: readonly (readonly [HashedField, Read])[] = [
  ...others,
  ['Project.ExpectedCustomerSpend', (item) => JSON.stringify(item.Project?.ExpectedCustomerSpend ?? [])],
];

/** What is kept of a version. */
export interface KeptVersion {
  /** Its `LastModifiedDate`: AWS's text, or seconds since 1970 for `momentOfSeconds`. */
  readonly modified: string | number | undefined;
  /** How often AWS sent something else for the same moment before, because its index was late. */
  readonly late: number;
  readonly stage: string | undefined;
  readonly reviewStatus: string | undefined;
  readonly closes: string | undefined;
  /** The hashes of all `hashedFields`, one after the other. */
  readonly hashes: string;
}

/** Returns a moment as AWS's dates are written, from seconds since 1970. */
export function momentOfSeconds(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString();
}

/** One version of an opportunity: as AWS sent it in this window, or what was kept of it. */
export class Version {
  private date: string | number | undefined;

  private constructor(
    readonly id: string,
    { modified }: Pick<KeptVersion, 'modified'>,
    readonly late: number,
    readonly stage: string | undefined,
    readonly reviewStatus: string | undefined,
    readonly closes: string | undefined,
    private summary: OpportunitySummary | undefined,
    private hashed: string | undefined,
  ) {
    this.date = modified;
  }

  static of(id: string, item: OpportunitySummary, late = 0): Version {
    const { LastModifiedDate: modified, LifeCycle: life } = item;
    return new Version(id, { modified }, late, life?.Stage, life?.ReviewStatus, life?.TargetCloseDate, item, undefined);
  }

  static kept(id: string, kept: KeptVersion): Version {
    const { late, stage, reviewStatus, closes, hashes } = kept;
    return new Version(id, kept, late, stage, reviewStatus, closes, undefined, hashes);
  }

  /** Its `LastModifiedDate`. */
  get modified(): string | undefined {
    // Of thousands that are read from a file, few are looked at.
    if (typeof this.date === 'number') this.date = momentOfSeconds(this.date);
    return this.date;
  }

  /** The opportunity, if it was read in this window. */
  get item(): OpportunitySummary | undefined {
    return this.summary;
  }

  /** The hashes of all fields; undefined if nobody has asked for them yet. */
  get hashes(): string | undefined {
    return this.hashed;
  }

  /** Returns the hashes of all fields. They take some microseconds each, once. */
  hash(hash: Hash): string {
    const { summary } = this;
    if (this.hashed === undefined && summary) {
      this.hashed = hashedFields.map(([field, read]) => hash(field, this.id, read(summary))).join('');
    }
    return this.hashed ?? '';
  }

  /** Takes the opportunity that this is a version of. */
  fill(item: OpportunitySummary): void {
    this.summary ??= item;
  }

  /** Returns the fields in which another version differs, of those that are not kept themselves. */
  changed(other: Version, hash: Hash | undefined): readonly HashedField[] {
    const [before, after] = [this.summary, other.summary];
    if (before && after) {
      return hashedFields.flatMap(([field, read]) => (read(before) === read(after) ? [] : [field]));
    }
    if (!hash) return [];
    const [old, now] = [this.hash(hash), other.hash(hash)];
    const at = (text: string, index: number) => text.slice(index * hashLength, (index + 1) * hashLength);
    return hashedFields.flatMap(([field], index) => (at(old, index) === at(now, index) ? [] : [field]));
  }

  /** True if another version has the same content, whenever it was modified. */
  isSame(other: Version, hash: Hash | undefined): boolean {
    if (this === other) return true;
    if (this.stage !== other.stage || this.reviewStatus !== other.reviewStatus) return false;
    if (this.closes !== other.closes) return false;
    const { summary } = this;
    if (summary && (summary === other.summary || JSON.stringify(summary) === JSON.stringify(other.summary)))
      return true;
    return this.changed(other, hash).length === 0;
  }
}

/**
 * Compares two versions of an opportunity by age: by AWS's date, and of the same moment by what came later. Versions
 * that two windows know differently are in some order, which is always the same.
 * @param hash hashes versions that are not hashed yet, if that is needed
 */
export function compareVersions(a: Version, b: Version, hash?: Hash): number {
  if (a === b) return 0;
  const order = compareMoments(a.modified, b.modified) || a.late - b.late;
  if (order !== 0) return order;
  const [left, right] = [contentOf(a, hash), contentOf(b, hash)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function contentOf(version: Version, hash: Hash | undefined): string {
  const { stage, reviewStatus, closes, modified } = version;
  const hashes = (hash ? version.hash(hash) : version.hashes) ?? 0;
  return JSON.stringify([stage ?? 0, reviewStatus ?? 0, closes ?? 0, hashes, modified ?? 0]);
}
