import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ListRequest } from '../../../../src/core/model/opportunity';
import { criteria, criterionFields, isRange, rangeFields } from '../../../../src/core/query/criteria';
import type { CriterionField } from '../../../../src/core/query/filter';
import type { WireRecord } from '../../../../src/demo/data/wireRecord';
import { DemoService } from '../../../../src/demo/server/demoService';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'));

/** How many source files name a criterion. */
const filesThatName = (field: CriterionField) =>
  sources.filter((text) => new RegExp(`\\b${field}\\b`).test(text)).length;

describe('the table of criteria', () => {
  it('is what goes by a criterion: few files name one', () => {
    assert.ok(sources.length > 200, `${sources.length} files`);
    for (const [field, most] of [
      ['LifeCycleReviewStatus', 5],
      ['CustomerCompanyName', 6],
    ] as const) {
      const count = filesThatName(field);
      assert.ok(count > 0 && count <= most, `${field} is named in ${count} files`);
    }
  });

  it('names the ends of a range as the API does', () => {
    assert.ok(rangeFields.length > 0);
    for (const field of rangeFields) {
      const { after, before } = criteria[field];
      assert.deepEqual([after, before], [`After${field}`, `Before${field}`]);
    }
  });

  it('has only what the demo service narrows a list by', () => {
    const service = new DemoService({ opportunities: 60, hostile: true, seed: 3 });
    const list = (request: Partial<ListRequest>) => {
      const input = JSON.stringify({ Catalog: 'AWS', MaxResults: 100, ...request });
      const { status, body } = service.handle('AWSPartnerCentralSelling.ListOpportunities', input);
      assert.equal(status, 200, body);
      const { OpportunitySummaries: found }: { readonly OpportunitySummaries: readonly WireRecord[] } =
        JSON.parse(body);
      return found.length;
    };
    const [first] = service.records();
    const item = JSON.parse(JSON.stringify(first));
    const everything = list({});
    for (const field of criterionFields) {
      const narrowed = isRange(field)
        ? list({
            [field]: {
              [criteria[field].before]: criteria[field].kind === 'days' ? '2000-01-01' : '2000-01-01T00:00:00Z',
            },
          })
        : list({ [field]: [criteria[field].readFrom(item)] });
      assert.ok(narrowed < everything, field);
      if (!isRange(field)) assert.ok(narrowed > 0, field);
    }
  });
});
