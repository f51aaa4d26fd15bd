import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SignedRequest } from '../../../../src/demo/server/signature';
import { SignatureCheck } from '../../../../src/demo/server/signatureCheck';
import { type Signing, signedHeaders } from '../../../support/signing/signedHeaders';

const host = '127.0.0.1:8080';
const now = new Date('2026-03-31T12:00:00.500Z');
const clock = () => now;
const longLived = { accessKeyId: 'AKIADEMO', secretAccessKey: 'made/up+secret' };
const temporary = { accessKeyId: 'ASIATEMP', secretAccessKey: 'another', sessionToken: 'made/up+token==' };
const check = new SignatureCheck({ keys: [longLived, temporary], clock });
const open = new SignatureCheck({ clock });

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and ' +
  'signing method. Consult the service documentation for details.';
const unknownKey = 'The security token included in the request is invalid.';
const wrongService = "Credential should be scoped to correct service: 'partnercentral-selling'. ";
const wrongRegion = 'Credential should be scoped to a valid region. ';

type Headers = Record<string, string>;

function signed(signing: Partial<Signing> = {}): Headers {
  return signedHeaders({ host, at: now, ...longLived, ...signing });
}

function request(headers: Headers, body = '{"Catalog":"AWS"}'): SignedRequest {
  const lists = Object.entries(headers).map(([name, value]) => [name, [value]]);
  return { method: 'POST', path: '/', headers: Object.fromEntries(lists), body: Buffer.from(body) };
}

/** The name and the message of the refusal, or `accepted`. */
function answer(by: SignatureCheck, sent: SignedRequest): string {
  const refusal = by.refuse(sent);
  if (!refusal) return 'accepted';
  assert.equal(refusal.status, 400);
  const { __type, message, ...others } = JSON.parse(refusal.body);
  assert.deepEqual(others, {});
  const [namespace, name] = __type.split('#');
  assert.equal(namespace, 'com.amazon.coral.service');
  return `${name}: ${message}`;
}

function without(headers: Headers, name: string): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));
}

function withAuthorization(headers: Headers, edit: (authorization: string) => string): Headers {
  const authorization = edit(headers.authorization ?? '');
  assert.notEqual(authorization, headers.authorization);
  return { ...headers, authorization };
}

describe('demo service: which requests are signed right', () => {
  it('those of a key that it was told', () => {
    assert.equal(answer(check, request(signed())), 'accepted');
    assert.equal(answer(check, request(signed(temporary))), 'accepted');
  });

  it('those of any key when it was told none', () => {
    assert.equal(answer(open, request(signed())), 'accepted');
    assert.equal(answer(open, request(signed({ accessKeyId: 'other', sessionToken: 'any' }))), 'accepted');
    assert.equal(answer(open, request(signed({ secretAccessKey: 'wrong' }))), 'accepted');
  });

  it('those with more signed headers, the hash of the body, and values with spaces', () => {
    const headers = {
      'amz-sdk-request': 'attempt=1; max=3',
      'x-amz-content-sha256': '2000aff0d3f90dd56f015ccffa7d92ecb5edaf03f2437dc2887e319a1fc8d814',
    };
    const all = signed({ headers });
    assert.equal(answer(check, request(all)), 'accepted');
    assert.equal(answer(check, request({ ...all, 'amz-sdk-request': ' attempt=1;   max=3 ' })), 'accepted');
  });

  it('those of any day and body', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.string(),
        (at, body) => {
          const then = new SignatureCheck({ keys: [longLived], clock: () => at });
          assert.equal(answer(then, request(signed({ at, body }), body)), 'accepted');
        },
      ),
    );
  });
});

