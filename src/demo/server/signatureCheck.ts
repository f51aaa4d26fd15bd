import { createHash } from 'node:crypto';
import { type Result, refused } from './results';
import { type Authorization, readAuthorization, type SignedRequest, sha256, signatureOf } from './signature';

/** The keys of an identity that the service knows. */
export interface DemoKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Must be sent with temporary keys, and must not be sent with others. */
  readonly sessionToken?: string;
  /** When temporary keys expire. By default, they never do. */
  readonly expiration?: Date;
}

export interface SignatureCheckOptions {
  /**
   * The keys that a request may be signed with. Without any, every access key id and session token is accepted, and the
   * signature is not compared with the right one. Everything else is checked in either case.
   */
  readonly keys?: readonly DemoKey[];
  /** Returns the service's time. Defaults to that of this machine. */
  readonly clock?: () => Date;
}

/** The part of a credential scope after its date. The service has no other region. */
const [region, service, terminator] = ['us-east-1', 'partnercentral-selling', 'aws4_request'];

/** How far the time of a request may be from the service's. */
const toleranceMinutes = 5;

/** A reason to refuse a request. */
class Refusal {
  constructor(
    readonly name: string,
    readonly message: string,
  ) {}
}

/**
 * Checks that requests are signed with AWS Signature Version 4 for this service.
 *
 * Error names, messages and the order of the checks are those that AWS's JSON services (DynamoDB, SageMaker, AppSync) have
 * been seen to use. What Partner Central itself answers is not confirmed, and neither is the message about another unsigned
 * header than the host, which says what the one about the host says.
 */
export class SignatureCheck {
  readonly #keys: ReadonlyMap<string, DemoKey> | undefined;
  readonly #clock: () => Date;

  constructor({ keys = [], clock = () => new Date() }: SignatureCheckOptions = {}) {
    this.#keys = keys.length > 0 ? new Map(keys.map((key) => [key.accessKeyId, key])) : undefined;
    this.#clock = clock;
  }

  /** Returns the response that refuses a request, or undefined if the request is signed right. */
  refuse(request: SignedRequest): Result | undefined {
    const refusal = this.#check(request);
    return refusal && refused(refusal.name, refusal.message);
  }

