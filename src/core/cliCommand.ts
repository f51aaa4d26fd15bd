import type { ListRequest } from './opportunity';

export interface CliCommandOptions {
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly maxItems?: number | undefined;
  readonly startingToken?: string | undefined;
}

/** How a shell takes a word literally. */
export type Shell = 'posix' | 'powershell';

/**
 * The AWS CLI command that lists the same: `aws partnercentral-selling list-opportunities …`, every value quoted for the
 * shell. What a person typed goes in as JSON, which the CLI takes for neither an option nor a file to read.
 */
export function toCliCommand(request: ListRequest, options: CliCommandOptions, shell: Shell = 'posix'): string {
  const words = ['aws', 'partnercentral-selling', 'list-opportunities', '--region', 'us-east-1'];
  const add = (name: string, ...values: (string | number | undefined)[]) => {
    const given = values.filter((value) => value !== undefined);
    if (given.length > 0) words.push(name, ...given.map((value) => quote(String(value), shell)));
  };
  const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
  add('--profile', options.profile);
  add('--endpoint-url', options.endpoint);
  add('--catalog', request.Catalog);
  add('--life-cycle-stage', ...(request.LifeCycleStage ?? []));
  add('--life-cycle-review-status', ...(request.LifeCycleReviewStatus ?? []));
  add('--customer-company-name', json(request.CustomerCompanyName));
  add('--identifier', ...(request.Identifier ?? []));
  add('--last-modified-date', json(request.LastModifiedDate));
  add('--created-date', json(request.CreatedDate));
  add('--target-close-date', json(request.TargetCloseDate));
  if (request.Sort) add('--sort', `SortBy=${request.Sort.SortBy},SortOrder=${request.Sort.SortOrder}`);
  add('--page-size', request.MaxResults);
  add('--max-items', options.maxItems);
  add('--starting-token', options.startingToken ?? request.NextToken);
  return words.join(' ');
}

function quote(word: string, shell: Shell): string {
  if (/^[\w+=:./-]+$/.test(word)) return word;
  return shell === 'posix' ? `'${word.replaceAll("'", "'\\''")}'` : `'${word.replaceAll("'", "''")}'`;
}