describe('demo service: requests that are refused', () => {
  const all = signed();
  const hash64 = 'a'.repeat(64);
  const named = (name: string) => `'${name}' must be a 'SignedHeader' in the AWS Authorization.`;

  for (const [what, headers, expected] of [
    [
      'no Authorization',
      without(all, 'authorization'),
      'MissingAuthenticationTokenException: Request is missing Authentication Token',
    ],
    [
      'Authorization of another kind',
      { ...all, authorization: 'Bearer secret' },
      'MissingAuthenticationTokenException: Request is missing Authentication Token',
    ],
    [
      'an algorithm that is none',
      withAuthorization(all, (text) => text.replace('SHA256', 'SHA1')),
      "IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ",
    ],
    [
      'a scope of four parts',
      withAuthorization(all, (text) => text.replace('/us-east-1', '')),
      'IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements, e.g. ' +
        "keyid/date/region/service/term, got 'AKIADEMO/20260331/partnercentral-selling/aws4_request'",
    ],
    ['another region', signed({ region: 'eu-west-1' }), `InvalidSignatureException: ${wrongRegion}`],
    ['another service', signed({ service: 's3' }), `InvalidSignatureException: ${wrongService}`],
    [
      'another region and service',
      signed({ region: 'eu-west-1', service: 's3' }),
      `InvalidSignatureException: ${wrongRegion}${wrongService}`,
    ],
    [
      'another terminator',
      withAuthorization(all, (text) => text.replace('aws4_request', 'aws5_request')),
      "InvalidSignatureException: Credential should be scoped with a valid terminator: 'aws4_request'. ",
    ],
    [
      'a day that is not that of its time',
      withAuthorization(all, (text) => text.replace('20260331', '20260330')),
      'InvalidSignatureException: Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from ' +
        "HTTP: '20260330' != '20260331', from '20260331T120000Z'.",
    ],
    [
      'a time in another format',
      { ...all, 'x-amz-date': '2026-03-31T12:00:00Z' },
      "IncompleteSignatureException: Date must be in ISO-8601 'basic format'. Got '2026-03-31T12:00:00Z'. See " +
        'http://en.wikipedia.org/wiki/ISO_8601',
    ],
    [
      'a time that there is not',
      { ...all, 'x-amz-date': '20260230T120000Z' },
      "IncompleteSignatureException: Date must be in ISO-8601 'basic format'. Got '20260230T120000Z'. See " +
        'http://en.wikipedia.org/wiki/ISO_8601',
    ],
    [
      'a signed header that is not there',
      without(all, 'content-type'),
      "IncompleteSignatureException: 'content-type' is named as a SignedHeader, but it does not exist in the HTTP request.",
    ],
    [
      'a host that is not signed',
      withAuthorization(all, (text) => text.replace('host;', '')),
      `InvalidSignatureException: ${named('Host')}`,
    ],
    [
      'a content type that is not signed',
      withAuthorization(all, (text) => text.replace('content-type;', '')),
      `InvalidSignatureException: ${named('Content-Type')}`,
    ],
    [
      'a target that is not signed',
      withAuthorization(all, (text) => text.replace(';x-amz-target', '')),
      `InvalidSignatureException: ${named('X-Amz-Target')}`,
    ],
    [
      'another header of AWS that is not signed',
      { ...all, 'x-amz-other': 'a' },
      `InvalidSignatureException: ${named('X-Amz-Other')}`,
    ],
    [
      'the hash of another body',
      signed({ headers: { 'x-amz-content-sha256': hash64 } }),
      `InvalidSignatureException: ${mismatch}`,
    ],
    [
      'a signature that is too short',
      withAuthorization(all, (text) => text.slice(0, -1)),
      `InvalidSignatureException: ${mismatch}`,
    ],
    [
      'a signature that is too long',
      withAuthorization(all, (text) => `${text}0`),
      `InvalidSignatureException: ${mismatch}`,
    ],
    [
      'a signature with another sign in front',
      withAuthorization(all, (text) => text.replace('Signature=', 'Signature=-')),
      `InvalidSignatureException: ${mismatch}`,
    ],
    [
      'no access key id',
      withAuthorization(all, (text) => text.replace('AKIADEMO', '')),
      `UnrecognizedClientException: ${unknownKey}`,
    ],
  ] as const) {
    it(what, () => {
      assert.equal(answer(check, request(headers)), expected);
      assert.equal(answer(open, request(headers)), expected, 'without keys');
    });
  }

  it('no parameters in Authorization, each of which is named; the header itself is not repeated', () => {
    const text = answer(check, request(without({ ...all, authorization: 'AWS4-HMAC-SHA256 Secret=a' }, 'x-amz-date')));
    assert.match(
      text,
      /^IncompleteSignatureException: Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=[A-Za-z0-9+/]{43}=$/,
    );
    assert.match(
      answer(check, request({ ...all, authorization: 'AWS4-HMAC-SHA256 Secret' })),
      /^IncompleteSignatureException: Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256 and encoded with Base64\): '[A-Za-z0-9+/]{43}='\.$/,
    );
  });

  it('a key that it was not told', () => {
    assert.equal(
      answer(check, request(signed({ accessKeyId: 'AKIAOTHER' }))),
      `UnrecognizedClientException: ${unknownKey}`,
    );
  });

  it('a wrong secret', () => {
    assert.equal(
      answer(check, request(signed({ secretAccessKey: 'wrong' }))),
      `InvalidSignatureException: ${mismatch}`,
    );
  });

  it('temporary keys without their session token or with another, and a session token where there is none', () => {
    const { sessionToken: _, ...tokenless } = temporary;
    for (const signing of [tokenless, { ...temporary, sessionToken: 'other' }, { ...longLived, sessionToken: 'any' }]) {
      assert.equal(answer(check, request(signed(signing))), `UnrecognizedClientException: ${unknownKey}`);
    }
  });

  it('temporary keys from the moment on in which they expire', () => {
    let at = now;
    const expiring = new SignatureCheck({ keys: [{ ...temporary, expiration: now }], clock: () => at });
    at = new Date(now.getTime() - 1);
    assert.equal(answer(expiring, request(signed(temporary))), 'accepted');
    at = now;
    assert.equal(
      answer(expiring, request(signed(temporary))),
      'ExpiredTokenException: The security token included in the request is expired',
    );
  });

  const minutes = 60_000;
  const at = (ms: number) => signed({ at: new Date(now.getTime() + ms) });
  for (const by of [check, open]) {
    const keys = by === open ? ' (without keys)' : '';
    it(`more than 5 minutes before its clock, and not 5 minutes${keys}`, () => {
      assert.equal(answer(by, request(at(-5 * minutes))), 'accepted');
      assert.equal(
        answer(by, request(at(-5 * minutes - 1000))),
        'InvalidSignatureException: Signature expired: 20260331T115459Z is now earlier than 20260331T115500Z ' +
          '(20260331T120000Z - 5 min.)',
      );
    });

    it(`more than 5 minutes after its clock, and not 5 minutes${keys}`, () => {
      assert.equal(answer(by, request(at(5 * minutes))), 'accepted');
      assert.equal(
        answer(by, request(at(5 * minutes + 1000))),
        'InvalidSignatureException: Signature not yet current: 20260331T120501Z is still later than 20260331T120500Z ' +
          '(20260331T120000Z + 5 min.)',
      );
    });
  }

  it('no request that was sent on the day before, if that is less than 5 minutes ago', () => {
    const midnight = new SignatureCheck({ keys: [longLived], clock: () => new Date('2026-04-01T00:01:00Z') });
    const late = signed({ at: new Date('2026-03-31T23:58:00Z') });
    assert.equal(answer(midnight, request(late)), 'accepted');
  });
});

