import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { reviewStatuses, stages } from '../../src/core/model/opportunity';
import { isOpportunityId } from '../../src/core/model/opportunityIds';
import { criteria as rows } from '../../src/core/query/criteria';
import { readSavedFilters } from '../../src/core/query/savedFilters';
import { utc } from '../support/moments';

interface Schema {
  readonly type: string;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly maxItems?: number;
  readonly pattern?: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const setting: Schema = manifest.contributes.configuration.properties['partnerCentral.savedFilters'];
const filter = setting.items?.properties?.filter;
const criteria = filter?.properties ?? {};
const now = utc('2026-06-15T12:00:00Z');

/** Whether the code takes a saved filter. */
const takes = (value: object) =>
  readSavedFilters([{ name: 'x', filter: value }], now).every(({ read }) => 'filter' in read);

describe("the manifest's schema of savedFilters", () => {
  it('has the criteria of a filter, and no other', () => {
    assert.equal(setting.items?.additionalProperties, false);
    assert.equal(filter?.additionalProperties, false);
    for (const [name, { type, properties, additionalProperties }] of Object.entries(criteria)) {
      if (type === 'array') assert.ok(takes({ [name]: [] }), name);
      else {
        assert.equal(additionalProperties, false, name);
        for (const end of Object.keys(properties ?? {})) assert.ok(takes({ [name]: { [end]: 'today' } }), end);
      }
    }
    assert.equal(Object.keys(criteria).length, 7);
  });

  it("has the API's values and limits", () => {
    assert.deepEqual(criteria.LifeCycleStage?.items?.enum, stages);
    assert.deepEqual(criteria.LifeCycleReviewStatus?.items?.enum, reviewStatuses);
    for (const name of ['LifeCycleStage', 'LifeCycleReviewStatus', 'CustomerCompanyName', 'Identifier'] as const) {
      assert.equal(criteria[name]?.maxItems, rows[name].most, name);
    }
  });

  it('takes the ids and the dates that the code takes', () => {
    const id = new RegExp(criteria.Identifier?.items?.pattern ?? '$^');
    for (const text of ['O1', 'O1234567890123456789', '', 'o1', 'O12345678901234567890', 'O1 ']) {
      assert.equal(id.test(text), isOpportunityId(text), text);
    }
    const texts = ['today', '-30d', '+90d', '2026-01-31', '2026-01-31T08:30:00Z', '30d', 'yesterday', '2026-1-1', ''];
    for (const [name, { type, properties }] of Object.entries(criteria)) {
      if (type === 'array') continue;
      for (const [end, { pattern }] of Object.entries(properties ?? {})) {
        for (const text of texts) {
          assert.equal(new RegExp(pattern ?? '$^').test(text), takes({ [name]: { [end]: text } }), `${end} ${text}`);
        }
      }
    }
  });
});
