import type { Connection } from '../query/connection';
import { isRecord } from '../runtime/isRecord';
import type { ExportClaims } from './exportClaims';
import type { ExportFacts } from './exportDocument';

/** What keeps a file and what is loaded from being two versions of one list. */
export type ComparisonRemark =
  /** The file does not say what it is of: the AWS CLI's output does not. */
  | { readonly kind: 'nothingSaid' }
  | { readonly kind: 'otherFilter' | 'otherSort'; readonly file: unknown; readonly loaded: unknown }
  | { readonly kind: 'otherProfile'; readonly file: string | undefined; readonly loaded: string | undefined }
  | { readonly kind: 'sampleData'; readonly of: 'file' | 'loaded' }
  | { readonly kind: 'partial'; readonly of: 'file' | 'loaded'; readonly missing: readonly string[] };

/** What may be said of opportunities that only one side has. */
export interface ComparisonBasis {
  readonly remarks: readonly ComparisonRemark[];
  /** True where the file held all of the same list: what is only loaded has come to it since. */
  readonly addedIsNew: boolean;
  /** True where all of the same list is loaded: what is only in the file has left it since. */
  readonly removedIsGone: boolean;
}

type LoadedFacts = Pick<ExportFacts, 'filter' | 'sort' | 'complete' | 'missing'>;

/** Returns how far a file and what is loaded are the same list. */
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
  };
}

/** Why the two are lists of different things. */
function originRemarks(claims: ExportClaims, { filter }: LoadedFacts, connection: Connection): ComparisonRemark[] {
  if (!claims.isExport) return [{ kind: 'nothingSaid' }];
  const remarks: ComparisonRemark[] = [];
  const isSample = connection.kind === 'sample';
  const profile = connection.kind === 'aws' ? connection.profile : undefined;
  if (claims.sampleData !== isSample) remarks.push({ kind: 'sampleData', of: isSample ? 'loaded' : 'file' });
  else if (claims.profile !== profile) remarks.push({ kind: 'otherProfile', file: claims.profile, loaded: profile });
  if (!same(claims.filter ?? {}, filter)) remarks.push({ kind: 'otherFilter', file: claims.filter, loaded: filter });
  return remarks;
}

/** Whether two values of JSON say the same: neither the order of names nor that of a list of values counts. */
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
