import fc from 'fast-check';
import { criteria, criterionFields, isKind, isRange, type RangeField } from '../../src/core/query/criteria';
import type { CriterionField, Filter } from '../../src/core/query/filter';

const date = fc.constantFrom('today', '-30d', '+90d', '2026-01-31', '2026-01-31T10:00:00Z');

function range(field: RangeField) {
  const { after, before } = criteria[field];
  const ends = fc.record({ [after]: date, [before]: date }, { requiredKeys: [] });
  return ends.filter((value) => Object.keys(value).length > 0);
}

function some(field: CriterionField) {
  const value = isKind('values', field) ? fc.constantFrom(...criteria[field].values) : fc.string();
  return fc.array(value, { minLength: 1, maxLength: 5 });
}

/** Filters of the right shape; their values may still be refused. */
export const filters: fc.Arbitrary<Filter> = fc.record(
  Object.fromEntries(
    criterionFields.map((field): [string, fc.Arbitrary<unknown>] => [
      field,
      isRange(field) ? range(field) : some(field),
    ]),
  ),
  { requiredKeys: [] },
);
