import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rangeFields, rangeOf, toDateCriterion } from '../../../../src/core/query/criteria';
import { datePresets } from '../../../../src/core/query/datePresets';
import { withCriterion } from '../../../../src/core/query/filterDraft';
import { checkFilter, toRequest } from '../../../../src/core/query/request';
import { daysBetween } from '../../../../src/core/time/dates';
import { dateOf, type Moment } from '../../../../src/core/time/zone';
import { utc } from '../../../support/moments';

const rangeUnder = (words: string, now: Moment) => {
  const preset = datePresets('TargetCloseDate', now, 'en').find((candidate) => candidate.words === words);
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
          for (const preset of datePresets(field, now, 'en')) {
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
    const overdue = datePresets('TargetCloseDate', now, 'en').find(({ words }) => words === 'overdue');
    assert.ok(overdue);
    const filter = withCriterion({}, 'TargetCloseDate', toDateCriterion('TargetCloseDate', overdue));
    const sort = { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' } as const;
    const request = toRequest({ catalog: 'AWS', filter, sort, pageSize: 100, now });
    assert.deepEqual(request.TargetCloseDate, { BeforeTargetCloseDate: '2026-02-28' });
  });

  it('say which of them stay relative', () => {
    for (const field of rangeFields) {
      for (const { relative, after, before } of datePresets(field, utc('2026-06-15'), 'en')) {
        for (const end of [after, before]) {
          if (end !== undefined) assert.equal(/^(today|[+-]\d+d)$/.test(end), relative, end);
        }
      }
    }
  });

  it('know weeks and months, at midnight, at the end of a month and of a leap year', () => {
    const ranges = (at: string, zone: string, locale: string) => {
      const now = { at: new Date(at), zone };
      const days = (field: (typeof rangeFields)[number], words: string) => {
        const preset = datePresets(field, now, locale).find((candidate) => candidate.words === words);
        return `${preset?.days.after} ${preset?.days.before}`;
      };
      return {
        thisWeek: days('TargetCloseDate', 'this week'),
        lastWeek: days('CreatedDate', 'last week'),
        thisMonth: days('TargetCloseDate', 'this month'),
        nextMonth: days('TargetCloseDate', 'next month'),
        lastMonth: days('CreatedDate', 'last month'),
        yesterday: days('CreatedDate', 'yesterday'),
      };
    };
    // In Los Angeles it is still Thursday, the last day of February.
    assert.deepEqual(ranges('2024-03-01T07:59:59Z', 'America/Los_Angeles', 'en-US'), {
      thisWeek: '2024-02-25 2024-03-02',
      lastWeek: '2024-02-18 2024-02-24',
      thisMonth: '2024-02-01 2024-02-29',
      nextMonth: '2024-03-01 2024-03-31',
      lastMonth: '2024-01-01 2024-01-31',
      yesterday: '2024-02-28 2024-02-28',
    });
    assert.deepEqual(ranges('2024-03-01T08:00:00Z', 'America/Los_Angeles', 'de'), {
      thisWeek: '2024-02-26 2024-03-03',
      lastWeek: '2024-02-19 2024-02-25',
      thisMonth: '2024-03-01 2024-03-31',
      nextMonth: '2024-04-01 2024-04-30',
      lastMonth: '2024-02-01 2024-02-29',
      yesterday: '2024-02-29 2024-02-29',
    });
    assert.deepEqual(ranges('2025-12-31T23:00:00Z', 'Europe/Berlin', 'de'), {
      thisWeek: '2025-12-29 2026-01-04',
      lastWeek: '2025-12-22 2025-12-28',
      thisMonth: '2026-01-01 2026-01-31',
      nextMonth: '2026-02-01 2026-02-28',
      lastMonth: '2025-12-01 2025-12-31',
      yesterday: '2025-12-31 2025-12-31',
    });
  });

  it('contain today, meet without a gap, and have the length that they say', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-02'), max: new Date('2999-01-01'), noInvalidDate: true }),
        fc.constantFrom('UTC', 'America/Los_Angeles', 'Pacific/Apia', 'Pacific/Kiritimati', 'Europe/Berlin'),
        fc.constantFrom('en-US', 'de', 'ar-EG'),
        (at, zone, locale) => {
          const now = { at, zone };
          const today = dateOf(now);
          const presets = [...datePresets('CreatedDate', now, locale), ...datePresets('TargetCloseDate', now, locale)];
          const days = (words: string) => {
            const { after, before } = presets.find((preset) => preset.words === words)?.days ?? {};
            return { after: after ?? assert.fail(words), before: before ?? assert.fail(words) };
          };
          for (const [unit, least, most] of [
            ['week', 7, 7],
            ['month', 28, 31],
            ['quarter', 90, 92],
          ] as const) {
            const [last, current, next] = [days(`last ${unit}`), days(`this ${unit}`), days(`next ${unit}`)];
            assert.ok(current.after <= today && today <= current.before, unit);
            for (const [one, other] of [
              [last, current],
              [current, next],
            ] as const)
              assert.equal(daysBetween(one.before, other.after), 1, unit);
            for (const { after, before } of [last, current, next]) {
              const length = (daysBetween(after, before) ?? 0) + 1;
              assert.ok(length >= least && length <= most, `${unit}: ${length}`);
              if (unit !== 'week') assert.match(after, /-01$/);
            }
          }
          assert.equal(daysBetween(days('yesterday').after, today), 1);
        },
      ),
    );
  });

  it('make no criterion of a range without ends', () => {
    assert.equal(toDateCriterion('CreatedDate', {}), undefined);
    assert.deepEqual(toDateCriterion('CreatedDate', { before: 'today' }), { BeforeCreatedDate: 'today' });
    assert.deepEqual(rangeOf({}, 'CreatedDate'), { after: undefined, before: undefined });
  });
});
