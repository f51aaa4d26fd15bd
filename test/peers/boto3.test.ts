import assert from 'node:assert/strict';
import type { WireRecord } from '../../src/demo/data/wireRecord';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { answers as dialectAnswers, nameDialect } from '../../src/demo/server/dialect';
import { knownDialect } from '../support/dialects';
import { casesFor, criteria, cuts, data, expected, idsOf, Tally, titleOf, walkInCuts } from './agreement';
import type { ListCase } from './cases';
import { type BotoAnswer, type BotoCase, findBoto3, type PeerSummary, readWithBoto3 } from './programs';

const boto3 = findBoto3();

('missing' in boto3 ? describe.skip : describe)(`agreement with ${titleOf('boto3', boto3)}`, function () {
  // The timeout allows for a busy machine.
  this.timeout(180_000);
  let server: DemoServer;
  const tally = new Tally();
  after(async () => {
    await server.close();
    tally.print(titleOf('boto3', boto3));
  });
  const known = casesFor(boto3);
  const answers = new Map<ListCase, BotoAnswer>();

  before(async () => {
    server = await startDemoServer(data);
    // Every second list uses the service's own page size.
    const asked = known.map(
      ({ request }, n): BotoCase => ({ request, ...(n % 2 === 0 && { pagination: { PageSize: 100 } }) }),
    );
    const read = await readWithBoto3(server.url, asked);
    known.forEach((each, n) => {
      answers.set(each, read[n] as BotoAnswer);
    });
  });

  for (const criterion of criteria) {
    const about = known.filter((each) => each.criterion === criterion);
    (about.length > 0 ? it : it.skip)(`reads the expected lists: ${criterion}`, () => {
      for (const each of about) {
        const found = summariesOf(answers.get(each));
        assert.deepEqual(idsOf(found), idsOf(expected(each.request)), JSON.stringify(each.request));
        tally.add(criterion, found.length);
      }
    });
  }

  it('reads every field as it was made', () => {
    const whole = known.find(({ criterion }) => criterion === 'Catalog') as ListCase;
    assert.deepEqual(summariesOf(answers.get(whole)), expected(whole.request).map(asParsed));
  });

  it('cuts and resumes lists where the page walker does, with the same tokens', async () => {
    const asked = cuts.map(
      ([request, MaxItems, PageSize]): BotoCase => ({ request, pagination: { MaxItems, PageSize }, resume: true }),
    );
    const read = await readWithBoto3(server.url, asked);
    for (const [n, [request, maxItems, pageSize]] of cuts.entries()) {
      const found = (read[n]?.cuts ?? []).map(({ summaries, token }) => ({ ids: idsOf(summaries), token }));
      assert.deepEqual(
        found.flatMap(({ ids }) => ids),
        idsOf(expected(request)),
      );
      assert.deepEqual(await walkInCuts(request, maxItems, pageSize), found, `${maxItems} by ${pageSize}`);
      tally.add('MaxItems and StartingToken', found.flatMap(({ ids }) => ids).length, found.length);
    }
  });

  it('cuts and resumes lists where the page walker does whatever the pages and tokens are like', async () => {
    // A list in cuts requests a page twice when a cut is within it, so single-use tokens do not work with cuts.
    const names = [...dialectAnswers.keys()].filter((name) => /^(tokens|tokenShape|tokenBinds|pages):/.test(name));
    const asked = [...names, ...['random:1', 'random:2', 'random:3']].map((name) => ({
      ...knownDialect(name),
      tokenLife: 'endless' as const,
    }));
    const servers = await Promise.all(asked.map((dialect) => startDemoServer({ ...data, dialect })));
    const [request, MaxItems, PageSize] = [{ Catalog: 'AWS', LifeCycleStage: ['Prospect'] }, 99, 33] as const;
    try {
      const read = await readWithBoto3(
        server.url,
        servers.map(({ url }) => ({ url, request, pagination: { MaxItems, PageSize }, resume: true })),
      );
      for (const [n, dialect] of asked.entries()) {
        const found = (read[n]?.cuts ?? []).map(({ summaries, token }) => ({ ids: idsOf(summaries), token }));
        assert.deepEqual(found, await walkInCuts(request, MaxItems, PageSize, dialect), nameDialect(dialect));
        tally.add('pages and tokens of any kind', found.flatMap(({ ids }) => ids).length, found.length);
      }
    } finally {
      await Promise.all(servers.map((each) => each.close()));
    }
  });

  it('understands every fault', async () => {
    const refused: readonly (readonly [object, readonly (readonly [string, string])[]])[] = [
      [{ Catalog: 'Azure' }, [['Catalog', 'INVALID_ENUM_VALUE']]],
      [{ Catalog: 'AWS', MaxResults: 101 }, [['MaxResults', 'VALUE_OUT_OF_RANGE']]],
      [{ Catalog: 'AWS', NextToken: 'gone' }, [['NextToken', 'INVALID_VALUE']]],
      [
        { Catalog: 'AWS', Identifier: ['x'], LifeCycleStage: Array(11).fill('Prospect') },
        [
          ['Identifier[0]', 'INVALID_STRING_FORMAT'],
          ['LifeCycleStage', 'TOO_MANY_VALUES'],
        ],
      ],
    ];
    const read = await readWithBoto3(
      server.url,
      refused.map(([request]) => ({ request }) as BotoCase),
    );
    for (const [n, [, fields]] of refused.entries()) {
      const { requestId, ...error } = read[n]?.error ?? assert.fail(`case ${n} was not refused`);
      assert.deepEqual(error, {
        code: 'ValidationException',
        status: 400,
        reason: 'REQUEST_VALIDATION_FAILED',
        fields,
      });
      assert.ok(requestId);
    }
  });

  it('understands throttling', async () => {
    const throttled = await startDemoServer({ ...data, rateLimit: 1, now: () => 0 });
    try {
      const [answer] = await readWithBoto3(throttled.url, [{ request: { Catalog: 'AWS' } }]);
      assert.equal(answer?.error?.code, 'ThrottlingException');
      assert.equal(throttled.service.counts.throttled, 1);
    } finally {
      await throttled.close();
    }
  });
});

function summariesOf(answer: BotoAnswer | undefined): readonly PeerSummary[] {
  if (answer?.cuts?.length !== 1) assert.fail(`no list: ${JSON.stringify(answer?.error)}`);
  return answer.cuts[0]?.summaries ?? [];
}

/** Returns a record as boto3 parses it: without nulls, and with date-times in milliseconds. */
function asParsed(record: WireRecord): unknown {
  return JSON.parse(JSON.stringify(record), (key, value) => {
    if (key === 'LastModifiedDate' || key === 'CreatedDate') return value === null ? undefined : Date.parse(value);
    return value ?? undefined;
  });
}
