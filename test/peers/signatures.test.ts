import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { SignatureCheck } from '../../src/demo/server/signatureCheck';
import { titleOf } from './agreement';
import {
  findAwsCli,
  findBoto3,
  listSignedByAwsCli,
  listSignedByBoto3,
  type PeerIdentity,
  type SigningCase,
  signWithBotocore,
} from './programs';

const longLived = { accessKeyId: 'AKIADEMO', secretAccessKey: 'made/up+secret' };
const temporary = { accessKeyId: 'ASIATEMP', secretAccessKey: 'another', sessionToken: 'made/up+token==' };
const keys = [longLived, temporary];

const mismatch = ['InvalidSignatureException', 'The request signature we calculated does not match'] as const;
const unknown = ['UnrecognizedClientException', 'The security token included in the request is invalid.'] as const;

/** Identities, and the error that each of them gets; none where it is accepted. */
const identities: readonly (readonly [what: string, PeerIdentity, error?: readonly [code: string, message: string]])[] =
  [
    ['a key', longLived],
    ['temporary keys', temporary],
    ['a wrong secret', { ...longLived, secretAccessKey: 'other' }, mismatch],
    ['an unknown key', { ...longLived, accessKeyId: 'AKIAOTHER' }, unknown],
    ['another session token', { ...temporary, sessionToken: 'other' }, unknown],
    [
      'another region',
      { ...longLived, region: 'eu-west-1' },
      ['InvalidSignatureException', 'Credential should be scoped to a valid region. '],
    ],
  ];

const boto3 = findBoto3();
const awsCli = findAwsCli();

('missing' in boto3 ? describe.skip : describe)(`signatures of ${titleOf('boto3', boto3)}`, function () {
  this.timeout(60_000);

  it('are accepted with the keys that the service was told, and refused otherwise', async () => {
    const server = await startDemoServer({ keys });
    try {
      const answers = await listSignedByBoto3(
        server.url,
        identities.map(([, identity]) => identity),
      );
      for (const [n, [what, , error]] of identities.entries()) {
        const answer = answers[n] ?? assert.fail();
        if (!error) {
          assert.deepEqual(answer, { count: 5 }, what);
          continue;
        }
        assert.ok('code' in answer, what);
        assert.equal(answer.code, error[0], what);
        assert.ok(answer.message.startsWith(error[1]), `${what}: ${answer.message}`);
      }
    } finally {
      await server.close();
    }
  });

  it('are those that the service calculates, whatever the headers and the body', async () => {
    // A header's value in visible characters and spaces: botocore and HTTP clients differ in how they send others.
    const value = fc
      .array(fc.constantFrom(...' !"#$%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~'), { maxLength: 20 })
      .map((letters) => letters.join(''));
    const cases = fc.sample(
      fc.record({
        headers: fc
          .dictionary(fc.stringMatching(/^(x-amz-[a-m]{1,5}|a[a-z]{1,5})$/), value, { maxKeys: 4 })
          .map((more) => ({
            ...more,
            host: '127.0.0.1:8080',
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-target': 'AWSPartnerCentralSelling.ListOpportunities',
          })),
        body: fc.string({ unit: 'binary' }),
        key: fc.constantFrom<PeerIdentity>(longLived, temporary),
      }),
      300,
    );
    const signed = await signWithBotocore(cases.map(({ key, ...others }): SigningCase => ({ ...others, ...key })));
    const check = new SignatureCheck({ keys });
    const wrong = new SignatureCheck({ keys: keys.map((key) => ({ ...key, secretAccessKey: 'other' })) });
    assert.equal(signed.length, 300);
    for (const [n, { body }] of cases.entries()) {
      const lists = Object.entries(signed[n] ?? {}).map(([name, text]) => [name, [text]]);
      const request = { method: 'POST', path: '/', headers: Object.fromEntries(lists), body: Buffer.from(body) };
      assert.equal(check.refuse(request), undefined, JSON.stringify(request.headers));
      assert.match(wrong.refuse(request)?.body ?? '', /InvalidSignatureException/);
    }
  });
});

('missing' in awsCli ? describe.skip : describe)(`signatures of the ${titleOf('AWS CLI', awsCli)}`, function () {
  this.timeout(60_000);
  let server: DemoServer;
  before(async () => {
    server = await startDemoServer({ keys });
  });
  after(() => server.close());

  for (const [what, identity, error] of identities) {
    it(`with ${what} are ${error ? 'refused' : 'accepted'}`, async () => {
      const { code, output, errors } = await listSignedByAwsCli(server.url, identity);
      if (!error) {
        assert.equal(code, 0, errors);
        assert.equal(JSON.parse(output).OpportunitySummaries.length, 5);
        return;
      }
      assert.notEqual(code, 0);
      assert.ok(errors.includes(`(${error[0]})`) && errors.includes(error[1].trim()), errors);
    });
  }
});
