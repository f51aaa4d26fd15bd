import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSourceError, type SourceErrorCode } from '../../../src/core/errors/sourceError';
import type { Priority } from '../../../src/core/paging/source';
import type { OpportunitySource } from '../../../src/core/wire/operations';
import { defaultAnchor } from '../../../src/demo/data/records';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { type DemoServer, startDemoServer } from '../../../src/demo/server/demoServer';
import { getAwsOpportunitySummary, getOpportunity, listPage } from '../../support/ask';
import { type Mutation, mutate, mutationsOf } from '../../support/mutations';
import { answer, type FaultName, fault, faultsOf, hang, reset, type Step } from '../../support/service/faults';
import { canary, failure, firstPage, Harness, never, patient, unlimited, until } from './harness';

const id = 'O1234567';
const html = `<!DOCTYPE html><html><body>${canary}</body></html>`;

const customer = { Account: { CompanyName: canary }, Contacts: [{ Email: 'jo@example.com' }] };
const times = { CreatedDate: '2025-05-01T00:00:00Z', LastModifiedDate: '2025-06-01T10:20:30.5Z' };

/** The two operations, each with an answer of its own and what it is read as. */
const operations = [
  {
    name: 'GetOpportunity',
    idField: 'Identifier',
    get: (source: OpportunitySource, signal = never, priority: Priority = 'foreground') =>
      getOpportunity(source, id, priority, signal),
    good: { Catalog: 'AWS', Id: id, ...times, Customer: customer },
    read: {
      Catalog: 'AWS',
      Customer: customer,
      Id: id,
      LastModifiedDate: '2025-06-01T10:20:30.5Z',
      CreatedDate: '2025-05-01T00:00:00Z',
    },
    other: { Catalog: 'AWS', Id: 'O7654321', Customer: customer },
  },
  {
    name: 'GetAwsOpportunitySummary',
    idField: 'RelatedOpportunityIdentifier',
    get: (source: OpportunitySource, signal = never, priority: Priority = 'foreground') =>
      getAwsOpportunitySummary(source, id, priority, signal),
    good: { Catalog: 'AWS', RelatedOpportunityId: id, Customer: { Contacts: customer.Contacts }, CosellMotion: null },
    read: { RelatedOpportunityId: id, Customer: { Contacts: customer.Contacts }, Catalog: 'AWS' },
    other: { Catalog: 'AWS', RelatedOpportunityId: 'O7654321', Project: { AwsPartition: canary } },
  },
] as const;

function mutated(value: object, changes: readonly Mutation[]): unknown {
  const copy = structuredClone(value);
  mutate(copy, changes);
  return copy;
}

