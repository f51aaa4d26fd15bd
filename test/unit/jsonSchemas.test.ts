import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportChunks, takeSnapshot } from '../../src/core/formats/exportDocument';
import { OpportunityLists } from '../../src/core/lists/opportunityLists';
import { reviewStatuses, stages } from '../../src/core/model/opportunity';
import { normalisePage } from '../../src/core/wire/normalisePage';
import { generateOpportunities } from '../../src/demo/data/records';
import { createSampleSource } from '../../src/demo/sampleSource';
import { problemsOf, type Schema } from '../support/jsonSchema';
import { utc } from '../support/moments';

describe('the JSON Schemas', function () {
  // The TypeScript compiler reads the SDK's types.
  this.timeout(60_000);
  let folder: string;
  let summary: Schema;
  let list: Schema;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'json-schemas-'));
    const task = pathToFileURL(join('test', 'tasks', 'shipped', 'jsonSchemas.mjs')).href;
    const { writeSchemas } = (await import(task)) as { writeSchemas(outdir: string): void };
    writeSchemas(folder);
    const read = (name: string): Schema => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    summary = read('opportunity.schema.json');
    list = read('opportunities.schema.json');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are where the manifest says, and small', () => {
    const { jsonValidation } = JSON.parse(readFileSync('package.json', 'utf8')).contributes;
    for (const { url } of jsonValidation as { url: string }[]) {
      const size = readFileSync(join(folder, url.replace('./dist/', ''))).length;
      assert.ok(size > 5_000 && size < 30_000, `${url}: ${size} bytes`);
    }
  });

  it('have nothing beside a reference, where it would not count', () => {
    for (const schema of [summary, list]) {
      JSON.stringify(schema.definitions, (_, value) => {
        if (typeof value?.$ref === 'string') assert.deepEqual(Object.keys(value), ['$ref']);
        return value;
      });
    }
  });

  it('describe every field in AWS’s words, as plain text', () => {
    const undescribed: string[] = [];
    for (const [name, { properties = {} }] of Object.entries(summary.definitions ?? {})) {
      for (const [field, { description }] of Object.entries(properties)) {
        if (!description) undescribed.push(`${name}.${field}`);
        assert.doesNotMatch(description ?? '', /<\/?[a-z]+>|&\w+;/, `${name}.${field}`);
      }
    }
    assert.deepEqual(undescribed, []);
    const { LifeCycleSummary: life, AccountSummary: account } = summary.definitions ?? {};
    assert.match(
      life?.properties?.ReviewStatus?.description ?? '',
      /^Indicates the review status.*\n\n• Pending Submission: /s,
    );
    assert.ok(account?.properties?.CompanyName);
  });

  it('know the values of AWS’s enums, and take others', () => {
    for (const { definitions } of [summary, list]) {
      for (const [name, values] of [
        ['Stage', stages],
        ['ReviewStatus', reviewStatuses],
      ] as const) {
        const [known, other] = definitions?.[name]?.anyOf ?? [];
        assert.deepEqual([...(known?.enum ?? [])].sort(), [...values].sort());
        assert.deepEqual(other, { type: 'string' });
      }
    }
    for (const name of ['OpportunitySortName', 'SortOrder', 'Catalog']) assert.ok(list.definitions?.[name]?.enum, name);
  });

  it('refer to nothing that is not there', () => {
    for (const schema of [summary, list]) {
      const refs = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name]) => name);
      assert.ok(refs.length > 5);
      for (const name of refs) assert.ok(schema.definitions?.[name ?? ''], name);
      assert.doesNotMatch(JSON.stringify(schema), /An SDK shape/);
    }
  });

  /** A list of opportunities as the demo service has them, exported with all that stands beside it. */
  async function exported(): Promise<Record<string, unknown>> {
    const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
    const filter = {
      TargetCloseDate: { AfterTargetCloseDate: '-900d' },
      LifeCycleStage: ['Prospect', 'Launched'],
    } as const;
    const query = { catalog: 'AWS', filter, sort, pageSize: 20, split: 'byStage' } as const;
    const lists = new OpportunityLists(createSampleSource({ opportunities: 500, hostile: true }), query, () => utc());
    await lists.listOf('Prospect')?.firstPage();
    const snapshot = takeSnapshot(lists, { kind: 'loaded' }, utc());
    return JSON.parse([...exportChunks(snapshot)].join(''));
  }

  it('hold for what is exported, and for 3,000 opportunities of the demo service', async () => {
    const document = await exported();
    assert.deepEqual(problemsOf(document, list), []);
    const records = generateOpportunities({ count: 3_000, seed: 1, catalog: 'AWS', hostile: true });
    const { items } = normalisePage({ OpportunitySummaries: records });
    assert.deepEqual(problemsOf({ ...document, OpportunitySummaries: items }, list), []);
    assert.deepEqual(problemsOf(items, list), []);
  });

  it('hold for values that AWS has since the SDK was made', () => {
    const newer = {
      ...{ Catalog: 'AWS', Id: 'O1', OpportunityType: 'Merger' },
      LifeCycle: { Stage: 'On Hold', ReviewStatus: 'Escalated', ClosedLostReason: 'Weather' },
      Customer: { Account: { CompanyName: 'A', Industry: 'Space', Address: { CountryCode: 'XX' } } },
      Project: {
        DeliveryModels: ['Quantum'],
        ExpectedCustomerSpend: [{ CurrencyCode: 'XYZ', Frequency: 'Yearly', TargetCompany: 'AWS' }],
        ExpectedContractDuration: { Term: 'Years', Value: '2' },
      },
      Added: { Later: true },
    };
    assert.deepEqual(problemsOf(newer, summary), []);
    assert.deepEqual(problemsOf([newer], list), []);
  });

  it('refuse what the model refuses', () => {
    const valid = { Catalog: 'AWS', Id: 'O1' };
    const spend = { CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' };
    const refused: readonly object[] = [
      { Id: 'O1' },
      ...['', 'A W S', '1'].map((Catalog) => ({ ...valid, Catalog })),
      ...['1', 'O', 'o1', 'O12345678901234567890', 'O1 ', ''].map((Id) => ({ ...valid, Id })),
      ...[
        '2026-02-30',
        '2025-02-29',
        '1900-02-29',
        '2026-13-01',
        '2026-04-31',
        '0026-01-01',
        'soon',
        '2026-1-1',
        '',
      ].map((TargetCloseDate) => ({ ...valid, LifeCycle: { TargetCloseDate } })),
      ...['2026-01-01', 'now', '2026-01-01T00:00:00'].map((LastModifiedDate) => ({ ...valid, LastModifiedDate })),
      { ...valid, Arn: 'x' },
      { ...valid, LifeCycle: 'Prospect' },
      { ...valid, LifeCycle: { Stage: 5 } },
      { ...valid, LifeCycle: { NextSteps: 'x'.repeat(256) } },
      { ...valid, Customer: { Account: {} } },
      ...['1e5', '-1', '1.234', '01', '1,5'].map((Amount) => ({
        ...valid,
        Project: { ExpectedCustomerSpend: [{ ...spend, Amount }] },
      })),
      { ...valid, Project: { ExpectedCustomerSpend: [{ Amount: '1' }] } },
      { ...valid, Project: { DeliveryModels: 'Other' } },
    ];
    assert.deepEqual(problemsOf(valid, summary), []);
    for (const each of refused) {
      assert.notDeepEqual(problemsOf(each, summary), [], JSON.stringify(each));
      assert.notDeepEqual(problemsOf({ OpportunitySummaries: [each] }, list), [], JSON.stringify(each));
    }
    for (const date of ['2024-02-29', '2000-02-29', '2026-12-31']) {
      assert.deepEqual(problemsOf({ ...valid, LifeCycle: { TargetCloseDate: date } }, summary), []);
    }
    for (const moment of ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.123456+02:00']) {
      assert.deepEqual(problemsOf({ ...valid, LastModifiedDate: moment }, summary), []);
    }
  });

  it('refuse in Export what this extension never writes', async () => {
    const document = await exported();
    const facts = document.Export as Record<string, unknown>;
    const [stage] = facts.stages as object[];
    for (const change of [
      { unknown: 1 },
      { catalog: 'Other' },
      { formatVersion: '1' },
      { exportedAt: 'today' },
      { missing: ['somehow'] },
      { stages: [{ ...stage, unknown: 1 }] },
      { filter: { Unknown: [] } },
      { filter: { CreatedDate: { Since: '2026-01-01' } } },
      { sort: { SortBy: 'Color', SortOrder: 'ASCENDING' } },
      { count: undefined },
    ]) {
      const changed = JSON.parse(JSON.stringify({ ...document, Export: { ...facts, ...change } }));
      assert.notDeepEqual(problemsOf(changed, list), [], JSON.stringify(change));
    }
  });

  it('say what an export is', () => {
    assert.deepEqual(Object.keys(list.properties ?? {}), ['OpportunitySummaries', 'NextToken', 'Export']);
    const facts = list.definitions?.ExportFacts?.properties ?? {};
    for (const field of ['formatVersion', 'complete', 'basis', 'missing', 'stages']) assert.ok(facts[field], field);
  });
});
