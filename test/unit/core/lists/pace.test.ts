import assert from 'node:assert/strict';
import { loadAll } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { Gate } from '../../../../src/core/paging/gate';
import { RateLimiter } from '../../../../src/core/paging/rateLimiter';
import type { OpportunitySource } from '../../../../src/core/wire/operations';
import { sourceOver } from '../../../../src/demo/sampleSource';
import { DemoService } from '../../../../src/demo/server/demoService';
import { FakeClock } from '../../../support/fakeClock';
import { throughGate } from '../../../support/gate/throughGate';
import { utc } from '../../../support/moments';

const opportunities = 10_000;
const pageSize = 100;
const latency = 300;
const quota = 10;

describe('the pace of Load All', function () {
  // Ten thousand opportunities take a second, on a machine that is busy with other things several.
  this.timeout(60_000);
  let requests = 0;
  let arrivals: number[] = [];
  let service: DemoService;
  before(() => {
    service = new DemoService({ opportunities, seed: 1, anchor: new Date('2026-06-01') });
  });

  /** Reads everything, on a clock of its own, from a service that needs its time and refuses what is above the quota. */
  async function load(requestsPerSecond: number): Promise<number> {
    const clock = new FakeClock();
    requests = 0;
    arrivals = [];
    const inner = sourceOver({
      handle(target, body) {
        requests += 1;
        arrivals.push(clock.now());
        return service.handle(target, body);
      },
    });
    const gate = new Gate({ limiter: new RateLimiter({ requestsPerSecond, clock }) });
    const source: OpportunitySource = {
      run(operation, priority, signal, patience) {
        const read = throughGate(gate, async () => {
          const result = await inner.run(operation, priority, signal);
          await new Promise<void>((resolve) => clock.schedule(latency, resolve));
          return result;
        });
        return read(undefined, priority, signal, patience);
      },
      dispose() {},
    };
    const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
    const query = { catalog: 'AWS', filter: {}, sort, pageSize, split: 'byStage' } as const;
    const lists = new OpportunityLists(source, query, () => utc('2026-06-01T12:00:00Z'), clock);
    let end: number | undefined;
    const done = loadAll(lists, Number.POSITIVE_INFINITY, new AbortController().signal).then((outcome) => {
      end = clock.now();
      return outcome;
    });
    while (end === undefined) await clock.pass(latency);
    assert.deepEqual(await done, { kind: 'complete' });
    assert.ok(lists.loaded().length >= opportunities * 0.98, `${lists.loaded().length} loaded`);
    return end;
  }

  for (const [rate, most] of [
    [quota / 2, 1.05],
    [quota, 1.5],
  ] as const) {
    it(`at ${rate} a second takes at most ${most} times as long as the rate needs, and is never above it`, async () => {
      const floor = Math.floor(opportunities / pageSize / rate) * 1_000 + latency;
      const ratio = (await load(rate)) / floor;
      assert.ok(ratio <= most, `${ratio.toFixed(3)} times as long, ${requests} requests`);
      for (const [n, at] of arrivals.entries())
        assert.ok((arrivals[n + rate] ?? Number.POSITIVE_INFINITY) - at >= 1_000);
      assert.ok(requests <= opportunities / pageSize + 9, `${requests} requests`);
    });
  }
});
