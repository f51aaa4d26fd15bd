import assert from 'node:assert/strict';
import { dateIn, firstInstant, lastInstant } from '../../src/core/time/zone';
import { findPythonZones, type ZoneDays, zoneDaysOfPython } from './programs';

const python = findPythonZones();
const zones = [
  'America/Los_Angeles',
  // Its clocks were set back at one minute past midnight until 2011.
  'America/St_Johns',
  // Their clocks are set forward at midnight, so some days begin at 01:00.
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Tehran',
  'Africa/Cairo',
  'Europe/Berlin',
  'Asia/Kathmandu',
  // Its clocks change by half an hour.
  'Australia/Lord_Howe',
  // These two skipped a date.
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'UTC',
];

('missing' in python ? describe.skip : describe)('agreement on the days of time zones with Python', function () {
  this.timeout(60_000);
  let known: readonly ZoneDays[];

  before(async () => {
    known = await zoneDaysOfPython(zones, [1990, 2025]);
  });

  for (const [n, zone] of zones.entries()) {
    it(`finds the same first and last instants, and the same date in every instant: ${zone}`, () => {
      const { days, instants } = known[n] as ZoneDays;
      assert.ok(days.length >= 9 && instants.length > 100);
      for (const [date, first, last] of days) {
        assert.equal(firstInstant(date, zone).getTime(), first, date);
        assert.equal(lastInstant(date, zone).getTime(), last, date);
      }
      for (const [at, date] of instants) {
        assert.equal(dateIn(zone, new Date(at)), date, new Date(at).toISOString());
      }
    });
  }
});
