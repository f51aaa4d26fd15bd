import type { ListRequest } from '../../src/core/model/opportunity';
import { findAwsCli, findBoto3, type PeerSummary, readWithAwsCli, readWithBoto3 } from './programs';

/** A request, and after how many items to cut the list and go on at the token. */
export interface PeerQuery {
  readonly request: ListRequest;
  readonly pageSize: number;
  readonly maxItems?: number;
}

/** A list in one piece, or in pieces of `maxItems`, each with the token of the next. */
export type PeerList = readonly { readonly summaries: readonly PeerSummary[]; readonly token: string | null }[];

/** Another client of the same service; `read` reads each list from the service at this address. */
export interface Peer {
  readonly name: string;
  read(url: string, queries: readonly PeerQuery[]): Promise<readonly PeerList[]>;
}

const criteria = [
  'LifeCycleStage',
  'LifeCycleReviewStatus',
  'CustomerCompanyName',
  'Identifier',
  'LastModifiedDate',
  'CreatedDate',
  'TargetCloseDate',
  'Sort',
];

/** boto3 or else the AWS CLI, whichever is installed and knows all criteria; or why there is none. */
export function findPeer(): Peer | { readonly missing: string } {
  const knowsAll = (parameters: readonly string[]) => criteria.every((name) => parameters.includes(name));
  const boto3 = findBoto3();
  if ('version' in boto3 && knowsAll(boto3.parameters)) return { name: `boto3 ${boto3.version}`, read: withBoto3 };
  const cli = findAwsCli();
  if ('version' in cli && knowsAll(cli.parameters)) return { name: `AWS CLI ${cli.version}`, read: withAwsCli };
  return { missing: 'neither boto3 nor an AWS CLI that knows all criteria is installed' };
}

async function withBoto3(url: string, queries: readonly PeerQuery[]): Promise<readonly PeerList[]> {
  const cases = queries.map(({ request, pageSize, maxItems }) => ({
    request,
    pagination: { PageSize: pageSize, ...(maxItems !== undefined && { MaxItems: maxItems }) },
    resume: true,
  }));
  return (await readWithBoto3(url, cases)).map(({ cuts, error }, n) => {
    if (!cuts) throw new Error(`${JSON.stringify(cases[n])}: ${JSON.stringify(error)}`);
    return cuts;
  });
}

async function withAwsCli(url: string, queries: readonly PeerQuery[]): Promise<readonly PeerList[]> {
  const lists: PeerList[] = [];
  for (const { request, pageSize, maxItems } of queries) {
    const paging = ['--page-size', String(pageSize)];
    if (maxItems !== undefined) paging.push('--max-items', String(maxItems));
    const cuts: PeerList[number][] = [];
    for (let token: string | undefined; ; ) {
      const resume: string[] = token === undefined ? [] : ['--starting-token', token];
      const { OpportunitySummaries: summaries, NextToken } = await readWithAwsCli(url, request, [...paging, ...resume]);
      cuts.push({ summaries, token: NextToken ?? null });
      if (NextToken === undefined) break;
      token = NextToken;
    }
    lists.push(cuts);
  }
  return lists;
}
