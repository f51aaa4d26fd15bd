import { createHash, createHmac } from 'node:crypto';

export interface Signing {
  /** The host with its port. */
  readonly host: string;
  readonly body?: string;
  readonly operation?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly at?: Date;
  readonly region?: string;
  readonly service?: string;
  /** Headers beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Returns the headers of a rightly signed POST to `/`, for tests that send a request without an SDK. */
export function signedHeaders(signing: Signing): Record<string, string> {
  const { body = '{"Catalog":"AWS"}', operation = 'ListOpportunities', sessionToken, at = new Date() } = signing;
  const { accessKeyId = 'demo', secretAccessKey = 'demo', region = 'us-east-1' } = signing;
  const { service = 'partnercentral-selling' } = signing;
  const date = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host: signing.host,
    'x-amz-date': date,
    'x-amz-target': `AWSPartnerCentralSelling.${operation}`,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    ...signing.headers,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = `POST\n/\n\n${lines}\n${names.join(';')}\n${hash(body)}`;
  const scope = [date.slice(0, 8), region, service, 'aws4_request'];
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope.join('/')}\n${hash(canonical)}`).toString('hex');
  const credential = `${accessKeyId}/${scope.join('/')}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** Sends a signed request as `fetch` does. */
export function signedPost(url: string, body = '{"Catalog":"AWS"}', signing: Partial<Signing> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: signedHeaders({ host: new URL(url).host, body, ...signing }),
    body,
  });
}

function hash(data: string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
