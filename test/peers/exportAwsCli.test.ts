import assert from 'node:assert/strict';
import { exportChunks, takeSnapshot } from '../../src/core/formats/exportDocument';
import type { ExportScope } from '../../src/core/lists/completeness';
import { loadAll } from '../../src/core/lists/loadAll';
import { OpportunityLists } from '../../src/core/lists/opportunityLists';
import type { Sort } from '../../src/core/model/opportunity';
import type { Filter } from '../../src/core/query/filter';
import type { ListsQuery } from '../../src/core/query/listsQuery';
import { toRequest } from '../../src/core/query/request';
import type { OpportunitySource } from '../../src/core/wire/operations';
import { generateOpportunities } from '../../src/demo/data/records';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import { utc } from '../support/moments';
import { ScriptedServer } from '../support/scriptedServer';
import { answer } from '../support/service/faults';
import { titleOf } from './agreement';
import { ownSource, useDemoKeys } from './ownSource';
import { type CliAnswer, findAwsCli, type PeerSummary, readWithAwsCli } from './programs';

const awsCli = findAwsCli();
const opportunities = 1_234;
const now = utc();
const never = new AbortController().signal;
const records = generateOpportunities({ count: opportunities, seed: 1, catalog: 'AWS', hostile: true });
const names = [...new Set(records.flatMap((each) => each.Customer?.Account?.CompanyName ?? []))];
const modified = records.flatMap((each) => each.LastModifiedDate ?? []).sort()[opportunities / 2];

const newest: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
const filters: Readonly<Record<string, { readonly filter: Filter; readonly sort?: Sort }>> = {
  'no filter': { filter: {} },
  stages: { filter: { LifeCycleStage: ['Committed', 'Launched'] } },
  'review statuses': { filter: { LifeCycleReviewStatus: ['Action Required', 'In review'] } },
  companies: {
    filter: { CustomerCompanyName: names.slice(0, 10) },
    sort: { SortBy: 'Identifier', SortOrder: 'ASCENDING' },
  },
  'modified since': { filter: { LastModifiedDate: { AfterLastModifiedDate: modified ?? '' } } },
  'all together': {
    filter: {
      LifeCycleStage: ['Prospect', 'Qualified'],
      LifeCycleReviewStatus: ['Approved', 'Submitted'],
      TargetCloseDate: { AfterTargetCloseDate: '2026-01-01' },
    },
    sort: { SortBy: 'CustomerCompanyName', SortOrder: 'DESCENDING' },
  },
};

