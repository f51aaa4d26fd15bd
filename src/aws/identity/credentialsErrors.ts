import { isSourceError, type Remedy, SourceError } from '../../core/errors/sourceError';
import { networkError, origin } from '../calls/serviceErrors';
import { profileFault, profileKind, sourceChain } from './profileWay';
import type { SharedConfig } from './sharedConfig';

interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly requestId?: unknown; readonly httpStatusCode?: unknown };
}

/**
 * Explains why there are no credentials, from the SDK's error and from what the files contain.
 *
 * The SDK uses one class and often one message for very different causes. The profile's own configuration therefore
 * decides first; a message decides only where nothing else distinguishes two causes. No message is passed on, because
 * the message of a failed `credential_process` contains its whole command line.
 */
export function toCredentialsError(error: unknown, profile: string | undefined, config: SharedConfig): SourceError {
  if (isSourceError(error)) return error;
  const failure = error as Failure;
  if (profile === undefined && profileKind('default', config) === 'unknown') {
    return networkError(error, 'AWS') ?? new SourceError('noCredentials', { origin: origin(failure) });
  }
  const name = profile ?? 'default';
  return wrongFiles(name, config) ?? wrongAnswer(failure, name, config);
}

/** Returns whether STS rejected the MFA code. A role that is not allowed gets AccessDenied too, with a different text. */
export function wasWrongCode(error: unknown): boolean {
  const { name, message } = error as Failure;
  if (name === 'ValidationError') return true;
  return (name === 'AccessDenied' || name === 'AccessDeniedException') && !isNotAuthorized(message);
}

/** Returns the problem with the files, whatever error the SDK reported. */
function wrongFiles(profile: string, config: SharedConfig): SourceError | undefined {
  if (!config.profiles.has(profile)) return new SourceError('profileNotFound', { args: [profile] });
  const { names, circle } = sourceChain(profile, config);
  if (circle) return invalid(profile, `its source_profile entries form a circle (${names.join(' → ')}).`);
  const last = names[names.length - 1] ?? profile;
  const section = config.profiles.get(last);
  if (!section) return invalid(profile, `its source_profile ${last} does not exist.`);
  const session = section.sso_session;
  if (profileKind(last, config) === 'sso' && session && !config.ssoSessions.has(session)) {
    return invalid(profile, `[sso-session ${session}] is missing.`);
  }
  if (profileFault(last, config)) return invalid(profile, missingPart(section, last));
  return undefined;
}

function missingPart(section: Readonly<Record<string, string | undefined>>, profile: string): string {
  if (section.aws_access_key_id) return `aws_secret_access_key is missing in ${profile}.`;
  if (section.aws_secret_access_key) return `aws_access_key_id is missing in ${profile}.`;
  if (section.role_arn) return `source_profile is missing in ${profile}.`;
  return `${profile} does not say where they come from.`;
}

function wrongAnswer(failure: Failure, profile: string, config: SharedConfig): SourceError {
  const { names } = sourceChain(profile, config);
  const base = names[names.length - 1] ?? profile;
  const kind = profileKind(base, config);
  const text = typeof failure.message === 'string' ? failure.message : '';
  const details = { args: [profile], origin: origin(failure) };

  if (failure.$metadata?.httpStatusCode !== undefined) return roleRefused(failure, profile, config);
  const network = networkError(failure, 'AWS');
  if (network) return network;
  if (kind === 'process') {
    return new SourceError('credentialProcess', { ...details, args: [profile, processFault(text)] });
  }
  if (kind === 'sso' || kind === 'login') {
    // The SDK keeps only the text of the cause, which begins with the cause's name.
    if (/^ForbiddenException\b/.test(text)) return new SourceError('signInRefused', details);
    const code = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b/.exec(text)?.[1];
    return (
      networkError({ code }, 'AWS') ?? new SourceError('signInNeeded', { ...details, remedies: signIn(base, kind) })
    );
  }
  return new SourceError('profileInvalid', { ...details, args: [profile, 'they could not be loaded.'] });
}

/** Returns the error for an STS response without credentials. */
function roleRefused(failure: Failure, profile: string, config: SharedConfig): SourceError {
  const requestId = typeof failure.$metadata?.requestId === 'string' ? failure.$metadata.requestId : undefined;
  const details = { args: [profile], origin: origin(failure), ...(requestId && { requestId }) };
  const status = Number(failure.$metadata?.httpStatusCode);
  switch (failure.name) {
    case 'AccessDenied':
    case 'AccessDeniedException':
      return new SourceError('roleDenied', details);
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return withRemedy(new SourceError('credentialsExpired', details), profile, config);
    case 'InvalidClientTokenId':
    case 'SignatureDoesNotMatch':
    case 'UnrecognizedClientException':
      return new SourceError('keysRejected', details);
  }
  if (status === 429 || failure.name === 'Throttling') return new SourceError('throttled', details);
  if (status >= 500) return new SourceError('unavailable', { ...details, args: [String(status)] });
  if (status === 407) return new SourceError('proxyRefused', { ...details, args: [String(status)] });
  return new SourceError('profileInvalid', {
    ...details,
    args: [profile, `AWS answered ${details.origin} for its role.`],
  });
}

/** Returns an error about expired credentials with the remedy that renews those of this profile first. */
export function withRemedy(error: SourceError, profile: string, config: SharedConfig): SourceError {
  const { names } = sourceChain(profile, config);
  const base = names[names.length - 1] ?? profile;
  const kind = profileKind(base, config);
  const { args, requestId, origin } = error;
  const details = { args, ...(requestId && { requestId }), ...(origin && { origin }) };
  if (kind === 'sso' || kind === 'login') {
    return new SourceError('credentialsExpired', { ...details, remedies: signIn(base, kind) });
  }
  if (kind !== 'keys') return error;
  const remedies = [{ kind: 'openConfig', file: 'credentials' }, ...error.remedies] as const;
  return new SourceError('credentialsExpired', { ...details, remedies });
}

/** Returns the remedies for a failure that a new sign-in fixes, with the sign-in first. */
function signIn(profile: string, via: 'sso' | 'login'): readonly Remedy[] {
  return [{ kind: 'signIn', via, profile }, { kind: 'retry' }, { kind: 'selectProfile' }];
}

function processFault(text: string): string {
  if (/invalid JSON/.test(text)) return 'its output is not JSON.';
  if (/Version 1/.test(text)) return 'its output is not Version 1.';
  if (/expired credentials/.test(text)) return 'it printed credentials that have expired.';
  if (/invalid credentials/.test(text)) return 'it printed no keys.';
  if (/maxBuffer/.test(text)) return 'it printed too much.';
  return 'it ended with an error.';
}

function isNotAuthorized(message: unknown): boolean {
  return typeof message === 'string' && /not authorized/i.test(message);
}

function invalid(profile: string, reason: string): SourceError {
  return new SourceError('profileInvalid', { args: [profile, reason] });
}
