import type { Endpoints } from '../endpoints';
import type { Environment } from '../files/sharedFiles';
import type { Trust } from './process';
import type { Turns } from './turns';

/** What the person is asked to enter an MFA code for. */
export interface MfaPrompt {
  readonly profile: string;
  /** The device's serial number or ARN, from `mfa_serial`. */
  readonly serial: string;
  /** Starts at 1 and increases by one after each code that AWS rejects. */
  readonly attempt: number;
}

/** What the sources of credentials need for one load. */
export interface LoadContext {
  readonly env: Environment;
  readonly endpoints: Endpoints;
  readonly trust: Trust;
  /** Timeouts and certificates for the requests that fetch credentials, as the SDK's handlers take them. */
  readonly requestHandler: RequestHandlerConfig;
  /** The region of the chosen profile, where the person's roles are assumed. */
  readonly region: string;
  /** Resolves to undefined when the person cancels. */
  askMfaCode(prompt: MfaPrompt): Promise<string | undefined>;
  /** So that a sign-in is renewed once, whoever needs it. */
  readonly turns: Turns;
  /** Is called after a stored sign-in was renewed and written, so that nobody takes it for a new one. */
  tokenStored(): void;
  /** Aborted when nobody waits for the credentials any more. */
  readonly signal: AbortSignal;
}

export interface RequestHandlerConfig {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly socketTimeout: number;
  readonly throwOnRequestTimeout: true;
  readonly httpAgent: { readonly keepAlive: boolean };
  readonly httpsAgent: { readonly keepAlive: boolean; readonly ca?: string };
}
