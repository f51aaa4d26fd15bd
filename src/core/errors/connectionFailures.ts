import type { SourceErrorCode } from './sourceError';

/** True for a failure that may be over: what failed of it is worth another request. */
export type IsMended = (code: SourceErrorCode) => boolean;

/** What new or mended credentials may put an end to, without any question to the person. */
const ofCredentials: ReadonlySet<SourceErrorCode> = new Set([
  'noCredentials',
  'configUnreadable',
  'profileNotFound',
  'profileInvalid',
  'signInNeeded',
  'signInRefused',
  'signInNotFound',
  'roleDenied',
  'credentialProcess',
  'credentialSource',
  'keysRejected',
  'credentialsExpired',
  'credentialsTimedOut',
]);

/** What else fails for every request of a connection alike. */
const ofEndpoint: ReadonlySet<SourceErrorCode> = new Set(['endpointRefused', 'invalidEndpoint', 'caBundleUnreadable']);
const ofPerson: ReadonlySet<SourceErrorCode> = new Set(['credentialsCancelled', 'mfaNeeded', 'mfaRejected']);

/** True for a failure that new or mended credentials may put an end to, without any question to the person. */
export function isOfCredentials(code: SourceErrorCode): boolean {
  return ofCredentials.has(code);
}

/** True for a failure that the endpoint is the reason of. */
export function isOfEndpoint(code: SourceErrorCode): boolean {
  return ofEndpoint.has(code);
}

/** True for a failure of the connection as a whole: whatever is requested fails in the same way. */
export function isOfConnection(code: SourceErrorCode): boolean {
  return ofCredentials.has(code) || ofEndpoint.has(code) || ofPerson.has(code);
}
