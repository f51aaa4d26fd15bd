import { isRecord } from '../runtime/isRecord';

/** What a file says of its opportunities: nothing, or part of it, where it is no export of ours. */
export interface ExportClaims {
  /** True for an export of ours; what the AWS CLI printed does not say what it is of. */
  readonly isExport: boolean;
  readonly catalog?: string;
  /** As it stands in the file: not checked. */
  readonly filter?: unknown;
  readonly sort?: unknown;
  /** The profile that it was read with. */
  readonly profile?: string;
  readonly sampleData: boolean;
  /** When it was written: ISO 8601. */
  readonly exportedAt?: string;
  /** True only where the file says that it holds all that AWS listed. */
  readonly complete: boolean;
  /** Why it does not; as it stands in the file. */
  readonly missing: readonly string[];
}

/**
 * Reads what a file says of itself.
 * @param facts its member `Export`; undefined where there is none
 * @param goesOn whether it has a token with which the list goes on
 */
export function readClaims(facts: unknown, goesOn: boolean): ExportClaims {
  if (!isRecord(facts)) return { isExport: false, sampleData: false, complete: false, missing: reasons([], goesOn) };
  const { catalog, filter, sort, profile, sampleData, exportedAt, complete, missing } = facts;
  const stated = Array.isArray(missing) ? missing.filter((reason) => typeof reason === 'string') : [];
  return {
    isExport: true,
    ...(typeof catalog === 'string' && { catalog }),
    ...(filter !== undefined && { filter }),
    ...(sort !== undefined && { sort }),
    ...(typeof profile === 'string' && { profile }),
    sampleData: sampleData === true,
    ...(typeof exportedAt === 'string' && { exportedAt }),
    complete: complete === true && stated.length === 0 && !goesOn,
    missing: reasons(stated, goesOn),
  };
}

function reasons(stated: readonly string[], goesOn: boolean): readonly string[] {
  return goesOn && stated.length === 0 ? ['moreExist'] : stated;
}