('missing' in awsCli ? describe.skip : describe)(`the export and the ${titleOf('AWS CLI', awsCli)}`, function () {
  this.timeout(60_000);
  let server: DemoServer;
  let source: OpportunitySource;
  const agreed: string[] = [];

  useDemoKeys();

  before(async () => {
    server = await startDemoServer({ opportunities, seed: 1, hostile: true });
    source = ownSource(server.url);
  });

  after(async () => {
    source.dispose();
    await server.close();
    console.log(`    Side by side, field by field:\n${agreed.map((line) => `      ${line}`).join('\n')}`);
  });

  async function load(query: Partial<ListsQuery>, limit = 10_000, from = source): Promise<OpportunityLists> {
    const base: ListsQuery = { catalog: 'AWS', filter: {}, sort: newest, pageSize: 100, split: 'whole' };
    const lists = new OpportunityLists(from, { ...base, ...query }, () => now);
    await loadAll(lists, limit, never);
    return lists;
  }

  /** Returns the document as a script reads it. */
  function documentOf(lists: OpportunityLists, scope: ExportScope = { kind: 'loaded' }) {
    const text = [...exportChunks(takeSnapshot(lists, scope, now))].join('');
    return JSON.parse(text) as CliAnswer & {
      readonly Export: { readonly complete: boolean; readonly stages: readonly { readonly startingToken?: string }[] };
    };
  }

  function cli(filter: Filter, sort: Sort, ...paging: string[]): Promise<CliAnswer> {
    const { MaxResults: _, ...request } = toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, now });
    return readWithAwsCli(server.url, request, ['--page-size', '100', ...paging]);
  }

  /** Removes nulls: the CLI prints them as received, and the extension reads them as absent. */
  function withoutNulls(items: readonly PeerSummary[]): unknown {
    return JSON.parse(JSON.stringify(items), (_, value) => value ?? undefined);
  }

  const ids = (items: readonly PeerSummary[]) => items.map(({ Id }) => Id);

  for (const [name, { filter, sort = newest }] of Object.entries(filters)) {
    it(`hold the same: ${name}`, async () => {
      const theirs = await cli(filter, sort);
      const ours = documentOf(await load({ filter, sort }));
      assert.ok(theirs.OpportunitySummaries.length > 0);
      assert.deepEqual(withoutNulls(ours.OpportunitySummaries), withoutNulls(theirs.OpportunitySummaries));
      for (const key of Object.keys(theirs)) assert.ok(key in ours, key);
      assert.equal(ours.Export.complete, true);
      assert.equal(ours.NextToken, undefined);
      agreed.push(`${name.padEnd(24)} ${String(theirs.OpportunitySummaries.length).padStart(5)} opportunities`);
    });
  }

  it('print moments the same, however AWS writes them', async () => {
    const moments = [
      ...['2026-01-02T03:04:50Z', '2026-01-02T03:04:50.0Z', '2026-01-02T03:04:50.5Z', '2026-01-02T03:04:50.120Z'],
      ...['2026-01-02T03:04:50.123456Z', '2026-01-02T03:04:50+00:00', '2026-01-02T05:04:50.25+02:00'],
    ];
    const items = moments.map((moment, index) => ({
      ...{ Catalog: 'AWS', Id: `O${index + 1}`, LastModifiedDate: moment, CreatedDate: moment },
    }));
    const scripted = await ScriptedServer.start();
    const here = ownSource(scripted.url);
    try {
      scripted.script(() => answer(200, { OpportunitySummaries: items }));
      const theirs = await readWithAwsCli(scripted.url, { Catalog: 'AWS' });
      const ours = documentOf(await load({}, 10_000, here));
      assert.deepEqual(ours.OpportunitySummaries, theirs.OpportunitySummaries);
      assert.deepEqual(
        ours.OpportunitySummaries.map(({ LastModifiedDate }) => LastModifiedDate),
        moments,
      );
      agreed.push(`moments, to the letter   ${String(moments.length).padStart(5)} opportunities`);
    } finally {
      here.dispose();
      await scripted.stop();
    }
  });

  it('differ stage by stage in what has no stage alone, and the export does not claim to be complete', async () => {
    const theirs = await cli({}, newest);
    const ours = documentOf(await load({ split: 'byStage' }));
    const staged = theirs.OpportunitySummaries.filter(
      (item) => (item.LifeCycle as { Stage?: string } | undefined)?.Stage,
    );
    assert.ok(staged.length < theirs.OpportunitySummaries.length);
    assert.deepEqual(ids(ours.OpportunitySummaries).sort(), ids(staged).sort());
    assert.equal(ours.Export.complete, false);
  });

  it('hand over the token of the export to the AWS CLI', async () => {
    const { filter, sort = newest } = filters['review statuses'] ?? assert.fail();
    const whole = await cli(filter, sort);
    const first = documentOf(await load({ filter, sort }, 100));
    const rest = await cli(filter, sort, '--starting-token', first.NextToken ?? assert.fail('no token'));
    assert.ok(rest.OpportunitySummaries.length > 0);
    const both = [...first.OpportunitySummaries, ...rest.OpportunitySummaries];
    assert.deepEqual(withoutNulls(both), withoutNulls(whole.OpportunitySummaries));
    agreed.push(`our token there          ${String(rest.OpportunitySummaries.length).padStart(5)} opportunities`);
  });

  it('hand over the token of a stage to the AWS CLI', async () => {
    const lists = new OpportunityLists(
      source,
      { catalog: 'AWS', filter: {}, sort: newest, pageSize: 20, split: 'byStage' },
      () => now,
    );
    await lists.listOf('Prospect')?.firstPage();
    const first = documentOf(lists);
    const token = first.Export.stages[0]?.startingToken ?? assert.fail('no token');
    const filter = { LifeCycleStage: ['Prospect'] } as const;
    const rest = await readWithAwsCli(server.url, { Catalog: 'AWS', ...filter, Sort: newest }, [
      ...['--page-size', '20', '--starting-token', token],
    ]);
    const whole = await cli(filter, newest);
    assert.deepEqual(
      ids([...first.OpportunitySummaries, ...rest.OpportunitySummaries]),
      ids(whole.OpportunitySummaries),
    );
  });

  it('hand over the token of the AWS CLI to this extension', async () => {
    const whole = await cli({}, newest);
    const first = await cli({}, newest, '--max-items', '130');
    const startingToken = first.NextToken ?? assert.fail('no token');
    const rest = documentOf(await load({ startingToken }));
    const both = [...first.OpportunitySummaries, ...rest.OpportunitySummaries];
    assert.deepEqual(withoutNulls(both), withoutNulls(whole.OpportunitySummaries));
    assert.equal(rest.Export.complete, false, 'what came before the token is not in it');
    agreed.push(`their token here         ${String(rest.OpportunitySummaries.length).padStart(5)} opportunities`);
  });
});
