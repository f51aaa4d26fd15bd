import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeDays, changeGroups, dayName } from '../../../../../src/core/present/changes/changeGroups';
import { daysBetween } from '../../../../../src/core/time/dates';
import { dateIn } from '../../../../../src/core/time/zone';
import { english } from '../../../../support/writing';
import { changeOf } from './someChanges';

const groupsOf = (today: string, zone: string, ...moments: readonly (string | undefined)[]) =>
  changeGroups(
    moments.map((modified, n) => changeOf({ id: `O${n}`, modified })),
    { today, zone },
  ).map(({ day, changes }) => [day, changes.map(({ id }) => id).join(' ')]);

describe('the days of changes', () => {
  it('are those of the person, in the order of the changes, and only those that have any', () => {
    const [morning, midnight] = ['2026-06-15T09:00:00Z', '2026-06-14T22:30:00Z'];
    const before = '2026-06-14T21:30:00Z';
    assert.deepEqual(groupsOf('2026-06-15', 'Europe/Berlin', morning, midnight, before), [
      ['today', 'O0 O1'],
      ['yesterday', 'O2'],
    ]);
    assert.deepEqual(groupsOf('2026-06-15', 'UTC', morning, midnight, before), [
      ['today', 'O0'],
      ['yesterday', 'O1 O2'],
    ]);
    assert.deepEqual(groupsOf('2026-06-16', 'UTC', morning, midnight, before), [
      ['yesterday', 'O0'],
      ['earlier', 'O1 O2'],
    ]);
    assert.deepEqual(groupsOf('2026-06-15', 'UTC'), []);
  });

  it('begin with their first millisecond, also where clocks change', () => {
    // Clocks in Berlin go forward on March 29, 2026: that day has 23 hours.
    const [first, last] = ['2026-03-28T23:00:00.000Z', '2026-03-28T22:59:59.999Z'];
    assert.deepEqual(
      groupsOf('2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-29T21:59:59Z', first, last),
      [
        ['today', 'O0'],
        ['yesterday', 'O1 O2'],
        ['earlier', 'O3'],
      ],
    );
  });

  it('have a place for what AWS’s clock dates after today, and for what has no date', () => {
    assert.deepEqual(groupsOf('2026-06-15', 'UTC', '2026-06-17T00:00:00Z', undefined, 'soon'), [
      ['today', 'O0'],
      ['earlier', 'O1 O2'],
    ]);
  });

  it('agree with the calendar of the zone', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kolkata');
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, moment, fc.integer({ min: 0, max: 96 }), (zone, now, hours) => {
        const at = new Date(now.getTime() - hours * 3_600_000);
        const today = dateIn(zone, now);
        const days = daysBetween(dateIn(zone, at), today) ?? assert.fail();
        const [group] = groupsOf(today, zone, at.toISOString());
        assert.equal(group?.[0], changeDays[Math.min(days, 2)]);
      }),
    );
  });

  it('have names', () => {
    assert.deepEqual(
      changeDays.map((day) => dayName(day, english.t)),
      ['Today', 'Yesterday', 'Earlier'],
    );
  });
});
