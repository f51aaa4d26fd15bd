import assert from 'node:assert/strict';
import type { ListRequest } from '../../src/core/model/opportunity';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { casesFor, criteria, data, expected, idsOf, Tally, titleOf, walkInCuts } from './agreement';
import { findAwsCli, readWithAwsCli, runAwsCli } from './programs';

const awsCli = findAwsCli();

('missing' in awsCli ? describe.skip : describe)(`agreement with the ${titleOf('AWS CLI', awsCli)}`, function () {
  this.timeout(60_000);
  let server: DemoServer;
  const tally = new Tally();
  before(async () => {
    server = await startDemoServer(data);
  });
  after(async () => {
    await server.close();
    tally.print(titleOf('AWS CLI', awsCli));
  });
  const known = casesFor(awsCli);

  // Starting the program takes most of a second, so each criterion has one list: the last, which has the most conditions.
  for (const criterion of criteria) {
    const request = known.findLast((each) => each.criterion === criterion)?.request;
    (request ? it : it.skip)(`reads the expected list: ${criterion}`, async () => {
      assert.ok(request);
      const { OpportunitySummaries: found } = await readWithAwsCli(server.url, request, ['--page-size', '100']);
      assert.deepEqual(idsOf(found), idsOf(expected(request)));
      tally.add(criterion, found.length);
    });
  }

  it('cuts and resumes a list where the page walker does, with the same tokens', async () => {
    const request: ListRequest = { Catalog: 'AWS', LifeCycleStage: ['Committed', 'Closed Lost'] };
    const paging = ['--max-items', '25', '--page-size', '10'];
    const found: { ids: string[]; token: string | null }[] = [];
    let token: string | undefined;
    do {
      const resume: string[] = token ? ['--starting-token', token] : [];
      const { OpportunitySummaries, NextToken } = await readWithAwsCli(server.url, request, [...paging, ...resume]);
      found.push({ ids: idsOf(OpportunitySummaries), token: NextToken ?? null });
      token = NextToken;
    } while (token);
    assert.ok(found.length > 2);
    assert.deepEqual(await walkInCuts(request, 25, 10), found);
    tally.add('max-items and starting-token', found.flatMap(({ ids }) => ids).length, found.length);
  });

  it('goes on from a token that the page walker wrote', async () => {
    const request: ListRequest = { Catalog: 'AWS', LifeCycleStage: ['Prospect'] };
    const [first] = await walkInCuts(request, 130, 50);
    const resume = ['--page-size', '50', '--starting-token', first?.token ?? assert.fail('no token')];
    const { OpportunitySummaries: rest } = await readWithAwsCli(server.url, request, resume);
    assert.deepEqual([...(first?.ids ?? []), ...idsOf(rest)], idsOf(expected(request)));
    tally.add('our token as starting-token', rest.length);
  });

  it('says what is wrong with a request', async () => {
    const { code, errors } = await runAwsCli(server.url, { Catalog: 'Azure', Identifier: ['x'] });
    assert.notEqual(code, 0);
    assert.match(errors, /ValidationException.*Catalog must be one of AWS, Sandbox.*Identifier\[0\] must match/);
  });
});
