import fc from 'fast-check';
import { reviewStatuses, stages } from '../../src/core/model/opportunity';
import type { Filter } from '../../src/core/query/filter';

const date = fc.constantFrom('today', '-30d', '+90d', '2026-01-31', '2026-01-31T10:00:00Z');
const range = (after: string, before: string) =>
  fc.record({ [after]: date, [before]: date }, { requiredKeys: [] }).filter((value) => Object.keys(value).length > 0);
const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 5 });

/** Filters of the right shape; their values may still be refused. */
export const filters = fc.record(
  {
    LifeCycleStage: some(fc.constantFrom(...stages)),
    LifeCycleReviewStatus: some(fc.constantFrom(...reviewStatuses)),
    CustomerCompanyName: some(fc.string()),
    Identifier: some(fc.string()),
    LastModifiedDate: range('AfterLastModifiedDate', 'BeforeLastModifiedDate'),
    CreatedDate: range('AfterCreatedDate', 'BeforeCreatedDate'),
    TargetCloseDate: range('AfterTargetCloseDate', 'BeforeTargetCloseDate'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Filter>;
