import assert from 'node:assert/strict';
import { ListOpportunitiesCommand } from '@aws-sdk/client-partnercentral-selling';
import { createAwsSource } from '../../../../src/aws/awsSource';
import { createClient } from '../../../../src/aws/calls/client';
import { listPage, unattended } from '../../../support/ask';
import { answer } from '../../../support/service/faults';
import { firstPage, Harness, never, pageOf, patient, unlimited } from '../harness';

describe('where requests go', () => {
  const harness = new Harness();

  /** The host that a request would go to, and the region that it is signed for; nothing is sent. */
  async function targetOf(endpoint: string | undefined, profile?: string) {
    const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
    const client = createClient({ endpoint, profile, credentials, timing: patient });
    let target: object | undefined;
    client.sdk.middlewareStack.add(
      () => async (args) => {
        const { hostname, protocol } = args.request as { hostname: string; protocol: string };
        target = { host: `${protocol}//${hostname}`, words: client.host };
        throw new Error('not sent');
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await assert.rejects(client.sdk.send(new ListOpportunitiesCommand({ Catalog: 'AWS' })), /not sent/);
    assert.equal(await client.sdk.config.region(), 'us-east-1');
    return target;
  }

  const own = {
    host: 'https://partnercentral-selling.us-east-1.api.aws',
    words: 'partnercentral-selling.us-east-1.api.aws',
  };

  it('is AWS’s own endpoint where none is given, whatever the SDK might find configured', async () => {
    assert.deepEqual(await targetOf(undefined), own);
    harness.set({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'eu-central-1' });
    harness.write('[default]\nendpoint_url = http://127.0.0.1:2\n[profile dev]\nendpoint_url = http://127.0.0.1:3\n');
    assert.deepEqual(await targetOf(undefined), own);
    assert.deepEqual(await targetOf(undefined, 'dev'), own);
  });

  it('is the endpoint that is given', async () => {
    assert.deepEqual(await targetOf('http://127.0.0.1:8080'), { host: 'http://127.0.0.1', words: '127.0.0.1:8080' });
  });

  it('is, without the setting, what the environment or the profile configures', async () => {
    harness.setKeys();
    const list = async (profile?: string) => {
      harness.server.script([answer(200, pageOf(['O1']))]);
      const source = createAwsSource(
        { kind: 'aws', catalog: 'AWS', ...(profile && { profile }) },
        {
          ...unattended,
          limiter: unlimited(),
          timing: patient,
        },
      );
      await listPage(source, firstPage, 'foreground', never).finally(() => source.dispose());
      return harness.server.requests.length;
    };
    harness.set({ AWS_ENDPOINT_URL: harness.server.url });
    assert.equal(await list(), 1);
    harness.set({ AWS_ENDPOINT_URL: '' });
    harness.write(
      `[profile dev]\nendpoint_url = ${harness.server.url}\naws_access_key_id = AKIADEV\naws_secret_access_key = secret\n`,
    );
    assert.equal(await list('dev'), 1);
  });
});
