import {
  GetAwsOpportunitySummaryCommand,
  GetOpportunityCommand,
  type ListOpportunitiesCommand,
  type ListOpportunitiesRequest,
  type PartnerCentralSellingClient,
  paginateListOpportunities,
} from '@aws-sdk/client-partnercentral-selling';
import type { MetadataBearer, MiddlewareStack } from '@smithy/types';
import type { ListRequest } from '../../core/model/opportunity';
import type { Input, OperationName, Result } from '../../core/wire/operations';

/** What every command has, whatever it asks and answers. */
export interface Command<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}

/** What is done to a command before it is sent. */
export type Prepare = <Input extends object, Output extends object>(command: Command<Input, Output>) => void;

/** How an operation of the API is sent, as often as it takes. */
interface ApiCall<Name extends OperationName> {
  /** Sends it; undefined if there is no answer. */
  send(
    sdk: PartnerCentralSellingClient,
    input: Input<Name>,
    prepare: Prepare,
    abortSignal: AbortSignal,
  ): Promise<MetadataBearer | undefined>;
  /** How many opportunities there are in what was read. */
  count(result: Result<Name>): number;
}

export const apiCalls: { readonly [Name in OperationName]: ApiCall<Name> } = {
  ListOpportunities: {
    /** A new paginator for every page: it changes its input, and after a failure it would look as if the list had ended. */
    async send(client, { NextToken: startingToken, ...request }, prepare, abortSignal) {
      const withCommand = (command: unknown): ListOpportunitiesCommand => {
        prepare(command as ListOpportunitiesCommand);
        return command as ListOpportunitiesCommand;
      };
      const config = { client, startingToken, withCommand };
      const { value } = await paginateListOpportunities(config, toSdkRequest(request), { abortSignal }).next();
      return value || undefined;
    },
    count: ({ items }) => items.length,
  },
  GetOpportunity: {
    send(sdk, input, prepare, abortSignal) {
      const command = new GetOpportunityCommand(input);
      prepare(command);
      return sdk.send(command, { abortSignal });
    },
    count: () => 1,
  },
  GetAwsOpportunitySummary: {
    send(sdk, input, prepare, abortSignal) {
      const command = new GetAwsOpportunitySummaryCommand(input);
      prepare(command);
      return sdk.send(command, { abortSignal });
    },
    count: () => 1,
  },
};

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
