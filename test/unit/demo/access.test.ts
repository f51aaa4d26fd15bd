import assert from 'node:assert/strict';
import {
  AccessDeniedException,
  AccessDeniedExceptionErrorCode,
  GetAwsOpportunitySummaryCommand,
  GetOpportunityCommand,
  ListOpportunitiesCommand,
  PartnerCentralSellingClient,
  type PartnerCentralSellingClientConfig,
} from '@aws-sdk/client-partnercentral-selling';
import { type Access, type AccessAnswer, accessAnswers, deniedReasons } from '../../../src/demo/server/access';
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../src/demo/server/demoServer';

type Catalog = 'AWS' | 'Sandbox';

const keys = [{ accessKeyId: 'AKIADEMO', secretAccessKey: 'made-up' }];

describe('demo service: access, as the SDK reads it', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function start(options: DemoServerOptions): Promise<DemoServer> {
    const server = await startDemoServer({ opportunities: 20, keys, ...options });
    closing.push(() => server.close());
    return server;
  }

  function clientOf({ url }: DemoServer, config: PartnerCentralSellingClientConfig = {}): PartnerCentralSellingClient {
    const credentials = { accessKeyId: 'AKIADEMO', secretAccessKey: 'made-up' };
    const client = new PartnerCentralSellingClient({ region: 'us-east-1', endpoint: url, credentials, ...config });
    closing.push(() => client.destroy());
    return client;
  }

  interface Failure {
    readonly name: string;
    readonly message: string;
    readonly status: number | undefined;
    readonly attempts: number | undefined;
    readonly reason: string | undefined;
  }

  async function failureOf(work: Promise<unknown>): Promise<Failure> {
    try {
      await work;
    } catch (error) {
      assert.ok(error instanceof Error);
      const { $metadata } = error as { $metadata?: { httpStatusCode?: number; attempts?: number; requestId?: string } };
      assert.ok($metadata?.requestId);
      assert.equal(error instanceof AccessDeniedException, error.name === 'AccessDeniedException');
      return {
        name: error.name,
        message: error.message,
        status: $metadata.httpStatusCode,
        attempts: $metadata.attempts,
        reason: error instanceof AccessDeniedException ? error.Reason : undefined,
      };
    }
    return assert.fail('it is allowed');
  }

  const list = (client: PartnerCentralSellingClient, Catalog: Catalog = 'AWS') =>
    client.send(new ListOpportunitiesCommand({ Catalog, MaxResults: 5 }));
  const get = (client: PartnerCentralSellingClient, Identifier: string) =>
    client.send(new GetOpportunityCommand({ Catalog: 'AWS', Identifier }));

  const resource = (catalog: Catalog, id = '*') =>
    `arn:aws:partnercentral:us-east-1:123456789012:catalog/${catalog}/opportunity/${id}`;
  const user = (action: string, on: string, why: string) =>
    `User: arn:aws:iam::123456789012:user/demo is not authorized to perform: partnercentral:${action} on resource: ${on} ${why}`;
  const noPolicy = (action: string, on: string) =>
    user(action, on, `because no identity-based policy allows the partnercentral:${action} action`);
  const unexplained = 'Unable to handle request due to access denied';

  /** What a list in each catalog is refused with; undefined where it is allowed. */
  const messages: Readonly<Record<AccessAnswer, (catalog: Catalog) => string | undefined>> = {
    allowed: () => undefined,
    noPolicy: (catalog) => noPolicy('ListOpportunities', resource(catalog)),
    explicitDeny: (catalog) =>
      user('ListOpportunities', resource(catalog), 'with an explicit deny in an identity-based policy'),
    boundary: (catalog) =>
      user(
        'ListOpportunities',
        resource(catalog),
        'because no permissions boundary allows the partnercentral:ListOpportunities action',
      ),
    organisation: (catalog) =>
      user('ListOpportunities', resource(catalog), 'with an explicit deny in a service control policy'),
    onlyAWS: (catalog) => (catalog === 'AWS' ? undefined : noPolicy('ListOpportunities', resource('Sandbox'))),
    onlySandbox: (catalog) => (catalog === 'Sandbox' ? undefined : noPolicy('ListOpportunities', resource('AWS'))),
    unexplained: () => unexplained,
    expired: () => 'The security token included in the request is expired',
    'reason:INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE': () => unexplained,
    'reason:SOMETHING_NEW': () => unexplained,
  };

  it('has each answer in these tests, and each reason of the API', () => {
    for (const answer of Object.keys(accessAnswers)) assert.ok(answer in messages, answer);
    assert.deepEqual(deniedReasons, Object.values(AccessDeniedExceptionErrorCode));
    for (const reason of deniedReasons) assert.ok(`reason:${reason}` in messages, reason);
  });

  for (const [answer, message] of Object.entries(messages)) {
    for (const catalog of ['AWS', 'Sandbox'] as const) {
      const expected = message(catalog);
      it(`${answer} ${expected === undefined ? 'allows' : 'denies'} a list in ${catalog}`, async () => {
        const client = clientOf(await start({ access: { '*': answer as AccessAnswer } }));
        if (expected === undefined) {
          assert.ok((await list(client, catalog)).OpportunitySummaries?.length);
          return;
        }
        assert.deepEqual(await failureOf(list(client, catalog)), {
          name: answer === 'expired' ? 'ExpiredTokenException' : 'AccessDeniedException',
          message: expected,
          status: 400,
          attempts: 1,
          reason: answer.startsWith('reason:') ? answer.slice('reason:'.length) : undefined,
        });
      });
    }
  }

  it('can be denied for one operation', async () => {
    const access: Access = { GetOpportunity: 'noPolicy', GetAwsOpportunitySummary: 'explicitDeny' };
    const client = clientOf(await start({ access }));
    const { OpportunitySummaries = [] } = await list(client);
    const id = OpportunitySummaries.find(({ Id }) => Id)?.Id ?? assert.fail('no id');
    const denied = await failureOf(get(client, id));
    assert.equal(denied.message, noPolicy('GetOpportunity', resource('AWS', id)));
    const summary = new GetAwsOpportunitySummaryCommand({ Catalog: 'AWS', RelatedOpportunityIdentifier: id });
    const { message } = await failureOf(client.send(summary));
    assert.match(message, /perform: partnercentral:GetAwsOpportunitySummary on .* with an explicit deny/);
  });

  it('can be denied for all operations but one', async () => {
    const client = clientOf(await start({ access: { '*': 'noPolicy', ListOpportunities: 'allowed' } }));
    await list(client);
    assert.equal((await failureOf(get(client, 'O1'))).name, 'AccessDeniedException');
  });

  it('is not looked at before the request is valid', async () => {
    const client = clientOf(await start({ access: { '*': 'noPolicy' } }));
    assert.equal((await failureOf(get(client, 'x'))).name, 'ValidationException');
  });

  describe('and signatures', () => {
    const mismatch = /^The request signature we calculated does not match/;
    const unknown = /^The security token included in the request is invalid\.$/;

    for (const [what, config, name, message] of [
      [
        'a wrong secret',
        { credentials: { accessKeyId: 'AKIADEMO', secretAccessKey: 'other' } },
        'InvalidSignatureException',
        mismatch,
      ],
      [
        'an unknown key',
        { credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'made-up' } },
        'UnrecognizedClientException',
        unknown,
      ],
      [
        'a session token that the key has not',
        { credentials: { accessKeyId: 'AKIADEMO', secretAccessKey: 'made-up', sessionToken: 'token' } },
        'UnrecognizedClientException',
        unknown,
      ],
      [
        'another region',
        { region: 'eu-west-1' },
        'InvalidSignatureException',
        /^Credential should be scoped to a valid region\. $/,
      ],
    ] as const) {
      it(`refuse ${what}`, async () => {
        const server = await start({});
        const failure = await failureOf(list(clientOf(server, config)));
        assert.equal(failure.name, name);
        assert.match(failure.message, message);
        assert.equal(failure.status, 400);
        assert.equal(server.service.counts.requests, 0);
      });
    }

    it('accept temporary keys', async () => {
      const credentials = { accessKeyId: 'ASIADEMO', secretAccessKey: 'a', sessionToken: 'token' };
      const client = clientOf(await start({ keys: [...keys, credentials] }), { credentials });
      assert.equal((await list(client)).OpportunitySummaries?.length, 5);
    });

    it('refuse temporary keys that expired', async () => {
      const credentials = { accessKeyId: 'ASIADEMO', secretAccessKey: 'a', sessionToken: 'token' };
      const server = await start({ keys: [{ ...credentials, expiration: new Date(0) }] });
      assert.equal((await failureOf(list(clientOf(server, { credentials })))).name, 'ExpiredTokenException');
    });

    it('lead an SDK whose clock is wrong to the right time', async () => {
      let received = 0;
      for (const hours of [-1, 1]) {
        const server = await start({
          clock: () => new Date(Date.now() + hours * 3_600_000),
          intercept: ({ n }) => {
            received = n;
            return undefined;
          },
        });
        const answer = await list(clientOf(server));
        assert.equal(answer.$metadata.attempts, 2);
        assert.equal(received, 2);
        assert.equal(server.service.counts.requests, 1);
      }
    });

    it('of an endpoint with a path lead to no operation', async () => {
      const server = await start({});
      const { name, status } = await failureOf(list(clientOf(server, { endpoint: `${server.url}/proxy` })));
      assert.deepEqual({ name, status }, { name: 'UnknownOperationException', status: 404 });
    });
  });
});
