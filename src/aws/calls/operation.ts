import {
  GetAwsOpportunitySummaryCommand,
  GetOpportunityCommand,
  type ListOpportunitiesCommand,
  type ListOpportunitiesRequest,
  type PartnerCentralSellingClient,
  paginateListOpportunities,
} from '@aws-sdk/client-partnercentral-selling';
import type { MetadataBearer, MiddlewareStack } from '@smithy/types';
import type { AwsOpportunitySummary, Catalog, ListRequest, Opportunity } from '../../core/model/opportunity';
import type { Page } from '../../core/paging/source';
import { normalisePage } from '../../core/wire/normalisePage';
import { normaliseAwsOpportunitySummary, normaliseOpportunity } from '../../core/wire/normaliseRecord';

/** What every command has, whatever it asks and answers. */
export interface Command<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}

/** What is done to a command before it is sent. */
export type Prepare = <Input extends object, Output extends object>(command: Command<Input, Output>) => void;

/** One of the API's operations with its request, to be sent as often as it takes. */
export interface Operation<T> {
  /** As AWS names it, in policies too. */
  readonly name: string;
  /** Whether it sends a page token. */
  readonly hasToken?: boolean;
  /** Sends it; undefined if there is no answer. */
  send(
    sdk: PartnerCentralSellingClient,
    prepare: Prepare,
    abortSignal: AbortSignal,
  ): Promise<MetadataBearer | undefined>;
  /** @throws {SourceError} for an answer that cannot be used. */
  read(answer: unknown): T;
  /** How many opportunities there are in what was read. */
  count(read: T): number;
}

/** One page of the list. */
export function listOpportunities({ NextToken: startingToken, ...request }: ListRequest): Operation<Page> {
  return {
    name: 'ListOpportunities',
    hasToken: startingToken !== undefined,
    /** A new paginator for every page: it changes its input, and after a failure it would look as if the list had ended. */
    async send(client, prepare, abortSignal) {
      const withCommand = (command: unknown): ListOpportunitiesCommand => {
        prepare(command as ListOpportunitiesCommand);
        return command as ListOpportunitiesCommand;
      };
      const config = { client, startingToken, withCommand };
      const { value } = await paginateListOpportunities(config, toSdkRequest(request), { abortSignal }).next();
      return value || undefined;
    },
    read: normalisePage,
    count: ({ items }) => items.length,
  };
}

export function getOpportunity(catalog: Catalog, id: string): Operation<Opportunity> {
  return {
    name: 'GetOpportunity',
    send(sdk, prepare, abortSignal) {
      const command = new GetOpportunityCommand({ Catalog: catalog, Identifier: id });
      prepare(command);
      return sdk.send(command, { abortSignal });
    },
    read: (answer) => normaliseOpportunity(answer, id),
    count: () => 1,
  };
}

export function getAwsOpportunitySummary(catalog: Catalog, id: string): Operation<AwsOpportunitySummary> {
  return {
    name: 'GetAwsOpportunitySummary',
    send(sdk, prepare, abortSignal) {
      const command = new GetAwsOpportunitySummaryCommand({ Catalog: catalog, RelatedOpportunityIdentifier: id });
      prepare(command);
      return sdk.send(command, { abortSignal });
    },
    read: (answer) => normaliseAwsOpportunitySummary(answer, id),
    count: () => 1,
  };
}

type Mutable<T> = T extends readonly (infer U)[]
  ? U[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

/** The SDK wants its date-times as `Date`, and takes the request as its own to change. */
function toSdkRequest({ LastModifiedDate, CreatedDate, ...request }: ListRequest): ListOpportunitiesRequest {
  return {
    ...(structuredClone(request) as Mutable<typeof request>),
    ...(LastModifiedDate && { LastModifiedDate: withDates(LastModifiedDate) }),
    ...(CreatedDate && { CreatedDate: withDates(CreatedDate) }),
  };
}

function withDates<T extends object>(range: T): { [K in keyof T]: Date } {
  const entries = Object.entries(range).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, new Date(String(value))])) as {
    [K in keyof T]: Date;
  };
}
