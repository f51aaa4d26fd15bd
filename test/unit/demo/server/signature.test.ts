import assert from 'node:assert/strict';
import { readAuthorization, type SignedRequest, signatureOf } from '../../../../src/demo/server/signature';

describe('demo service: signatures', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
  const date = '20150830T123600Z';
  const example = (method: string, headers: Record<string, string[]> = {}, body = ''): SignedRequest => ({
    method,
    path: '/',
    headers: { host: ['example.amazonaws.com'], 'x-amz-date': [date], ...headers },
    body: Buffer.from(body),
  });

  // The examples of AWS's own test suite for Signature Version 4, by their names there.
  for (const [name, request, signedHeaders, expected] of [
    [
      'get-vanilla',
      example('GET'),
      'host;x-amz-date',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'post-vanilla',
      example('POST'),
      'host;x-amz-date',
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-x-www-form-urlencoded',
      example('POST', { 'content-type': ['application/x-www-form-urlencoded'] }, 'Param1=value1'),
      'content-type;host;x-amz-date',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
    [
      'get-header-value-trim',
      example('GET', { 'my-header1': [' value1'], 'my-header2': [' "a   b   c"'] }),
      'host;my-header1;my-header2;x-amz-date',
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
  ] as const) {
    it(`are AWS's own for ${name}`, () => {
      assert.equal(
        signatureOf(request, signedHeaders, date, '20150830/us-east-1/service/aws4_request', secret),
        expected,
      );
    });
  }

  it('are read from the Authorization header, with and without spaces after the commas', () => {
    const expected = {
      algorithm: 'AWS4-HMAC-SHA256',
      credential: 'a/b',
      signedHeaders: 'host;x-amz-date',
      signature: '0f=',
    };
    for (const comma of [',', ', ', ' , ']) {
      const parameters = ['Credential=a/b', 'SignedHeaders=host;x-amz-date', 'Signature=0f='].join(comma);
      assert.deepEqual(readAuthorization(` AWS4-HMAC-SHA256  ${parameters}`), expected);
    }
  });

  it('have empty parameters where the header lacks them, and none where one has no equals sign', () => {
    assert.deepEqual(readAuthorization('AWS4-HMAC-SHA256 Credential=a'), {
      algorithm: 'AWS4-HMAC-SHA256',
      credential: 'a',
      signedHeaders: '',
      signature: '',
    });
    for (const parameters of ['', 'Credential', 'Credential=a,', 'Credential=a,,Signature=b']) {
      assert.equal(readAuthorization(`AWS4-HMAC-SHA256 ${parameters}`), undefined, parameters);
    }
  });
});
