import type { Connection } from '../query/connection';
import { isRecord } from '../runtime/isRecord';
import { compareMoments } from '../time/moments';
import type { ExportClaims } from './exportClaims';
import type { ExportFacts } from './exportDocument';

/** A reason why a file and the loaded opportunities are not two versions of one list. */
export type ComparisonRemark =
  /** The file does not say what it lists, as in the AWS CLI's output. */
  | { readonly kind: 'nothingSaid' }
  /** The file was read after what is loaded, so that nothing can be new or gone since it was written. */
  | { readonly kind: 'newerFile' }
  | { readonly kind: 'otherFilter' | 'otherSort'; readonly file: unknown; readonly loaded: unknown }
  | { readonly kind: 'otherProfile'; readonly file: string | undefined; readonly loaded: string | undefined }
  | { readonly kind: 'sampleData'; readonly of: 'file' | 'loaded' }
  | { readonly kind: 'partial'; readonly of: 'file' | 'loaded'; readonly missing: readonly string[] };

/** How to describe opportunities that only one side has. */
export interface ComparisonBasis {
  readonly remarks: readonly ComparisonRemark[];
  /** True when the file contains the whole of the same list, so what is only loaded is new since then. */
  readonly addedIsNew: boolean;
  /** True when the whole of the same list is loaded, so what is only in the file has left the list since then. */
  readonly removedIsGone: boolean;
  /** True when a side consists of the lists of stages, none of which has an opportunity without a stage. */
  readonly fileHasOnlyStages: boolean;
  readonly loadedHasOnlyStages: boolean;
}

type LoadedFacts = Pick<ExportFacts, 'filter' | 'sort' | 'complete' | 'missing' | 'readAt'>;

/** Returns how far a file and the loaded opportunities are the same list. */
export function comparisonBasis(claims: ExportClaims, loaded: LoadedFacts, connection: Connection): ComparisonBasis {
  const origin = originRemarks(claims, loaded, connection);
  const sort: ComparisonRemark[] =
    claims.sort !== undefined && !same(claims.sort, loaded.sort)
      ? [{ kind: 'otherSort', file: claims.sort, loaded: loaded.sort }]
      : [];
  const filePartial = !claims.complete && (claims.isExport || claims.missing.length > 0);
  const partial: ComparisonRemark[] = [
    ...(filePartial ? [{ kind: 'partial', of: 'file', missing: claims.missing } as const] : []),
    ...(loaded.complete ? [] : [{ kind: 'partial', of: 'loaded', missing: loaded.missing } as const]),
  ];
  return {
    remarks: [...origin, ...sort, ...partial],
    addedIsNew: origin.length === 0 && claims.complete,
    removedIsGone: origin.length === 0 && loaded.complete,
    fileHasOnlyStages: claims.missing.includes('withoutStage'),
    loadedHasOnlyStages: loaded.missing.includes('withoutStage'),
  };
}

/** Returns the reasons why the two are lists of different things. */
function originRemarks(
  claims: ExportClaims,
  { filter, readAt }: LoadedFacts,
  connection: Connection,
): ComparisonRemark[] {
  if (!claims.isExport) return [{ kind: 'nothingSaid' }];
  const remarks: ComparisonRemark[] = [];
  const isSample = connection.kind === 'sample';
  const profile = connection.kind === 'aws' ? connection.profile : undefined;
  if (claims.sampleData !== isSample) remarks.push({ kind: 'sampleData', of: isSample ? 'loaded' : 'file' });
  else if (claims.profile !== profile) remarks.push({ kind: 'otherProfile', file: claims.profile, loaded: profile });
  if (!same(claims.filter ?? {}, filter)) remarks.push({ kind: 'otherFilter', file: claims.filter, loaded: filter });
  if (readAt !== undefined && claims.readAt !== undefined && compareMoments(claims.readAt, readAt) > 0)
    remarks.push({ kind: 'newerFile' });
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
