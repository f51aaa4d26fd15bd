import type { SourceErrorCode } from '../../core/errors/sourceError';

/** What a name of AWS's for an error means, whichever service uses it. */
export type NameMeaning = 'throttled' | 'transient' | 'clock' | 'keysRejected' | 'expired' | 'denied';

/**
 * The names of errors that AWS's SDKs know, and more that its services use for the same. The lists of the SDKs are not
 * the same, so a name that is missing here is missing nowhere else (`errorNames.test.ts` compares them).
 */
export const errorNames: ReadonlyMap<string, NameMeaning> = new Map([
  ...named('throttled', [
    'BandwidthLimitExceeded',
    'EC2ThrottledException',
    'LimitExceededException',
    'PriorRequestNotComplete',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'ThrottledException',
    'Throttling',
    'ThrottlingException',
    'TooManyRequestsException',
    'TransactionInProgressException',
  ]),
  ...named('transient', [
    'BadDigest',
    'IDPCommunicationError',
    'InternalError',
    'InternalFailure',
    'InternalFailureException',
    'InternalServerError',
    'InternalServerException',
    'InternalServiceException',
    'ReplicatedWriteConflictException',
    'RequestTimeout',
    'RequestTimeoutException',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'TimeoutError',
  ]),
  ...named('clock', ['RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed']),
  ...named('keysRejected', [
    'AuthFailure',
    'IncompleteSignature',
    'IncompleteSignatureException',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'InvalidToken',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'SignatureDoesNotMatch',
    'UnrecognizedClientException',
  ]),
  ...named('expired', ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']),
  ...named('denied', [
    'AccessDenied',
    'AccessDeniedException',
    'NotAuthorized',
    'OptInRequired',
    'UnauthorizedOperation',
  ]),
]);

/** The code of ours for each meaning. `transient` says nothing more than that the next attempt may succeed. */
export const meaningCodes = {
  throttled: 'throttled',
  transient: 'internal',
  clock: 'clockWrong',
  keysRejected: 'keysRejected',
  expired: 'credentialsExpired',
  denied: 'accessDenied',
} as const satisfies Record<NameMeaning, SourceErrorCode>;

/** What Node calls the failures of a network, and the code of ours for each. */
export const networkCodes: ReadonlyMap<string, SourceErrorCode> = new Map<string, SourceErrorCode>([
  ['EADDRNOTAVAIL', 'unreachable'],
  ['EAI_AGAIN', 'offline'],
  ['ECONNREFUSED', 'unreachable'],
  ['ECONNRESET', 'connectionLost'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENOTFOUND', 'offline'],
  ['EPIPE', 'connectionLost'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'connectionLost'],
  ['ETIMEDOUT', 'unreachable'],
]);

/** Returns what a name means; undefined if it is none of these. */
export function meaningOf(name: unknown): NameMeaning | undefined {
  return typeof name === 'string' ? errorNames.get(name) : undefined;
}

/** Names that stand for a wrong signature too, unless the text says that it is about the time. */
const aboutTime = /^Signature (expired|not yet current)\b/;

/** True if AWS refuses the time at which a request was signed. */
export function isClockError({ name, message }: { readonly name?: unknown; readonly message?: unknown }): boolean {
  const meaning = meaningOf(name);
  return meaning === 'clock' || (meaning === 'keysRejected' && aboutTime.test(String(message)));
}

function named(meaning: NameMeaning, names: readonly string[]): readonly (readonly [string, NameMeaning])[] {
  return names.map((name) => [name, meaning]);
}
