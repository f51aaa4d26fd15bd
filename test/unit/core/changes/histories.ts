import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { KeptChanges } from '../../../../src/core/changes/keptChanges';
import { type KeptFile, readKept, type Unusable, writeKept } from '../../../../src/core/changes/keptFormat';
import { type Hash, hashLength } from '../../../../src/core/changes/version';
import type { OpportunitySummary, ReviewStatus, Stage } from '../../../../src/core/model/opportunity';

/** A keyed hash, as far as a test needs one. */
export const hash: Hash = (field, id, value) =>
  createHash('sha256').update(`${field}\0${id}\0${value}`).digest('base64').slice(0, hashLength);

/** Returns a moment of AWS's clock; the number counts minutes. */
export const minute = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();

/** What may change in an opportunity. */
export interface Content {
  readonly stage?: Stage;
  readonly status?: ReviewStatus;
  readonly closes?: string;
  readonly steps?: string;
  readonly amount?: string;
}

/** Returns a version of an opportunity. */
export function version(
  id: string,
  modified: number | undefined,
  content: Content = {},
  created = 0,
): OpportunitySummary {
  const { stage = 'Prospect', status, closes, steps, amount } = content;
  return {
    ...{ Catalog: 'AWS', Id: id, CreatedDate: minute(created) },
    ...(modified !== undefined && { LastModifiedDate: minute(modified) }),
    LifeCycle: {
      Stage: stage,
      ...(status && { ReviewStatus: status }),
      ...(closes !== undefined && { TargetCloseDate: closes }),
      ...(steps !== undefined && { NextSteps: steps }),
    },
    ...(amount !== undefined && {
      Project: {
        ExpectedCustomerSpend: [
          { Amount: amount, CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'A' },
        ] as const,
      },
    }),
  };
}

/** Few values, so that things often change back. */
export const contents: fc.Arbitrary<Content> = fc.record(
  {
    stage: fc.constantFrom<Stage>('Prospect', 'Qualified', 'Committed'),
    status: fc.constantFrom<ReviewStatus>('Submitted', 'Action Required'),
    closes: fc.constantFrom('2026-06-01', '2026-07-01'),
    steps: fc.constantFrom('call', 'wait'),
    amount: fc.constantFrom('1', '2'),
  },
  { requiredKeys: [] },
);

/** Returns a file of somebody who is not known. */
export function written(kept: KeptChanges): string {
  return [...writeKept({ owner: { identity: undefined, account: undefined }, kept }, hash)].join('');
}

/** Reads a file at once. */
export function readAtOnce(text: string): KeptFile | Unusable {
  const reading = readKept(text);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

/** Returns what the next window reads of what this one keeps. */
export function throughFile(kept: KeptChanges): KeptChanges {
  const file = readAtOnce(written(kept));
  if (typeof file === 'string') throw new Error(file);
  return file.kept;
}
