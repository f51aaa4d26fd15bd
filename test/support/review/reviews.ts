import { Comparison, comparing } from '../../../src/core/formats/exportComparison';
import { Review, reviewing } from '../../../src/core/formats/review/review';
import { type OneSided, reviewLines } from '../../../src/core/formats/review/reviewMarkdown';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';

/** What a test says of an opportunity; nothing else is in it. */
export interface Deal {
  readonly id?: string;
  readonly stage?: string;
  readonly status?: string;
  readonly closes?: string;
  readonly reason?: string;
  readonly company?: string;
  /** Each as `amount currency`, or `amount currency frequency`. */
  readonly spend?: readonly string[];
}

export function deal({ id, stage, status, closes, reason, company, spend = [] }: Deal): OpportunitySummary {
  const life = { Stage: stage, ReviewStatus: status, TargetCloseDate: closes, ClosedLostReason: reason };
  const entries = spend.map((text) => {
    const [Amount, CurrencyCode, Frequency = 'Monthly'] = text.split(' ');
    return { Amount, CurrencyCode, Frequency };
  });
  const item = {
    ...{ Catalog: 'AWS', Id: id, LifeCycle: life },
    ...(company !== undefined && { Customer: { Account: { CompanyName: company } } }),
    ...(entries.length > 0 && { Project: { ExpectedCustomerSpend: entries } }),
  };
  // Fields without a value are absent, and enums may have values that the model does not know.
  return JSON.parse(JSON.stringify(item)) as OpportunitySummary;
}

/** Reviews what changed between two lists. */
export function reviewOf(before: readonly OpportunitySummary[], after: readonly OpportunitySummary[]) {
  const comparison = new Comparison();
  for (const _ of comparing(before, after, comparison));
  const review = new Review();
  for (const _ of reviewing(comparison, review));
  return { comparison, review };
}

/** Returns the Markdown of a review, in English. */
export function reviewText(before: readonly OpportunitySummary[], after: readonly OpportunitySummary[]): string {
  const { comparison, review } = reviewOf(before, after);
  const sides = { before: 'Before', after: 'After', onlyBefore: 'Only before', onlyAfter: 'Only after' };
  const parts: OneSided[] = [
    { label: 'New', items: comparison.added },
    { label: 'Gone', items: comparison.removed },
  ];
  const t = (words: string, ...args: (string | number)[]) =>
    words.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));
  return [...reviewLines(review, sides, parts, { t, locale: 'en' })].join('\n');
}