describe('demo service: any change of a rightly signed request', () => {
  const body = '{"Catalog":"AWS","MaxResults":5}';
  const right = signedHeaders({
    host,
    at: now,
    body,
    ...temporary,
    headers: {
      'amz-sdk-request': 'attempt=1; max=3',
      'x-amz-content-sha256': '1d6dafb6f158b6971b2bb7bfb7ecef30b4e79df9a8407d5467c4fcb8c8e448ef',
    },
  });
  const names = Object.keys(right).filter((name) => name !== 'authorization');
  const nameOf = (text: string) => text.slice(0, text.indexOf(':'));
  const printable = fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code));
  /** Another text of the same length, with one other character. */
  const changed = (text: string) =>
    fc
      .tuple(fc.nat(text.length - 1), printable)
      .map(([index, letter]) => text.slice(0, index) + letter + text.slice(index + 1))
      .filter((other) => other.replace(/\s+/g, ' ').trim() !== text);

  before(() => assert.equal(answer(check, request(right, body)), 'accepted'));

  it('of the body is refused as a wrong signature', () => {
    fc.assert(
      fc.property(fc.oneof(changed(body), fc.constant(''), fc.constant(`${body} `), fc.string()), (other) => {
        fc.pre(other !== body);
        assert.equal(answer(check, request(right, other)), `InvalidSignatureException: ${mismatch}`);
      }),
    );
  });

  for (const name of names) {
    it(`of the value of ${name} is refused`, () => {
      fc.assert(
        fc.property(changed(right[name] ?? ''), (value) => {
          const found = answer(check, request({ ...right, [name]: value }, body));
          if (name === 'x-amz-date') assert.match(found, /^(InvalidSignature|IncompleteSignature)Exception: /);
          else assert.equal(found, `InvalidSignatureException: ${mismatch}`);
        }),
      );
    });

    it(`that takes ${name} away is refused`, () => {
      assert.equal(nameOf(answer(check, request(without(right, name), body))), 'IncompleteSignatureException');
    });
  }

  it('of its time is refused, within 5 minutes as a wrong signature', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (seconds) => {
        fc.pre(seconds !== 0);
        const date = new Date(now.getTime() + seconds * 1000).toISOString().replace(/[-:]|\.\d{3}/g, '');
        const found = answer(check, request({ ...right, 'x-amz-date': date }, body));
        assert.equal(found, `InvalidSignatureException: ${mismatch}`);
      }),
    );
  });

  for (const [what, part, expected] of [
    ['access key id', 0, 'UnrecognizedClientException'],
    ['day', 1, 'InvalidSignatureException'],
    ['region', 2, 'InvalidSignatureException'],
    ['service', 3, 'InvalidSignatureException'],
    ['terminator', 4, 'InvalidSignatureException'],
  ] as const) {
    it(`of the ${what} is refused with ${expected}`, () => {
      const credential = /Credential=([^,]+)/.exec(right.authorization ?? '')?.[1] ?? '';
      const parts = credential.split('/');
      fc.assert(
        fc.property(
          changed(parts[part] ?? '').filter((other) => !/[/,=]/.test(other)),
          (other) => {
            const others = parts.map((each, n) => (n === part ? other : each)).join('/');
            const headers = withAuthorization(right, (text) => text.replace(credential, () => others));
            assert.equal(nameOf(answer(check, request(headers, body))), expected);
          },
        ),
      );
    });
  }

  it('of a character of Authorization is refused', () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(changed(right.authorization ?? ''), (authorization) => {
        const name = nameOf(answer(check, request({ ...right, authorization }, body)));
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }),
      { numRuns: 1000 },
    );
    assert.deepEqual([...counts.keys()].sort(), [
      'IncompleteSignatureException',
      'InvalidSignatureException',
      'MissingAuthenticationTokenException',
      'UnrecognizedClientException',
    ]);
  });

  it('of method or path is refused as a wrong signature', () => {
    for (const other of [{ method: 'PUT' }, { path: '/other' }]) {
      assert.equal(answer(check, { ...request(right, body), ...other }), `InvalidSignatureException: ${mismatch}`);
    }
  });

  it('of the signature alone goes unnoticed without keys, and nothing else does', () => {
    const headers = withAuthorization(right, (text) => text.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
    assert.equal(answer(open, request(headers, body)), 'accepted');
    assert.equal(answer(open, request(headers, `${body} `)), `InvalidSignatureException: ${mismatch}`);
  });
});
