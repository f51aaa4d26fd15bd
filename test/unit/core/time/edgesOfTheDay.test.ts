import assert from 'node:assert/strict';
import { triageDay, triagesOf } from '../../../../src/core/model/triage';
import { datePresets } from '../../../../src/core/query/datePresets';
import { toRequest } from '../../../../src/core/query/request';
import { resolveDate, resolveDateTime } from '../../../../src/core/time/relativeDates';
import { dateOf, type Moment } from '../../../../src/core/time/zone';
import { summary } from '../../../support/fakeSource';

/** A person's zone, and what its clocks are ahead of UTC on the days below. */
const zones = [
  ['Pacific/Kiritimati', '+14:00'],
  ['Asia/Kolkata', '+05:30'],
  ['America/Los_Angeles', '-07:00'],
] as const;
const hours = ['00:00:00.000', '12:00:00.000', '23:59:59.999'] as const;
/** The last day of a quarter: a date that is one off shows in the quarter too. */
const day = '2026-06-30';

// What the machine takes for its own zone must not matter: the person may sit elsewhere.
for (const machine of ['UTC', ...zones.map(([zone]) => zone)]) {
  describe(`the person’s day, on a machine in ${machine}`, () => {
    const before = process.env.TZ;
    beforeEach(() => {
      process.env.TZ = machine;
    });
    afterEach(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });

    for (const [zone, offset] of zones) {
      for (const hour of hours) {
        const now: Moment = { at: new Date(`${day}T${hour}${offset}`), zone };
        /** An instant of that zone, as it is sent. */
        const instant = (local: string) => new Date(`${local}${offset}`).toISOString();

        it(`is ${day} at ${hour} in ${zone}`, () => {
          assert.equal(dateOf(now), day);
          assert.deepEqual(
            ['today', '-1d', '+1d', '-30d'].map((text) => resolveDate(text, now)),
            [day, '2026-06-29', '2026-07-01', '2026-05-31'],
          );
          assert.equal(resolveDateTime('today', 'start', now), instant(`${day}T00:00:00.000`));
          assert.equal(resolveDateTime('today', 'end', now), instant(`${day}T23:59:59.999`));
        });

        it(`is asked for as that day at ${hour} in ${zone}`, () => {
          const request = toRequest({
            catalog: 'AWS',
            filter: {
              LastModifiedDate: { AfterLastModifiedDate: '-7d', BeforeLastModifiedDate: '2026-06-30' },
              TargetCloseDate: { AfterTargetCloseDate: 'today', BeforeTargetCloseDate: '+30d' },
            },
            sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
            pageSize: 100,
            now,
          });
          assert.deepEqual(
            [request.LastModifiedDate, request.TargetCloseDate].map((range) => JSON.parse(JSON.stringify(range))),
            [
              {
                AfterLastModifiedDate: instant('2026-06-23T00:00:00.000'),
                BeforeLastModifiedDate: instant(`${day}T23:59:59.999`),
              },
              { AfterTargetCloseDate: day, BeforeTargetCloseDate: '2026-07-30' },
            ],
          );
        });

        it(`is in the second quarter at ${hour} in ${zone}`, () => {
          const quarters = datePresets('TargetCloseDate', now, 'en').filter(({ words }) => words.endsWith('quarter'));
          assert.deepEqual(
            quarters.map(({ after, before: last }) => [after, last]),
            [
              ['2026-04-01', '2026-06-30'],
              ['2026-07-01', '2026-09-30'],
            ],
          );
        });

        it(`decides what is overdue, closes soon or stalled at ${hour} in ${zone}`, () => {
          const found = (closes: string, modified = instant('2026-06-29T12:00:00.000')) =>
            triagesOf(
              { ...summary('O1', 'Prospect', modified), LifeCycle: { NextSteps: 'Call', TargetCloseDate: closes } },
              triageDay(dateOf(now), zone),
            );
          assert.deepEqual(found('2026-06-29'), ['Overdue']);
          assert.deepEqual(found(day), ['Closing in 30 days']);
          assert.deepEqual(found('2026-07-30'), ['Closing in 30 days']);
          assert.deepEqual(found('2026-07-31'), []);
          // 60 calendar days before the day: its last instant is stalled, the next one is not.
          assert.deepEqual(found('2027-01-01', instant('2026-05-01T23:59:59.999')), ['Stalled 60 days']);
          assert.deepEqual(found('2027-01-01', instant('2026-05-02T00:00:00.000')), []);
        });
      }
    }
  });
}
