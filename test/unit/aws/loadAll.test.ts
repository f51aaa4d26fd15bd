import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { createWindowLimiter } from '../../../src/aws/windowLimiter';
import type { ListKey } from '../../../src/core/lists/listKeys';
import { loadAll, loadedCount } from '../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../src/core/lists/opportunityLists';
import type { Clock } from '../../../src/core/runtime/clock';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { utc } from '../../support/moments';
import { ScriptedServer } from '../../support/scriptedServer';
import { answer, fault, hang, reset, type Step } from '../../support/service/faults';
import { atOnce, Harness, pageOf, patient, type SourceOptions, until } from './harness';

/** Real time, a hundred times as fast. */
const fast: Clock = {
  now: () => performance.now() * 100,
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms / 100);
    return () => clearTimeout(timer);
  },
};
const mfaRole =
  '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = base\n' +
  'mfa_serial = arn:aws:iam::123456789012:mfa/me\n[profile base]\naws_access_key_id = AKIADEV\naws_secret_access_key = s\n';
const list: ListKey = 'All';

function over(source: OpportunitySource, split: 'whole' | 'byStage' = 'whole', clock = fast): OpportunityLists {
  const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
  return new OpportunityLists(source, { catalog: 'AWS', filter: {}, sort, pageSize: 2, split }, () => utc(), clock);
}

const tokenOf = (body: unknown) => (body as { NextToken?: string }).NextToken;
/** Three pages of two. */
const page = (body: unknown): Step => {
  const n = Number((tokenOf(body) ?? 't0').slice(1));
  return answer(200, pageOf([`O${n}a`, `O${n}b`], n < 2 ? `t${n + 1}` : undefined));
};

