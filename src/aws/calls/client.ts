import { PartnerCentralSellingClient } from '@aws-sdk/client-partnercentral-selling';
import type { FinalizeRequestMiddleware } from '@smithy/types';
import type { AwsKeys } from '../identity/sources/keys';
import type { Command } from './apiCalls';
import type { Timing } from './timing';
import { TolerantProtocol } from './tolerantProtocol';

/** A client and where it sends. */
export interface Client {
  readonly sdk: PartnerCentralSellingClient;
  /** For words, not for building URLs. */
  readonly host: string;
}

export interface ClientOptions {
  readonly profile: string | undefined;
  /** Absent: AWS's own endpoint, whatever the SDK might find configured. */
  readonly endpoint: string | undefined;
  /** The certificates of the authorities to trust, as PEM; absent: the system's. */
  readonly ca?: string | undefined;
  readonly credentials: () => Promise<AwsKeys>;
  readonly timing: Timing;
}

/** The only region that has the service. */
const region = 'us-east-1';
/** AWS's own host of the service. */
export const awsHost = `partnercentral-selling.${region}.api.aws`;
/** The SDK's default logger makes a redacted copy of every answer for its `info`, only to drop it. */
const logger = { debug: () => {}, warn: () => {}, error: () => {} };

/** A client with deadlines: the SDK's own defaults wait for ever. */
export function createClient({ profile, endpoint, ca, credentials, timing }: ClientOptions): Client {
  const sdk = new PartnerCentralSellingClient({
    region,
    protocol: TolerantProtocol,
    ...(profile && { profile }),
    ...(endpoint ? { endpoint } : { ignoreConfiguredEndpointUrls: true }),
    // `memoized` tells the SDK that it need not keep them too.
    credentials: Object.assign(() => credentials(), { memoized: true }),
    // The gate of the connection decides on retries. The SDK's own have a budget that an outage would use up.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: timing.connect,
      requestTimeout: timing.headers,
      throwOnRequestTimeout: true,
      socketTimeout: timing.idle,
      ...(ca && { httpsAgent: { ca } }),
    },
    logger: logger as typeof logger & { info: () => void },
  });
  return { sdk, host: endpoint ? new URL(endpoint).host : awsHost };
}

/**
 * Makes the command wait for `turn` when all but signing and sending is done: what starts in time is to arrive in time,
 * and a long wait must not make the signature old.
 */
export function waitForTurn<Input extends object, Output extends object>(
  command: Command<Input, Output>,
  turn: () => Promise<void>,
): void {
  const wait: FinalizeRequestMiddleware<Input, Output> = (next) => async (args) => {
    await turn();
    return next(args);
  };
  // Of several that come after the same one, the last to be added runs first.
  command.middlewareStack.addRelativeTo(wait, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'waitForTurn',
  });
}
