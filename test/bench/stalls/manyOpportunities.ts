import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { listPage } from '../../support/ask';

/** Returns sample data repeated, each opportunity with its own id. */
export async function manyOpportunities(count: number): Promise<readonly OpportunitySummary[]> {
  const source = createSampleSource({ opportunities: 2_000 });
  const sample: OpportunitySummary[] = [];
  const { signal } = new AbortController();
  let NextToken: string | undefined;
  do {
    const request = { Catalog: 'AWS', MaxResults: 100, ...(NextToken && { NextToken }) };
    const page = await listPage(source, request, 'background', signal);
    sample.push(...page.items);
    NextToken = page.nextToken;
  } while (NextToken);
  source.dispose();
  return Array.from({ length: count }, (_, n) => ({
    ...(sample[n % sample.length] as OpportunitySummary),
    Id: `O${10_000_000 + n}`,
  }));
}