for (const { name, idField, get, good, read, other } of operations) {
  describe(`AwsSource, ${name}`, function () {
    // For a machine that is busy with other things; each takes milliseconds.
    this.timeout(10_000);
    const harness = new Harness();
    const text = JSON.stringify(good);
    beforeEach(() => harness.setKeys());

    it('sends catalog and id, reads the record and logs the facts', async () => {
      harness.server.script([answer(200, good)]);
      assert.deepEqual(await get(harness.source()), read);
      const [request] = harness.server.requests;
      assert.equal(request?.operation, name);
      assert.deepEqual(request?.body, { Catalog: 'AWS', [idField]: id });
      assert.deepEqual(
        { ...harness.facts[0], ms: 0 },
        { op: name, status: 200, requestId: 'request-1', attempts: 1, ms: 0, count: 1 },
      );
    });

    const faults = faultsOf(text, canary);
    const known: readonly (readonly [what: FaultName, code: SourceErrorCode, requests: number])[] = [
      ['AWS limits requests', 'throttled', 3],
      ['AWS fails', 'internal', 5],
      ['503 as a web page', 'unavailable', 5],
      ['403 as a web page', 'proxyRefused', 1],
      ['200 as a web page', 'webPage', 1],
      ['an empty body', 'emptyAnswer', 1],
      ['null', 'emptyAnswer', 1],
      ['text alone', 'emptyAnswer', 1],
      ['a struct with nothing in it', 'emptyAnswer', 1],
      ['a reset before the answer', 'connectionLost', 5],
      ['a reset within the answer', 'connectionLost', 5],
      ['an answer that breaks off', 'connectionLost', 5],
      ['JSON that ends too early', 'connectionLost', 2],
      ['something else than JSON', 'unreadableAnswer', 1],
      ['no answer', 'timedOut', 1],
      ['an answer that stops', 'timedOut', 1],
      ['an answer that trickles', 'timedOut', 1],
      ['an IAM refusal', 'accessDenied', 1],
      ['an account that is refused', 'accountRefused', 1],
      ['expired keys', 'credentialsExpired', 2],
      ['something that AWS does not know', 'notFound', 1],
      ['an input that AWS does not accept', 'invalidRequest', 1],
      ['an error of the future', 'unknown', 1],
      ['an answer of 9 MB', 'answerTooLarge', 1],
    ];
    const cases: readonly (readonly [what: string, step: Step, code: SourceErrorCode, requests: number])[] = [
      ...known.map(([what, ...rest]) => [what, faults[what], ...rest] as const),
      ['a list', answer(200, [good]), 'emptyAnswer', 1],
      ['nothing but nulls', answer(200, '{"Catalog":null,"Project":null}'), 'emptyAnswer', 1],
      ['another opportunity', answer(200, other), 'unreadableAnswer', 1],
    ];
    for (const [what, step, code, requests] of cases) {
      it(`says ${code} for ${what}`, async () => {
        harness.server.script([step]);
        const source = harness.source({ timing: code === 'timedOut' ? { ...patient, page: 400 } : patient });
        await failure(get(source), code);
        assert.equal(harness.server.requests.length, requests);
        assert.equal(JSON.stringify(harness.facts).includes(canary), false);
        assert.equal(harness.facts.at(-1)?.code, code);
        assert.equal(harness.facts.at(-1)?.op, name);
        source.dispose();
        await harness.server.disconnected();
      });
    }

    it('names the action that was refused, and hands over the policy', async () => {
      harness.server.script([fault(400, 'AccessDeniedException')]);
      const denied = await failure(get(harness.source()), 'accessDenied');
      assert.match(denied.message, new RegExp(`call partnercentral:${name}\\.`));
      assert.equal(denied.requestId, 'request-1');
      assert.deepEqual(denied.remedies[0], { kind: 'copyPolicy' });
    });

    it('does not keep the list from being read where it alone is refused, and works once it is allowed', async () => {
      let denied = true;
      harness.server.script(({ operation }) => {
        if (operation === 'ListOpportunities') return answer(200, { OpportunitySummaries: [] });
        return denied ? fault(400, 'AccessDeniedException') : answer(200, good);
      });
      const source = harness.source();
      await failure(get(source), 'accessDenied');
      assert.deepEqual((await listPage(source, firstPage, 'foreground', never)).items, []);
      denied = false;
      assert.deepEqual(await get(source), read);
    });

    it('survives mutated answers and answers of any shape without any other error than its own', async () => {
      const source = harness.source();
      let read = 0;
      const raw = fc.oneof(
        { weight: 4, arbitrary: mutationsOf(good).map((changes) => mutated(good, changes)) },
        fc.jsonValue({ maxDepth: 3 }),
      );
      await fc.assert(
        fc.asyncProperty(raw, async (body) => {
          harness.server.script([answer(200, JSON.stringify(body))]);
          try {
            await get(source);
            read++;
          } catch (error) {
            assert.ok(isSourceError(error), String(error));
            assert.ok(['emptyAnswer', 'unreadableAnswer'].includes(error.code), error.code);
          }
        }),
        { numRuns: 200 },
      );
      assert.ok(read > 50, `only ${read} were read at all`);
      assert.equal(harness.facts.length, 200);
    });

    it('gets over one failure of the network by itself', async () => {
      for (const step of [reset(), reset(text.slice(0, 50)), answer(200, text.slice(0, 60)), answer(503, html)]) {
        harness.server.script([step, answer(200, text)]);
        assert.deepEqual(await get(harness.source()), read);
        assert.equal(harness.server.requests.length, 2);
      }
    });

    it('waits for a turn before every attempt, in the name of who asked', async () => {
      harness.server.script([fault(400, 'ThrottlingException'), answer(200, good)]);
      const limiter = unlimited();
      const asked: Priority[] = [];
      const acquire = limiter.acquire.bind(limiter);
      limiter.acquire = (priority, signal, entry) => {
        if (!entry?.sendsNothing) asked.push(priority);
        return acquire(priority, signal, entry);
      };
      await get(harness.source({ limiter }), never, 'background');
      assert.deepEqual(asked, ['background', 'background']);
      assert.equal(harness.facts[0]?.attempts, 2);
    });

    it('settles at once when aborted, and when the source ends', async () => {
      harness.server.script([hang]);
      const source = harness.source();
      const controller = new AbortController();
      const ended = [failure(get(source, controller.signal), 'aborted'), failure(get(source), 'aborted')];
      await until(() => harness.server.requests.length >= 2);
      controller.abort();
      await ended[0];
      source.dispose();
      await ended[1];
      await harness.server.disconnected();
      await failure(get(source), 'aborted');
      assert.equal(harness.server.requests.length, 2);
    });
  });
}

