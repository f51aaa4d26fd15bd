import { isRecord } from '../runtime/isRecord';
import { compareMoments } from '../time/moments';
import type { ExportClaims } from './exportClaims';

/** One of the two lists of a comparison. */
export type ComparedSide = 'before' | 'after';

/** A reason why two lists are not two versions of one list. */
export type ComparisonRemark =
  /** It does not say what it lists, as in the AWS CLI's output. */
  | { readonly kind: 'nothingSaid'; readonly of: ComparedSide }
  /** The earlier list was read after the later one, so that nothing can be new or gone since it was written. */
  | { readonly kind: 'wrongOrder' }
  | { readonly kind: 'otherFilter' | 'otherSort'; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'otherProfile'; readonly before: string | undefined; readonly after: string | undefined }
  | { readonly kind: 'sampleData'; readonly of: ComparedSide }
  | { readonly kind: 'partial'; readonly of: ComparedSide; readonly missing: readonly string[] };

/** How to describe opportunities that only one list has. */
export interface ComparisonBasis {
  readonly remarks: readonly ComparisonRemark[];
  /** True when the earlier list is the whole of the same list, so what only the later one has is new since then. */
  readonly addedIsNew: boolean;
  /** True when the later list is the whole of the same list, so what only the earlier one has has left it since then. */
  readonly removedIsGone: boolean;
  /** True when a list consists of the lists of stages, none of which has an opportunity without a stage. */
  readonly beforeHasOnlyStages: boolean;
  readonly afterHasOnlyStages: boolean;
}

/** Returns how far two lists are the same list. What is loaded states what an export of it would. */
export function comparisonBasis(before: ExportClaims, after: ExportClaims): ComparisonBasis {
  const origin = originRemarks(before, after);
  const sort: ComparisonRemark[] =
    before.sort !== undefined && after.sort !== undefined && !same(before.sort, after.sort)
      ? [{ kind: 'otherSort', before: before.sort, after: after.sort }]
      : [];
  return {
    remarks: [...origin, ...sort, ...partialRemarks('before', before), ...partialRemarks('after', after)],
    addedIsNew: origin.length === 0 && before.complete,
    removedIsGone: origin.length === 0 && after.complete,
    beforeHasOnlyStages: before.missing.includes('withoutStage'),
    afterHasOnlyStages: after.missing.includes('withoutStage'),
  };
}

function partialRemarks(of: ComparedSide, { isExport, complete, missing }: ExportClaims): ComparisonRemark[] {
  return !complete && (isExport || missing.length > 0) ? [{ kind: 'partial', of, missing }] : [];
}

/** Returns the reasons why the two are lists of different things. */
function originRemarks(before: ExportClaims, after: ExportClaims): ComparisonRemark[] {
  const silent = (
    [
      ['before', before],
      ['after', after],
    ] as const
  ).filter(([, { isExport }]) => !isExport);
  if (silent.length > 0) return silent.map(([of]) => ({ kind: 'nothingSaid', of }));
  const remarks: ComparisonRemark[] = [];
  if (before.sampleData !== after.sampleData) {
    remarks.push({ kind: 'sampleData', of: after.sampleData ? 'after' : 'before' });
  } else if (before.profile !== after.profile) {
    remarks.push({ kind: 'otherProfile', before: before.profile, after: after.profile });
  }
  if (!same(before.filter ?? {}, after.filter ?? {}))
    remarks.push({ kind: 'otherFilter', before: before.filter, after: after.filter });
  if (before.readAt !== undefined && after.readAt !== undefined && compareMoments(before.readAt, after.readAt) > 0)
    remarks.push({ kind: 'wrongOrder' });
  return remarks;
}

/** Returns whether two JSON values are equal. The order of member names and of values in a list does not matter. */
function same(a: unknown, b: unknown): boolean {
  return ordered(a) === ordered(b);
}

function ordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(ordered).toSorted().join()}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .map(([name, member]) => `${JSON.stringify(name)}:${ordered(member)}`)
    .toSorted()
    .join()}}`;
}
