import assert from 'node:assert/strict';
import { loadAll } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import type { Clock } from '../../../src/core/runtime/clock';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../src/demo/server/demoServer';
import { listPage } from '../../support/ask';
import { dialects } from '../../support/dialects';
import { utc } from '../../support/moments';
import { failure, firstPage, Harness, never, unlimited } from './harness';

const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
const now = utc('2026-11-01T12:00:00Z');

function over(source: OpportunitySource, clock?: Clock): OpportunityLists {
  const query = { catalog: 'AWS', filter: {}, sort, pageSize: 20, split: 'whole' } as const;
  return new OpportunityLists(source, query, () => now, clock);
}

describe('AwsSource in every dialect', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(20_000);
  const harness = new Harness();
  beforeEach(() => harness.setKeys());

  async function withServer(options: DemoServerOptions, use: (server: DemoServer) => Promise<void>): Promise<void> {
    const server = await startDemoServer({ opportunities: 70, hostile: true, ...options });
    try {
      await use(server);
    } finally {
      await server.close();
    }
  }

  for (const [name, dialect] of dialects) {
    it(`a token that is refused says so, and the list is read whole after its place expired: ${name}`, async () => {
      let time = 0;
      await withServer({ dialect: { ...dialect, tokenLife: 'minute' }, now: () => time }, async ({ url, service }) => {
        const source = harness.source({ endpoint: url });
        await failure(listPage(source, { ...firstPage, NextToken: 'gone' }, 'foreground', never), 'tokenRejected');
        const lists = over(source);
        await lists.listOf('All')?.firstPage();
        time += 61_000;
        assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'complete' });
        const ids = service.records().map(({ Id }) => Id ?? undefined);
        assert.deepEqual([...lists.loaded()].map(({ Id }) => Id).sort(), ids.sort());
      });
    });
  }

  for (const throttled of ['free', 'counted'] as const) {
    it(`is let in again where the quota is spent time and again: throttled:${throttled}`, async () => {
      let time = 0;
      // Nobody waits here: a pause is over as soon as it is asked for, and time has passed.
      const clock: Clock = {
        now: () => time,
        schedule: (ms, run) => {
          time += ms;
          const timer = setImmediate(run);
          return () => clearImmediate(timer);
        },
      };
      await withServer({ dialect: { throttled }, rateLimit: 2, now: clock.now }, async ({ url, service }) => {
        const lists = over(harness.source({ endpoint: url, limiter: unlimited(clock) }), clock);
        assert.deepEqual(await loadAll(lists, 1_000, never), { kind: 'complete' });
        assert.equal([...lists.loaded()].length, 70);
        assert.ok(service.counts.throttled > 2);
      });
    });
  }
});