describe('full records of the demo service', function () {
  this.timeout(20_000);
  const harness = new Harness();
  let server: DemoServer;

  before(async () => {
    server = await startDemoServer({ opportunities: 60, hostile: true });
  });
  beforeEach(() => harness.setKeys());
  after(() => server.close());

  it('are the same over HTTP as in this process, and agree with the list', async () => {
    const overHttp = harness.source({ endpoint: server.url });
    const inProcess = createSampleSource({ opportunities: 60, hostile: true, anchor: defaultAnchor });
    const { items } = await listPage(overHttp, firstPage, 'foreground', never);
    const ids = items.flatMap(({ Id }) => Id ?? []);
    assert.ok(ids.length > 40);
    let submitted = 0;
    for (const each of ids) {
      const [full, here] = await Promise.all(
        [overHttp, inProcess].map((source) => getOpportunity(source, each, 'foreground', never)),
      );
      assert.deepEqual(full, here);
      const summary = items.find(({ Id }) => Id === each);
      const { NextStepsHistory: _, ...lifeCycle } = full?.LifeCycle ?? {};
      assert.deepEqual(lifeCycle, summary?.LifeCycle ?? {});
      assert.equal(JSON.stringify(full).includes('null'), false);

      const askBoth = () =>
        [overHttp, inProcess].map((source) => getAwsOpportunitySummary(source, each, 'foreground', never));
      if (summary?.LifeCycle?.ReviewStatus === 'Pending Submission') {
        await Promise.all(askBoth().map((work) => failure(work, 'notFound')));
        continue;
      }
      submitted++;
      const [aws, awsHere] = await Promise.all(askBoth());
      assert.deepEqual(aws, awsHere);
      assert.equal(aws?.RelatedOpportunityId, each);
    }
    assert.ok(submitted > 20);
  });

  it('are not found under an id that the catalog does not have', async () => {
    for (const source of [harness.source({ endpoint: server.url }), createSampleSource()]) {
      await failure(getOpportunity(source, 'O9999999999', 'foreground', never), 'notFound');
      await failure(getAwsOpportunitySummary(source, 'O9999999999', 'foreground', never), 'notFound');
      await failure(getOpportunity(source, 'no id', 'foreground', never), 'invalidRequest');
    }
  });

  it('are those of the catalog that the sample data shows', async () => {
    const sandbox = createSampleSource();
    const { items } = await listPage(sandbox, { Catalog: 'Sandbox', MaxResults: 5 }, 'foreground', never);
    const [first] = items.flatMap(({ Id }) => Id ?? []);
    assert.ok(first);
    assert.equal((await getOpportunity(sandbox, first, 'foreground', never, 'Sandbox')).Catalog, 'Sandbox');
  });

  it('stop when aborted', async () => {
    const source = createSampleSource();
    await failure(getOpportunity(source, id, 'foreground', AbortSignal.abort()), 'aborted');
    await failure(getAwsOpportunitySummary(source, id, 'foreground', AbortSignal.abort()), 'aborted');
  });
});