  #check(request: SignedRequest): Refusal | undefined {
    const header = headerOf(request, 'authorization');
    if (!header?.trim().startsWith('AWS4-')) {
      return new Refusal('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    }
    const authorization = readAuthorization(header);
    const date = headerOf(request, 'x-amz-date');
    const incomplete = missingParts(header, authorization, date);
    if (!authorization || date === undefined || incomplete) return incomplete;
    const scope = authorization.credential.slice(authorization.credential.indexOf('/') + 1);
    return (
      this.#checkTime(date) ??
      checkSignedHeaders(request, authorization) ??
      checkCredential(authorization, date) ??
      this.#checkKey(request, authorization, date, scope)
    );
  }

  #checkTime(date: string): Refusal | undefined {
    const sent = readTime(date);
    if (sent === undefined) {
      return incompleteSignature(
        `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      );
    }
    // The time of a request has whole seconds, so the service's has them, too.
    const now = Math.floor(this.#clock().getTime() / 1000) * 1000;
    const earliest = now - toleranceMinutes * 60_000;
    const latest = now + toleranceMinutes * 60_000;
    const limit = (at: number, sign: string) => `${basic(at)} (${basic(now)} ${sign} ${toleranceMinutes} min.)`;
    if (sent < earliest) {
      return invalidSignature(`Signature expired: ${date} is now earlier than ${limit(earliest, '-')}`);
    }
    if (sent > latest) {
      return invalidSignature(`Signature not yet current: ${date} is still later than ${limit(latest, '+')}`);
    }
    return undefined;
  }

  #checkKey(
    request: SignedRequest,
    { credential, signedHeaders, signature }: Authorization,
    date: string,
    scope: string,
  ): Refusal | undefined {
    const accessKeyId = credential.slice(0, credential.indexOf('/'));
    const key = this.#keys?.get(accessKeyId);
    if (accessKeyId === '' || (this.#keys && !key)) return unrecognizedClient();
    const expected = key ? signatureOf(request, signedHeaders, date, scope, key.secretAccessKey) : signature;
    const sentHash = headerOf(request, 'x-amz-content-sha256');
    const isSameBody = sentHash === undefined || sentHash === sha256(request.body);
    if (!/^[0-9a-f]{64}$/.test(signature) || signature !== expected || !isSameBody) {
      return invalidSignature(
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
          'and signing method. Consult the service documentation for details.',
      );
    }
    if (!key) return undefined;
    if (headerOf(request, 'x-amz-security-token') !== key.sessionToken) return unrecognizedClient();
    const isExpired = key.expiration !== undefined && key.expiration <= this.#clock();
    return isExpired
      ? new Refusal('ExpiredTokenException', 'The security token included in the request is expired')
      : undefined;
  }
}

function missingParts(
  header: string,
  authorization: Authorization | undefined,
  date: string | undefined,
): Refusal | undefined {
  // AWS repeats the header by its hash, because a secret may have been put there by mistake.
  const hash = createHash('sha256').update(header).digest('base64');
  if (!authorization) {
    return incompleteSignature(
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`,
    );
  }
  const missing = [
    authorization.credential === '' && "Authorization header requires 'Credential' parameter. ",
    authorization.signature === '' && "Authorization header requires 'Signature' parameter. ",
    authorization.signedHeaders === '' && "Authorization header requires 'SignedHeaders' parameter. ",
    !date && "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
  ].filter((part) => part !== false);
  return missing.length > 0
    ? incompleteSignature(`${missing.join('')}(Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`)
    : undefined;
}

/** Checks which headers are signed: the host, the content type and all of AWS's own. */
function checkSignedHeaders(request: SignedRequest, { signedHeaders }: Authorization): Refusal | undefined {
  const signed = signedHeaders.split(';');
  const absent = signed.find((name) => headerOf(request, name) === undefined);
  if (absent !== undefined) {
    return incompleteSignature(`'${absent}' is named as a SignedHeader, but it does not exist in the HTTP request.`);
  }
  const mustBe = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-') || name === 'content-type');
  const unsigned = ['host', ...mustBe].find((name) => !signed.includes(name));
  return unsigned === undefined
    ? undefined
    : invalidSignature(`'${headerCase(unsigned)}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function checkCredential({ algorithm, credential }: Authorization, date: string): Refusal | undefined {
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    return incompleteSignature(`Unsupported AWS 'algorithm': '${algorithm}' (only AWS4-HMAC-SHA256 for now). `);
  }
  const parts = credential.split('/');
  if (parts.length !== 5) {
    return incompleteSignature(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const [, scopeDate, scopeRegion, scopeService, scopeTerminator] = parts;
  const day = date.slice(0, 8);
  const wrong = [
    scopeRegion !== region && 'Credential should be scoped to a valid region. ',
    scopeService !== service && `Credential should be scoped to correct service: '${service}'. `,
    scopeTerminator !== terminator && `Credential should be scoped with a valid terminator: '${terminator}'. `,
    scopeDate !== day &&
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scopeDate}' != '${day}', from '${date}'.`,
  ].filter((part) => part !== false);
  return wrong.length > 0 ? invalidSignature(wrong.join('')) : undefined;
}

function incompleteSignature(message: string): Refusal {
  return new Refusal('IncompleteSignatureException', message);
}

function invalidSignature(message: string): Refusal {
  return new Refusal('InvalidSignatureException', message);
}

function unrecognizedClient(): Refusal {
  return new Refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

function headerOf({ headers }: SignedRequest, name: string): string | undefined {
  return headers[name]?.join(',');
}

/** Returns the milliseconds since 1970 of a time such as `20260331T235959Z`, or undefined if there is no such time. */
function readTime(text: string): number | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const time = Date.parse(iso);
  return !Number.isNaN(time) && basic(time) === text ? time : undefined;
}

/** Returns a time in ISO 8601's basic format, as AWS writes it. */
function basic(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Returns a header's name as it is usually written, such as `X-Amz-Target`. */
function headerCase(name: string): string {
  return name.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}
