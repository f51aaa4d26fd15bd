import type { Random } from '../random';
import type { WireRecord } from '../wireRecord';

/** What an edit depends on, besides the opportunity. */
export interface EditContext {
  readonly random: Random;
  /** When it is made, in milliseconds since 1970. */
  readonly at: number;
  /** Whether the data is hard to read and to show. */
  readonly hostile: boolean;
}

/**
 * Returns an opportunity after an edit; undefined if this edit is not possible or would change nothing. Opportunities that
 * have ended or were rejected are not edited.
 */
export type Edit = (record: WireRecord, context: EditContext) => WireRecord | undefined;
