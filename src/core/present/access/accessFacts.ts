import type { SourceError, SourceErrorCode } from '../../errors/sourceError';
import type { Catalog } from '../../model/opportunity';

/** What is checked, in the order in which it is shown. */
export const accessStepIds = [
  'profile',
  'credentials',
  'clock',
  'endpoint',
  'request',
  'permission',
  'fullRecord',
] as const;
export type AccessStepId = (typeof accessStepIds)[number];

/**
 * The step that each failure of a request belongs to. A failure of the network on the way to credentials belongs to the
 * credentials instead.
 */
export const stepOfCode: Readonly<Record<SourceErrorCode, AccessStepId>> = {
  throttled: 'request',
  askedToWait: 'request',
  internal: 'request',
  unavailable: 'request',
  proxyRefused: 'endpoint',
  webPage: 'endpoint',
  redirected: 'endpoint',
  emptyAnswer: 'request',
  unreadableAnswer: 'request',
  answerTooLarge: 'request',
  connectionLost: 'endpoint',
  timedOut: 'endpoint',
  unreachable: 'endpoint',
  offline: 'endpoint',
  certificate: 'endpoint',
  repeatedToken: 'request',
  tooManyEmptyPages: 'request',
  badToken: 'request',
  tokenRejected: 'request',
  invalidRequest: 'request',
  unsendableFilter: 'request',
  notFound: 'request',
  listNotFound: 'endpoint',
  accessDenied: 'permission',
  notLinked: 'permission',
  notRegistered: 'permission',
  accountRefused: 'permission',
  unknown: 'request',
  noCredentials: 'credentials',
  configUnreadable: 'profile',
  profileNotFound: 'profile',
  profileInvalid: 'profile',
  signInNeeded: 'credentials',
  signInRefused: 'credentials',
  signInNotFound: 'credentials',
  roleDenied: 'credentials',
  credentialProcess: 'credentials',
  credentialSource: 'credentials',
  keysRejected: 'credentials',
  clockWrong: 'clock',
  credentialsExpired: 'credentials',
  credentialsTimedOut: 'credentials',
  credentialsCancelled: 'credentials',
  mfaNeeded: 'credentials',
  mfaRejected: 'credentials',
  invalidEndpoint: 'endpoint',
  endpointRefused: 'endpoint',
  caBundleUnreadable: 'endpoint',
  aborted: 'request',
};

/** How a profile gets its credentials, or where they come from without one. */
export type CredentialKind =
  | 'keys'
  | 'process'
  | 'sso'
  | 'login'
  | 'webIdentity'
  | 'role'
  | 'environment'
  | 'container'
  | 'instance';

export interface ProfileFacts {
  /** Absent if none was chosen. */
  readonly name?: string;
  /** What chose it. */
  readonly chosenBy?: 'window' | 'setting' | 'AWS_PROFILE' | 'AWS_DEFAULT_PROFILE';
  /** Absent if the files do not say it in a way that can be used. */
  readonly kind?: CredentialKind;
  /** The profiles that it leads through, itself first. */
  readonly chain: readonly string[];
  /** The file and the line where it begins. */
  readonly place?: string;
  /** The AWS account that the profile names. */
  readonly account?: string;
}

/** What may be told of keys: nothing of the keys themselves. */
export interface KeyFacts {
  readonly kind: 'longTerm' | 'temporary' | 'other';
  /** Until when they hold, in milliseconds since 1970; absent if they do not say it. */
  readonly expiration?: number;
}

export interface ProxyFacts {
  /** Host and port. */
  readonly host: string;
  /** The setting or the variable that names it. */
  readonly origin: string;
}

export interface EndpointFacts {
  /** Absent if the endpoint cannot be used. */
  readonly host?: string;
  readonly scheme: 'http' | 'https';
  /** What chose it; absent if it is AWS’s own. */
  readonly origin?: string;
  /** What names the certificates to trust instead of the system’s. */
  readonly caBundle?: string;
  readonly proxy?: ProxyFacts;
}

/** One operation that was run, however many requests it took. */
export interface CallFacts {
  readonly operation: string;
  readonly catalog: Catalog;
  /** The HTTP status of the last answer; absent if there was none. */
  readonly status?: number;
  readonly requestId?: string;
  readonly milliseconds: number;
  readonly requests: number;
  /** The number of rows in the answer. */
  readonly rows?: number;
  readonly error?: SourceError;
}

/** What stopped the check, and what was being done then. */
export interface AccessFailure {
  readonly error: SourceError;
  readonly during: 'profile' | 'endpoint' | 'credentials' | 'request';
}

/** What a check of the access found out. Only `failure` and the errors of calls know more than may be shared. */
export interface AccessFacts {
  readonly catalog: Catalog;
  /** In milliseconds since 1970. */
  readonly checkedAt: number;
  readonly profile: ProfileFacts;
  readonly endpoint: EndpointFacts;
  readonly keys?: KeyFacts;
  /** How many milliseconds AWS’s clock is ahead of this computer’s. */
  readonly clockOffset?: number;
  /** In the order in which they were made: the list first, then the other catalog, or the two halves of the full record. */
  readonly calls: readonly CallFacts[];
  readonly failure?: AccessFailure;
  /** Who issued the certificate that was not trusted. */
  readonly issuer?: string;
  /** What was being checked when the person stopped it. */
  readonly stoppedAt?: AccessStepId;
}

/** The step that is to blame for the failure. */
export function failedStep({ failure }: AccessFacts): AccessStepId | undefined {
  if (!failure) return undefined;
  return failure.during === 'request' ? stepOfCode[failure.error.code] : failure.during;
}
