import { isRecord } from '../runtime/isRecord';

/** What a file states about its opportunities. Files that are not our exports state part of it or nothing. */
export interface ExportClaims {
  /** True for our own exports. The AWS CLI's output does not say what it lists. */
  readonly isExport: boolean;
  readonly catalog?: string;
  /** As it is in the file, unchecked. */
  readonly filter?: unknown;
  readonly sort?: unknown;
  /** The profile it was read with. */
  readonly profile?: string;
  readonly sampleData: boolean;
  /** The time of writing, in ISO 8601. */
  readonly exportedAt?: string;
  /** When the reading of its opportunities began, in ISO 8601. */
  readonly readAt?: string;
  /** True only when the file says that it contains everything AWS listed. */
  readonly complete: boolean;
  /** The reasons why it is not complete, as they are in the file. */
  readonly missing: readonly string[];
}

/**
 * Reads what a file states about its contents.
 * @param facts The member `Export`, or undefined when there is none.
 * @param goesOn Whether the file has a token with which the list continues.
 */
export function readClaims(facts: unknown, goesOn: boolean): ExportClaims {
  if (!isRecord(facts)) return { isExport: false, sampleData: false, complete: false, missing: reasons([], goesOn) };
  const { catalog, filter, sort, profile, sampleData, exportedAt, readAt, complete, missing } = facts;
  const stated = Array.isArray(missing) ? missing.filter((reason) => typeof reason === 'string') : [];
  return {
    isExport: true,
    ...(typeof catalog === 'string' && { catalog }),
    ...(filter !== undefined && { filter }),
    ...(sort !== undefined && { sort }),
    ...(typeof profile === 'string' && { profile }),
    sampleData: sampleData === true,
    ...(typeof exportedAt === 'string' && { exportedAt }),
    ...(typeof readAt === 'string' && { readAt }),
    complete: complete === true && stated.length === 0 && !goesOn,
    missing: reasons(stated, goesOn),
  };
}

function reasons(stated: readonly string[], goesOn: boolean): readonly string[] {
  return goesOn && stated.length === 0 ? ['moreExist'] : stated;
}
