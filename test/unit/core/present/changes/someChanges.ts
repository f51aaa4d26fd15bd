import fc from 'fast-check';
import type { HashedField, OpportunityChange } from '../../../../../src/core/changes/opportunityChange';
import { fieldGroups } from '../../../../../src/core/model/fields';
import { anyCharacter } from '../../../../support/anyCharacter';
import { hostileMessages } from '../../../../support/hostileTexts';
import { summaries } from '../../../../support/summaries';

/** Returns a change of one opportunity; what is not given did not change. */
export function changeOf(part: Partial<OpportunityChange>): OpportunityChange {
  return { id: 'O1', kind: 'changed', modified: undefined, item: undefined, before: undefined, fields: [], ...part };
}

const apart = ['Id', 'Arn', 'Catalog', 'LastModifiedDate', 'LifeCycle.Stage', 'LifeCycle.ReviewStatus'];

/** Every field of which only the fact that it changed is kept. */
export const hashedFields = [
  ...fieldGroups.flatMap(({ fields }) => fields.map(({ name }) => name)),
  'Project.ExpectedCustomerSpend',
].filter((name): name is HashedField => ![...apart, 'LifeCycle.TargetCloseDate'].includes(name));

const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom(...hostileMessages),
  fc.constantFrom('Submitted', 'Launched', '2026-06-01', '2026-05-31', ''),
);
const maybe = fc.option(text, { nil: undefined });
const move = fc.record({ from: maybe, to: maybe });

/** Any change, with anything that a service may send in it. */
export const changes: fc.Arbitrary<OpportunityChange> = fc
  .record(
    {
      id: text,
      kind: fc.constantFrom('new' as const, 'changed' as const, 'unknown' as const),
      modified: fc.option(
        fc.oneof(
          text,
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        { nil: undefined },
      ),
      item: fc.option(summaries, { nil: undefined }),
      before: fc.option(summaries, { nil: undefined }),
      fields: fc.subarray(hashedFields),
      stage: move,
      reviewStatus: move,
      closes: move,
    },
    { requiredKeys: ['id', 'kind', 'modified', 'item', 'before', 'fields'] },
  )
  .map((change) => change);
