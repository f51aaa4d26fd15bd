import { type InvalidField, isSourceError, SourceError, type SourceErrorDetails } from '../../core/errors/sourceError';
import { oneLine } from '../../core/text/plainText';
import { isClockError, meaningOf, networkCodes } from './errorNames';

/** What is known about a failed request besides what was thrown. */
export interface FailedRequest {
  readonly operation: string;
  /** Absent for a request that is about no catalog, such as one for credentials. */
  readonly catalog?: string;
  /** Whether it carried a page token. */
  readonly hasToken: boolean;
  /** The profile, or other words for whose credentials were used. */
  readonly identity: string;
  readonly host: string;
  /** The milliseconds that AWS's clock is ahead of this computer's, as far as its answers said. */
  readonly clockOffset?: number;
  /** The page deadline, for the words of a timeout. */
  readonly seconds: number;
  /** The last answer, if one came at all. */
  readonly answer: { readonly isWebPage: boolean; readonly isEmpty: boolean; readonly looksCutShort: boolean };
}

const minute = 60_000;
/** Milliseconds; AWS takes signatures that are off by five minutes at most. */
export const notableOffset = 4 * minute;

/** The parts of any thrown thing that decide; all of them may be missing or of another type. */
interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly Reason?: unknown;
  readonly ErrorList?: unknown;
  /** Whose fault it is: the SDK says so of errors that the service sent, and of no other. */
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly requestId?: unknown };
}

/**
 * What failed, in our own terms, by the error's name, code and status: never by its message, which may quote the
 * answer's body. The message of an error that AWS names is kept as what AWS said.
 */
export function toSourceError(error: unknown, request: FailedRequest): SourceError {
  if (isSourceError(error)) return error;
  const failure = (error ?? {}) as Failure;
  const requestId = plain(failure.$metadata?.requestId);
  const { operation, catalog } = request;
  const reason = plain(failure.Reason);
  const said = saidBy(failure);
  const details: SourceErrorDetails = {
    origin: origin(failure),
    request: { operation, ...(catalog && { catalog }) },
    ...(requestId && { requestId }),
    ...(reason && { reason }),
    ...(said && { said }),
  };
  const known =
    byStatus(failure, request, details) ??
    byName(failure, request, details) ??
    networkError(error, request.host, details) ??
    (failure.name === 'TimeoutError'
      ? new SourceError('timedOut', { ...details, args: [String(request.seconds)] })
      : unreadable(failure, request, details));
  return request.hasToken ? ofToken(known, statusOf(failure), details) : known;
}

/**
 * What a failure means for a request that carried a page token. AWS's model does not say how a token is refused that
 * expired. The request was good enough without it, so whatever is refused now, in whichever words, is the token: the list
 * has to be read from its beginning, and if something else is wrong, that will show then.
 */
function ofToken(error: SourceError, status: number, details: SourceErrorDetails): SourceError {
  const isRefusal =
    error.code === 'invalidRequest' ||
    error.code === 'notFound' ||
    error.code === 'listNotFound' ||
    (error.code === 'unknown' && (status === 400 || status === 404 || status === 410));
  if (isRefusal) return new SourceError('tokenRejected', { ...details, invalidFields: error.invalidFields });
  // The model says of this one both that something was not found and that it passes: a person may try either.
  if (error.code !== 'internal') return error;
  return error.withRemedies([...error.remedies, { kind: 'reload' }]);
}

/** The failures of a network on the way to `host`, wherever they come from; undefined for all others. */
export function networkError(error: unknown, host: string, more: SourceErrorDetails = {}): SourceError | undefined {
  const { name, code, message } = (error ?? {}) as Failure;
  const details = { ...more, args: [host], origin: origin({ name, code }) };
  if (typeof code !== 'string') {
    // Node's HTTP handler gives this one no code, and the name of every other timeout.
    const connecting = name === 'TimeoutError' && /did not establish a connection/.test(String(message));
    return connecting ? new SourceError('unreachable', details) : undefined;
  }
  // The SDK gives a request that was not answered the same code.
  const known = code === 'ETIMEDOUT' && name === 'TimeoutError' ? undefined : networkCodes.get(code);
  if (known) return new SourceError(known, details);
  if (/CERT|SELF_SIGNED|^ERR_TLS|^UNABLE_TO_/.test(code)) return new SourceError('certificate', details);
  return undefined;
}

/** The error's code or name, if it is one: AWS copies its name from the answer, so it might be anything. */
export function origin({ code, name }: { readonly code?: unknown; readonly name?: unknown }): string {
  return plain(code) ?? plain(name) ?? 'Unknown';
}

/** What does not come from AWS itself but from something on the way there. */
function byStatus(failure: Failure, request: FailedRequest, details: SourceErrorDetails): SourceError | undefined {
  const status = statusOf(failure);
  const withStatus = { ...details, args: [String(status)] };
  if (status >= 300 && status < 400) return new SourceError('redirected', details);
  if (status === 407 || (status === 403 && request.answer.isWebPage))
    return new SourceError('proxyRefused', withStatus);
  if (status >= 500 && request.answer.isWebPage) return new SourceError('unavailable', withStatus);
  if (status > 0 && request.answer.isWebPage) return new SourceError('webPage', details);
  return undefined;
}

