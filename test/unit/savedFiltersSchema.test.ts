import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isOpportunityId } from '../../src/core/model/opportunityIds';
import { criteria, criterionFields, isRange, type ListField, type RangeField } from '../../src/core/query/criteria';
import type { CriterionField } from '../../src/core/query/filter';
import { readSavedFilters } from '../../src/core/query/savedFilters';
import { utc } from '../support/moments';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const setting = manifest.contributes.configuration.properties['partnerCentral.savedFilters'];
const words: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const now = utc('2026-06-15T12:00:00Z');

const id = '^O[0-9]{1,19}$';
const day = 'today|[+-]\\d{1,5}d|\\d{4}-\\d{2}-\\d{2}';
const moment = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})';

/** The schema of a criterion, as its row in the table says. */
function schemaOf(field: CriterionField) {
  return {
    markdownDescription: `%setting.savedFilters.${field}%`,
    ...(isRange(field) ? rangeOf(field) : listOf(field)),
  };
}

function listOf(field: ListField) {
  const criterion = criteria[field];
  const items = () => {
    switch (criterion.kind) {
      case 'values':
        return { enum: criterion.values };
      case 'texts':
        return { pattern: '\\S' };
      case 'ids':
        return { pattern: id };
    }
  };
  return { type: 'array', maxItems: criterion.most, items: { type: 'string', ...items() } };
}

function rangeOf(field: RangeField) {
  const { kind, after, before } = criteria[field];
  const end = (side: string) => ({
    type: 'string',
    pattern: `^(${kind === 'days' ? day : `${day}|${moment}`})$`,
    markdownDescription: `%setting.savedFilters.${side}%`,
  });
  return {
    type: 'object',
    additionalProperties: false,
    properties: { [after]: end('after'), [before]: end('before') },
  };
}

/** True where the code takes a saved filter. */
const takes = (value: object) =>
  readSavedFilters([{ name: 'x', filter: value }], now).every(({ read }) => 'filter' in read);

describe("the manifest's schema of savedFilters", () => {
  it('has the criteria of the table with their limits and values, in its order, and no other', () => {
    const filter = setting.items.properties.filter;
    assert.equal(setting.items.additionalProperties, false);
    assert.equal(filter.additionalProperties, false);
    assert.deepEqual(filter.properties, Object.fromEntries(criterionFields.map((field) => [field, schemaOf(field)])));
    assert.deepEqual(Object.keys(filter.properties), criterionFields);
  });

  it('describes every criterion', () => {
    for (const field of criterionFields) assert.ok(words[`setting.savedFilters.${field}`], field);
  });

  it('takes the ids and the dates that the code takes', () => {
    for (const text of ['O1', 'O1234567890123456789', '', 'o1', 'O12345678901234567890', 'O1 ']) {
      assert.equal(new RegExp(id).test(text), isOpportunityId(text), text);
    }
    const texts = ['today', '-30d', '+90d', '2026-01-31', '2026-01-31T08:30:00Z', '30d', 'yesterday', '2026-1-1', ''];
    for (const field of criterionFields.filter(isRange)) {
      for (const [end, { pattern }] of Object.entries(rangeOf(field).properties)) {
        for (const text of texts) {
          assert.equal(new RegExp(pattern).test(text), takes({ [field]: { [end]: text } }), `${end} ${text}`);
        }
      }
    }
  });
});
