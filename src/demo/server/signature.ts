import { createHash, createHmac } from 'node:crypto';

/** A request as it was received. */
export interface SignedRequest {
  readonly method: string;
  /** The path without a query. */
  readonly path: string;
  /** All values of each header, by its name in lower case. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** What an `Authorization` header of AWS Signature Version 4 says. */
export interface Authorization {
  readonly algorithm: string;
  /** Texts are empty where the header lacks the parameter. */
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/**
 * Reads an `Authorization` header.
 * @returns Undefined if one of its parameters has no equals sign.
 */
export function readAuthorization(header: string): Authorization | undefined {
  const [algorithm = '', ...rest] = header.trim().split(' ');
  const parameters = new Map<string, string>();
  for (const parameter of rest.join(' ').split(',')) {
    const [name = '', ...value] = parameter.trim().split('=');
    if (value.length === 0) return undefined;
    parameters.set(name, value.join('='));
  }
  const read = (name: string) => parameters.get(name) ?? '';
  return {
    algorithm,
    credential: read('Credential'),
    signedHeaders: read('SignedHeaders'),
    signature: read('Signature'),
  };
}

/**
 * Returns the signature that a request must have.
 * @param signedHeaders The names of the signed headers, with `;` between them.
 * @param date The `X-Amz-Date` header.
 * @param scope `DATE/REGION/SERVICE/aws4_request`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureOf(
  request: SignedRequest,
  signedHeaders: string,
  date: string,
  scope: string,
  secretAccessKey: string,
): string {
  const canonicalHeaders = signedHeaders.split(';').map((name) => `${name}:${canonicalValue(request, name)}\n`);
  const canonicalRequest = [
    request.method,
    request.path,
    '',
    canonicalHeaders.join(''),
    signedHeaders,
    sha256(request.body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonicalRequest)].join('\n');
  let key: string | Buffer = `AWS4${secretAccessKey}`;
  for (const part of scope.split('/')) key = hmac(key, part).digest();
  return hmac(key, toSign).digest('hex');
}

/** Returns the SHA-256 hash in lower-case hex digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function canonicalValue({ headers }: SignedRequest, name: string): string {
  return (headers[name] ?? []).map((value) => value.trim().replace(/\s+/g, ' ')).join(',');
}

function hmac(key: string | Buffer, data: string) {
  return createHmac('sha256', key).update(data);
}