function byName(failure: Failure, request: FailedRequest, details: SourceErrorDetails): SourceError | undefined {
  const status = statusOf(failure);
  const ofIdentity = { ...details, args: [request.identity] };
  const meaning = meaningOf(failure.name);
  if (isClockError(failure)) return new SourceError('clockWrong', { ...details, args: [offsetText(request)] });
  switch (status === 429 ? 'throttled' : meaning) {
    case 'throttled':
      return new SourceError('throttled', details);
    case 'keysRejected':
      return new SourceError('keysRejected', ofIdentity);
    case 'expired':
      return new SourceError('credentialsExpired', ofIdentity);
    case 'denied':
      return accessDenied(failure, request, details);
  }
  switch (failure.name) {
    case 'ValidationException':
      return invalidRequest(failure, details);
    case 'ResourceNotFoundException':
      return notFound(request, details);
  }
  if (status === 502 || status === 503 || status === 504) {
    return new SourceError('unavailable', { ...details, args: [String(status)] });
  }
  // The SDK and Node give this name to what was not answered.
  const isTransient = meaning === 'transient' && failure.name !== 'TimeoutError';
  return isTransient || status >= 500 ? new SourceError('internal', details) : undefined;
}

function offsetText({ clockOffset = 0 }: FailedRequest): string {
  const ms = Math.abs(clockOffset);
  return ms >= notableOffset ? `${Math.round(ms / minute)} min` : 'several minutes';
}

/** The reason for which AWS refuses an account that is no partner, or none in this state, in this catalog. */
const notInThisState = 'INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE';

/** AWS gives a reason where the account is at fault, and none where a policy is. */
function accessDenied(
  { Reason: given }: Failure,
  { operation, catalog, identity }: FailedRequest,
  details: SourceErrorDetails,
): SourceError {
  if (catalog === undefined || typeof given !== 'string' || given.trim() === '')
    return new SourceError('accessDenied', { ...details, args: [identity, `partnercentral:${operation}`] });
  const reason = plain(given) ?? 'a reason that is not a name';
  if (reason !== notInThisState)
    return new SourceError('accountRefused', { ...details, args: [identity, catalog, reason] });
  return catalog === 'AWS'
    ? new SourceError('notLinked', { ...details, args: [identity] })
    : new SourceError('notRegistered', { ...details, args: [identity, catalog] });
}

/** A list is not one of many that AWS may or may not know: where it is missing, the whole catalog is. */
function notFound({ operation, catalog, host }: FailedRequest, details: SourceErrorDetails): SourceError {
  return operation === 'ListOpportunities' && catalog !== undefined
    ? new SourceError('listNotFound', { ...details, args: [catalog, host] })
    : new SourceError('notFound', details);
}

function invalidRequest(failure: Failure, details: SourceErrorDetails): SourceError {
  const list: readonly unknown[] = Array.isArray(failure.ErrorList) ? failure.ErrorList : [];
  const invalidFields = list.map(toInvalidField).filter((field) => field !== undefined);
  const names = invalidFields.map(({ field, code }) => [field, code && `(${code})`].filter(Boolean).join(' '));
  const args = [inShort(names) || (plain(failure.Reason) ?? 'no reason given')];
  return new SourceError('invalidRequest', { ...details, args, invalidFields });
}

/** The first of some names, as many as a sentence can take, and how many more there are. */
function inShort(names: readonly string[]): string {
  const distinct = [...new Set(names.filter((name) => name !== ''))].map((name) => oneLine(name, 70));
  const fitting = distinct.filter((_, index) => distinct.slice(0, index + 1).join(', ').length <= 160);
  const more = distinct.length - fitting.length;
  return fitting.join(', ') + (more > 0 ? ` … and ${more} more` : '');
}

function toInvalidField(entry: unknown): InvalidField | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { FieldName, Code, Message } = entry as { FieldName?: unknown; Code?: unknown; Message?: unknown };
  const field = plain(FieldName);
  const code = plain(Code);
  return { ...(field && { field }), ...(code && { code }), message: typeof Message === 'string' ? Message : '' };
}

/** No network failure and no error that AWS names: an answer that is not what it should be. */
function unreadable(failure: Failure, request: FailedRequest, details: SourceErrorDetails): SourceError {
  const status = statusOf(failure);
  // An error that AWS sent is named by AWS; one that the SDK made while reading is not.
  if (status >= 400 && failure.name !== 'SyntaxError' && failure.name !== 'TypeError') {
    const name = plain(failure.name);
    return new SourceError('unknown', { ...details, args: [name && name !== 'Unknown' ? name : `HTTP ${status}`] });
  }
  if (request.answer.isEmpty) return new SourceError('emptyAnswer', details);
  if (request.answer.looksCutShort) return new SourceError('connectionLost', details);
  return new SourceError('unreadableAnswer', details);
}

/** The message of an error that the service names: not one of the SDK's or of Node, which may quote anything. */
export function saidBy({ $fault, name, message }: Failure): string | undefined {
  const isNamed = $fault !== undefined && plain(name) !== undefined && name !== 'Unknown';
  // The SDK's own message where the service sent none.
  return isNamed && typeof message === 'string' && message !== 'UnknownError' ? message : undefined;
}

function statusOf(failure: Failure): number {
  return Number(failure.$metadata?.httpStatusCode ?? 0);
}

/** Names and codes as AWS writes them; anything else that stands in their place is dropped. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.:#[\]-]{1,128}$/.test(value) ? value : undefined;
}