describe('Load All over AWS', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(20_000);
  const harness = new Harness();

  describe('R19: stopped', () => {
    /** Loads until `reached`, stops, and checks that this is so at once, keeps everything, and goes on at the same place. */
    async function stopped(lists: OpportunityLists, reached: () => boolean, repair = () => {}): Promise<void> {
      const stop = new AbortController();
      const done = loadAll(lists, 1_000, stop.signal);
      await until(reached);
      const loaded = loadedCount(lists);
      const before = lists.listOf(list)?.tail;
      stop.abort();
      assert.deepEqual(await atOnce(done), { kind: 'stopped' });
      assert.equal(loadedCount(lists), loaded);
      const at = before?.kind === 'loading' ? before.at : undefined;
      const tail = loaded > 0 ? { kind: 'more', at, stopped: true } : { kind: 'unread' };
      assert.deepEqual(lists.listOf(list)?.tail, tail);
      harness.server.script(({ body, operation }) => (operation ? page(body) : answer(200, sts())));
      repair();
      assert.deepEqual(await loadAll(lists, 1_000, new AbortController().signal), { kind: 'complete' });
      assert.equal(loadedCount(lists), 6);
      const asked = harness.server.requests.filter(({ operation }) => operation);
      // A list that was begun before goes on behind the question what was modified last.
      assert.equal(tokenOf(asked[at?.nextToken ? 1 : 0]?.body), at?.nextToken);
    }

    const pages = () => harness.server.script(({ body }) => page(body));
    const pagesThen = (steps: number, step: Step) =>
      harness.server.script(({ body }, index) => (index < steps ? page(body) : step));

    it('in the middle of a page', async () => {
      harness.setKeys();
      pagesThen(1, hang);
      await stopped(over(harness.source()), () => harness.server.requests.length === 2);
    });

    it('while it waits to be let in again, in the SDK and in the list', async () => {
      harness.setKeys();
      for (const throttledBackoff of [60_000, 1]) {
        pagesThen(1, fault(400, 'ThrottlingException'));
        const lists = over(harness.source({ timing: { ...patient, throttledBackoff } }));
        const waiting = () => {
          const tail = lists.listOf(list)?.tail;
          return tail?.kind === 'loading' && tail.waiting !== undefined;
        };
        await stopped(lists, () => waiting() || (throttledBackoff > 1 && harness.server.requests.length === 2));
      }
    });

    it('in the queue of the rate limiter', async () => {
      harness.setKeys();
      pages();
      const limiter = createWindowLimiter(0.001);
      await stopped(
        over(harness.source({ limiter })),
        () => harness.server.requests.length === 1,
        () => {
          limiter.requestsPerSecond = 10_000;
        },
      );
    });

    it('while a person is asked for an MFA code, who is asked once more when it goes on', async () => {
      harness.write(mfaRole);
      let asked = 0;
      let withCode = (_code: string | undefined) => {};
      const askMfaCode: SourceOptions['askMfaCode'] = () => {
        asked += 1;
        return new Promise((resolve) => {
          withCode = resolve;
        });
      };
      pages();
      harness.set({ AWS_ENDPOINT_URL_STS: harness.server.url });
      await stopped(
        over(harness.source({ profile: 'admin', askMfaCode })),
        () => asked === 1,
        () => {
          setTimeout(() => withCode('123456'), 20);
        },
      );
      assert.equal(asked, 2, 'the question closed when nobody waited for it any more');
    });

    it('while credentials do not come', async () => {
      harness.write('[profile dev]\ncredential_process = sleep 1\n');
      const lists = over(harness.source({ profile: 'dev' }));
      const stop = new AbortController();
      const done = loadAll(lists, 1_000, stop.signal);
      await new Promise((resolve) => setTimeout(resolve, 100));
      stop.abort();
      assert.deepEqual(await atOnce(done), { kind: 'stopped' });
      assert.equal(lists.listOf(list)?.tail.kind, 'unread');
    });
  });

  it('R09: waits while AWS limits requests, visibly, within the rate, and reads everything once', async () => {
    harness.setKeys();
    const begun = performance.now();
    const served: number[] = [];
    harness.server.script(({ body, at }) => {
      served.push(at);
      return at - begun < 700 && tokenOf(body) !== undefined ? fault(400, 'ThrottlingException') : page(body);
    });
    const limiter = createWindowLimiter(100);
    const lists = over(harness.source({ limiter, timing: { ...patient, throttledBackoff: 10 } }));
    const seen = new Set<string>();
    lists.onDidChange((key) => {
      const tail = key === 'Other' ? undefined : lists.listOf(key)?.tail;
      if (tail?.kind === 'loading' && tail.waiting) seen.add(tail.waiting.code);
    });
    assert.deepEqual(await loadAll(lists, 1_000, new AbortController().signal), { kind: 'complete' });
    assert.deepEqual([...seen], ['throttled']);
    assert.equal(loadedCount(lists), 6);
    assert.equal(new Set([...lists.loaded()].map(({ Id }) => Id)).size, 6);
    for (const [n, at] of served.entries()) assert.ok((served[n + 101] ?? Number.POSITIVE_INFINITY) - at > 990);
  });

  it('R21: goes on after a sleep that closed its connections, without a page twice', async () => {
    harness.setKeys();
    let asleep = false;
    harness.server.script(({ body }) => {
      if (tokenOf(body) !== 't1' || asleep) return page(body);
      asleep = true;
      return reset('{"OpportunitySummaries":[');
    });
    const lists = over(harness.source());
    assert.deepEqual(await loadAll(lists, 1_000, new AbortController().signal), { kind: 'complete' });
    assert.equal(loadedCount(lists), 6);
    assert.deepEqual(
      harness.server.requests.slice(0, 4).map(({ body }) => tokenOf(body)),
      [undefined, 't1', 't1', 't2'],
    );
  });

  it('R10: goes on by itself when the network is back, and keeps what it has', async () => {
    harness.setKeys();
    const first = await ScriptedServer.start();
    const { port } = first;
    first.script(({ body }) => page(body));
    const lists = over(harness.source({ endpoint: first.url, timing: { ...patient, transientBackoff: 1 } }));
    await lists.listOf(list)?.firstPage();
    await first.stop();
    const done = loadAll(lists, 1_000, new AbortController().signal);
    await until(() => {
      const tail = lists.listOf(list)?.tail;
      return tail?.kind === 'loading' && tail.waiting !== undefined;
    });
    assert.equal(loadedCount(lists), 2);
    const tail = lists.listOf(list)?.tail;
    assert.match(tail?.kind === 'loading' ? (tail.waiting?.code ?? '') : '', /unreachable|connectionLost/);
    const again = await listenOn(port);
    try {
      assert.deepEqual(await done, { kind: 'complete' });
      assert.equal(loadedCount(lists), 6);
    } finally {
      await again.stop();
    }
  });
});

/** Three pages, again, where they were before. */
async function listenOn(port: number): Promise<ScriptedServer> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, '127.0.0.1', resolve));
  await new Promise((resolve) => probe.close(resolve));
  const server = await ScriptedServer.start(port);
  server.script(({ body }) => page(body));
  return server;
}

function sts(): string {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}
