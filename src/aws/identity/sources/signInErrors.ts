import { isSourceError, type Remedy, SourceError, type SourceErrorDetails } from '../../../core/errors/sourceError';
import type { Answer } from '../../calls/answer';
import { origin, saidBy, toSourceError } from '../../calls/serviceErrors';

/** What is known about a failed request for credentials besides what was thrown. */
export interface FailedSignIn {
  readonly operation: string;
  readonly profile: string;
  readonly host: string;
  /** How long an answer may take, for the words of a timeout. */
  readonly seconds: number;
  readonly answer: Answer;
}

interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly requestId?: unknown };
}

/** Returns a failure of a request for credentials in our own terms: what the network and every service have in common. */
export function ofRequest(error: unknown, { profile, ...request }: FailedSignIn): SourceError {
  return toSourceError(error, { ...request, hasToken: false, identity: profile });
}

/**
 * Returns why IAM Identity Center gave no keys for a role.
 * @param openConfig opens the file where the profile names its account and role
 */
export function ofPortal(error: unknown, request: FailedSignIn, openConfig: Remedy): SourceError {
  if (isSourceError(error)) return error;
  const { profile } = request;
  const details = detailsOf(error, request);
  if (request.answer.isWebPage) return ofRequest(error, request);
  switch ((error as Failure).name) {
    case 'UnauthorizedException':
      return signInNeeded(profile, 'sso', details);
    case 'ForbiddenException':
    case 'AccessDeniedException':
      return new SourceError('signInRefused', details);
    case 'ResourceNotFoundException':
      return new SourceError('signInNotFound', {
        ...details,
        remedies: [openConfig, { kind: 'selectProfile' }, { kind: 'retry' }],
      });
  }
  return ofRequest(error, request);
}

/** Returns true if renewing a token failed for good: the person has to sign in again. */
export function isSessionOver({ name }: Failure): boolean {
  return (
    name === 'InvalidGrantException' ||
    name === 'ExpiredTokenException' ||
    name === 'InvalidClientException' ||
    name === 'UnauthorizedClientException' ||
    name === 'AccessDeniedException' ||
    name === 'InvalidRequestException' ||
    name === 'InvalidScopeException' ||
    name === 'UnsupportedGrantTypeException'
  );
}

/** Returns the error for a session that is not there, or not any more; its first remedy is to sign in. */
export function signInNeeded(profile: string, via: 'sso' | 'login', details: SourceErrorDetails = {}): SourceError {
  return new SourceError('signInNeeded', { args: [profile], ...details, remedies: signInFirst(profile, via) });
}

/** Returns the remedies for a failure that a new sign-in fixes, with the sign-in first. */
export function signInFirst(profile: string, via: 'sso' | 'login'): readonly Remedy[] {
  return [{ kind: 'signIn', via, profile }, { kind: 'retry' }, { kind: 'selectProfile' }];
}

/** Returns why STS gave no keys for the role of a profile. */
export function ofRole(error: unknown, request: FailedSignIn): SourceError {
  if (isSourceError(error)) return error;
  const { profile } = request;
  const details = detailsOf(error, request);
  if (request.answer.isWebPage) return ofRequest(error, request);
  switch ((error as Failure).name) {
    case 'AccessDenied':
    case 'AccessDeniedException':
      return new SourceError('roleDenied', details);
    case 'ValidationError':
    case 'RegionDisabledException':
    case 'MalformedPolicyDocument':
    case 'IDPCommunicationError':
    case 'InvalidIdentityToken':
    case 'IDPRejectedClaim':
      return new SourceError('profileInvalid', {
        ...details,
        args: [profile, `AWS answered ${origin(error as Failure)} for its role.`],
      });
  }
  const known = ofRequest(error, request);
  if (known.code !== 'unknown') return known;
  return new SourceError('profileInvalid', {
    ...details,
    args: [profile, `${known.message.slice(0, -1)} for its role.`],
  });
}

/** Returns whether STS rejected the MFA code. A role that is not allowed gets AccessDenied too, with a different text. */
export function wasWrongCode(error: unknown): boolean {
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  if (name === 'ValidationError') return true;
  const isNotAuthorized = typeof message === 'string' && /not authorized/i.test(message);
  return (name === 'AccessDenied' || name === 'AccessDeniedException') && !isNotAuthorized;
}

function detailsOf(error: unknown, { profile, operation }: FailedSignIn): SourceErrorDetails {
  const failure = error as Failure;
  const requestId = failure.$metadata?.requestId;
  const said = saidBy(failure);
  return {
    ...{ args: [profile], origin: origin(failure), request: { operation } },
    ...(typeof requestId === 'string' && { requestId }),
    ...(said && { said }),
  };
}
