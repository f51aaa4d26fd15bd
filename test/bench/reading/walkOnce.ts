// Reads all opportunities once in a fresh process, with the bundle that ships:
// `node walkOnce.js AWS_BUNDLE URL list|stages|all [RATE]`. Prints their number and the milliseconds since the first
// request.

import { loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import type { ListRequest, OpportunitySummary, Sort } from '../../../src/core/model/opportunity';
import { startOf } from '../../../src/core/paging/pageCursor';
import { walkPages } from '../../../src/core/paging/pageWalk';
import { toRequest } from '../../../src/core/query/request';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { listPage, unattended } from '../../support/ask';
import { utc } from '../../support/moments';

const [bundle, endpoint, way, rate] = process.argv.slice(2);
if (!bundle || !endpoint) throw new Error('Which bundle, and where is the demo server?');

const pageSize = 100;
const sort: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
const { createAwsSource, createWindowLimiter } = require(bundle) as typeof import('../../../src/aws/awsSource');
const source = createAwsSource(
  { kind: 'aws', catalog: 'AWS', endpoint },
  {
    ...unattended,
    // Without a rate limit on the server, the peers have none on their side.
    limiter: rate ? createWindowLimiter(Number(rate)) : createWindowLimiter(1e9),
  },
);

/** Reads one list over all stages, as the AWS CLI and boto3 do. */
async function readList(from: OpportunitySource): Promise<number> {
  const request = toRequest({ catalog: 'AWS', filter: {}, sort, pageSize, now: utc() });
  const read = (nextToken: string | undefined, signal: AbortSignal) => {
    const page: ListRequest = nextToken === undefined ? request : { ...request, NextToken: nextToken };
    return listPage(from, page, 'background', signal);
  };
  const items: OpportunitySummary[] = [];
  for await (const page of walkPages(read, startOf(), new AbortController().signal)) items.push(...page.items);
  return items.length;
}

function openLists(from: OpportunitySource): OpportunityLists {
  return new OpportunityLists(from, { catalog: 'AWS', filter: {}, sort, pageSize, split: 'byStage' }, () => utc());
}

/** Reads stage after stage, as a person opens them in the view. */
async function readStages(from: OpportunitySource): Promise<number> {
  const lists = openLists(from);
  for (const key of lists.keys) {
    const list = lists.listOf(key);
    await list?.firstPage();
    while (list?.tail.kind === 'more') await list.loadMore();
    if (list?.tail.kind === 'failed') throw list.tail.error;
  }
  return [...lists.loaded()].length;
}

/** Reads all stages in parallel, as Load All does. */
async function readAll(from: OpportunitySource): Promise<number> {
  const lists = openLists(from);
  const { kind } = await loadAll(lists, Number.POSITIVE_INFINITY, new AbortController().signal);
  if (kind !== 'complete') throw new Error(kind);
  return [...lists.loaded()].length;
}

const read = way === 'all' ? readAll : way === 'stages' ? readStages : readList;
const begun = performance.now();
void read(source).then((count) => {
  console.log(JSON.stringify({ count, ms: performance.now() - begun }));
  source.dispose();
});
