import assert from 'node:assert/strict';
import fc from 'fast-check';
import { daysLater } from '../../../../src/core/time/dates';
import { dateIn, firstInstant, isTimeZone, lastInstant } from '../../../../src/core/time/zone';

const spans = (zone: string, date: string) =>
  [firstInstant(date, zone), lastInstant(date, zone)].map((at) => at.toJSON());

describe('zone', () => {
  it('knows the names of time zones', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Argentina/Ushuaia', 'GMT', 'US/Pacific']) {
      assert.ok(isTimeZone(name), name);
    }
    for (const name of ['', ' ', 'PDT', 'Europe/Atlantis', '+02:00', 'Etc/Unknown', 'local', '../UTC', 'UTC\n']) {
      assert.ok(!isTimeZone(name), name);
    }
  });

  for (const [zone, date, first, last, why] of [
    ['Asia/Kathmandu', '2026-06-15', '2026-06-14T18:15:00.000Z', '2026-06-15T18:14:59.999Z', 'an offset of 5:45'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z', '25 hours'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z', '23 hours'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', '2026-04-05T13:29:59.999Z', '24½ hours'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z', 'it begins at 01:00'],
    ['America/Sao_Paulo', '2018-11-03', '2018-11-03T03:00:00.000Z', '2018-11-04T02:59:59.999Z', 'the day before'],
    ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00.000Z', '2018-02-18T02:59:59.999Z', '23:00 comes twice'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z', 'midnight comes twice'],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', '2011-12-30T09:59:59.999Z', 'before a date left out'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', '2011-12-30T09:59:59.999Z', 'left out: no instant'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', '2011-12-31T09:59:59.999Z', 'after a date left out'],
    ['Pacific/Kiritimati', '9999-12-31', '9999-12-30T10:00:00.000Z', '9999-12-31T09:59:59.999Z', 'the last of all'],
  ] as const) {
    it(`knows the first and the last instant of ${date} in ${zone}: ${why}`, () => {
      assert.deepEqual(spans(zone, date), [first, last]);
    });
  }

  it('lays the days of a zone end to end, and shows in each instant the date that it belongs to', () => {
    const zones = [
      'UTC',
      'America/Los_Angeles',
      'Europe/London',
      'Asia/Kolkata',
      'Pacific/Apia',
      'Australia/Lord_Howe',
    ];
    const at = fc.date({ min: new Date('1970-01-02'), max: new Date('2037-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(at, fc.constantFrom(...zones), (instant, zone) => {
        const date = dateIn(zone, instant);
        assert.ok(firstInstant(date, zone) <= instant && instant <= lastInstant(date, zone), `${date} ${zone}`);
        const next = daysLater(date, 1) ?? '';
        assert.equal(firstInstant(next, zone).getTime(), lastInstant(date, zone).getTime() + 1);
      }),
      { numRuns: 1000 },
    );
  });
});
