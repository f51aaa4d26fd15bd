import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as awsBundle from '../../../src/aws/awsSource';
import { isSourceError, SourceError } from '../../../src/core/errors/sourceError';
import { LazySource } from '../../../src/core/paging/lazySource';
import type * as demoBundle from '../../../src/demo/sampleSource';
import { startDemoServer } from '../../../src/demo/server/demoServer';
import { unattended } from '../../support/ask';
import { fault } from '../../support/service/faults';
import { extension } from '../support/extensionUnderTest';
import { rowIds, TreeUnderTest } from '../support/treeUnderTest';

/** A bundle as it ships, with its own copy of everything it is made of. */
async function shipped<T>(file: string): Promise<T> {
  return await import(pathToFileURL(join(extension().extensionPath, 'dist', file)).href);
}

describe('the bundles that load later', () => {
  let open: TreeUnderTest | undefined;

  afterEach(() => {
    open?.dispose();
    open = undefined;
  });

  it('bring sample data', async () => {
    const { createSampleSource } = await shipped<typeof demoBundle>('sampleSource.js');
    open = new TreeUnderTest(() => createSampleSource());
    const rows = await open.all();
    assert.ok(rows.filter(({ row }) => row.kind === 'opportunity').length > 100);
    assert.ok(rows.every(({ row }) => row.kind !== 'failed'));
  });

  describe('with the SDK', () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'DEMO',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_CONFIG_FILE: join(__dirname, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: join(__dirname, 'none'),
    };
    const deps = { ...unattended, env };
    const saved: Record<string, string | undefined> = {};

    before(() => {
      // The SDK's own providers read the process's variables alone.
      for (const [name, value] of Object.entries(env)) {
        saved[name] = process.env[name];
        process.env[name] = value;
      }
    });

    after(() => {
      for (const [name, value] of Object.entries(saved)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    async function openOn(endpoint: string): Promise<TreeUnderTest> {
      const { createAwsSource, createWindowLimiter } = await shipped<typeof awsBundle>('aws/aws.mjs');
      const limiter = createWindowLimiter(10);
      const tree = new TreeUnderTest(
        (connection) =>
          new LazySource(async () => {
            assert.equal(connection.kind, 'aws');
            return createAwsSource({ kind: 'aws', catalog: connection.catalog, endpoint }, { ...deps, limiter });
          }),
      );
      tree.settings.set('pageSize', 5);
      return tree;
    }

    it('read pages over HTTP', async () => {
      const server = await startDemoServer();
      try {
        open = await openOn(server.url);
        assert.equal((await open.expand('Prospect')).length, 6);
        await open.current.value.listOf('Prospect')?.loadMore();
        assert.equal((await open.expand('Prospect')).length, 11);
      } finally {
        await server.close();
      }
    });

    it('throw errors that this side knows by their code, with what can be done about them', async () => {
      const respond = fault(400, 'AccessDeniedException', { Message: 'no' });
      const server = await startDemoServer({ intercept: () => ({ respond }) });
      try {
        open = await openOn(server.url);
        const rows = await open.expand('Prospect');
        assert.deepEqual(rowIds(rows), [
          'Prospect/tail',
          'Prospect/tail/copyPolicy',
          'Prospect/tail/selectProfile',
          'Prospect/tail/retry',
          'Prospect/tail/checkAccess',
        ]);
        const tail = open.current.value.listOf('Prospect')?.tail;
        assert.ok(tail?.kind === 'failed');
        assert.ok(isSourceError(tail.error));
        assert.equal(tail.error.code, 'accessDenied');
        assert.notEqual(Object.getPrototypeOf(tail.error), SourceError.prototype, 'really of the other bundle');
      } finally {
        await server.close();
      }
    });

    it('list the profiles of the AWS files', async () => {
      const { listProfiles } = await shipped<typeof awsBundle>('aws/aws.mjs');
      assert.deepEqual(await listProfiles(env), { profiles: [], faults: [] });
    });
  });
});
