import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reviewStatuses, stages } from '../../src/core/opportunity';

interface Schema {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

describe('the JSON Schemas', function () {
  // The TypeScript compiler reads the SDK's types.
  this.timeout(60_000);
  let folder: string;
  let summary: Schema;
  let list: Schema;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'json-schemas-'));
    const task = pathToFileURL(join('test', 'tasks', 'jsonSchemas.mjs')).href;
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

  it('know the values of AWS’s enums', () => {
    for (const { definitions } of [summary, list]) {
      assert.deepEqual([...(definitions?.Stage?.enum ?? [])].sort(), [...stages].sort());
      assert.deepEqual([...(definitions?.ReviewStatus?.enum ?? [])].sort(), [...reviewStatuses].sort());
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

  it('say what an export is', () => {
    assert.deepEqual(Object.keys(list.properties ?? {}), ['OpportunitySummaries', 'NextToken', 'Export']);
    const facts = list.definitions?.ExportFacts?.properties ?? {};
    for (const field of ['formatVersion', 'complete', 'basis', 'missing', 'stages']) assert.ok(facts[field], field);
  });
});
