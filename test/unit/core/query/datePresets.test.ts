import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rangeFields, rangeOf, toDateCriterion } from '../../../../src/core/query/criteria';
import { datePresets } from '../../../../src/core/query/datePresets';
import { withCriterion } from '../../../../src/core/query/filterDraft';
import { checkFilter, toRequest } from '../../../../src/core/query/request';
import type { Moment } from '../../../../src/core/time/zone';
import { utc } from '../../../support/moments';

const rangeUnder = (words: string, now: Moment) => {
  const preset = datePresets('TargetCloseDate', now).find((candidate) => candidate.words === words);
  return preset && [preset.after, preset.before];
};

describe('datePresets', () => {
  for (const [month, first, last, nextFirst, nextLast] of [
    [0, '2026-01-01', '2026-03-31', '2026-04-01', '2026-06-30'],
    [5, '2026-04-01', '2026-06-30', '2026-07-01', '2026-09-30'],
    [8, '2026-07-01', '2026-09-30', '2026-10-01', '2026-12-31'],
    [11, '2026-10-01', '2026-12-31', '2027-01-01', '2027-03-31'],
  ] as const) {
    it(`know the quarter of month ${month + 1} and the next one`, () => {
      for (const now of [utc(Date.UTC(2026, month, 1, 0, 0, 1)), utc(Date.UTC(2026, month, 28, 23, 59, 59))]) {
        assert.deepEqual(rangeUnder('this quarter', now), [first, last]);
        assert.deepEqual(rangeUnder('next quarter', now), [nextFirst, nextLast]);
      }
    });
  }

  it('are ranges that the API takes, on any day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(1970, 0, 2), max: new Date(2999, 0, 1), noInvalidDate: true }),
        fc.constantFrom(...rangeFields),
        fc.constantFrom('UTC', 'America/Los_Angeles', 'Pacific/Apia', 'Pacific/Kiritimati'),
        (at, field, zone) => {
          const now = { at, zone };
          for (const preset of datePresets(field, now)) {
            const filter = withCriterion({}, field, toDateCriterion(field, preset));
            assert.deepEqual(checkFilter(filter, now), [], preset.words);
            assert.deepEqual(rangeOf(filter, field), { after: preset.after, before: preset.before });
          }
        },
      ),
    );
  });

  it('take an opportunity for overdue from the day after its target close date on', () => {
    const now = { at: new Date('2026-03-02T07:30:00Z'), zone: 'America/Los_Angeles' };
    const overdue = datePresets('TargetCloseDate', now).find(({ words }) => words === 'overdue');
    assert.ok(overdue);
    const filter = withCriterion({}, 'TargetCloseDate', toDateCriterion('TargetCloseDate', overdue));
    const sort = { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' } as const;
    const request = toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, now });
    assert.deepEqual(request.TargetCloseDate, { BeforeTargetCloseDate: '2026-02-28' });
  });

  it('say which of them stay relative', () => {
    for (const field of rangeFields) {
      for (const { relative, after, before } of datePresets(field, utc('2026-06-15'))) {
        for (const end of [after, before]) {
          if (end !== undefined) assert.equal(/^(today|[+-]\d+d)$/.test(end), relative, end);
        }
      }
    }
  });

  it('make no criterion of a range without ends', () => {
    assert.equal(toDateCriterion('CreatedDate', {}), undefined);
    assert.deepEqual(toDateCriterion('CreatedDate', { before: 'today' }), { BeforeCreatedDate: 'today' });
    assert.deepEqual(rangeOf({}, 'CreatedDate'), { after: undefined, before: undefined });
  });
});
