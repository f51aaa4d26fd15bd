import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Emitter } from '../../../src/core/runtime/emitter';
import { dateOf, firstInstant } from '../../../src/core/time/zone';
import type * as clockModule from '../../../src/host/personClock';
import { vscode } from '../../support/fakeVscode';
import { utc } from '../../support/moments';

const minute = 60_000;

describe('the day of a person', () => {
  let PersonClock: typeof clockModule.PersonClock;
  let moment = utc(0);
  const changes = new Emitter<() => boolean>();
  const zones = new Emitter<void>();

  const open = () =>
    new PersonClock({ now: () => moment, onDidChange: changes.event } as never, { onDidChange: zones.event } as never);

  before(async () => {
    vscode.install();
    ({ PersonClock } = await import('../../../src/host/personClock'));
  });

  it('is that of the moment it is asked for, whatever it was before, and right up to midnight', () => {
    const zone = fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata');
    const date = fc.constantFrom('2026-03-07', '2026-03-08', '2026-03-09', '2026-11-01');
    const fromMidnight = fc.constantFrom(-86_400_000, -minute, -1, 0, 1, minute, 43_200_000);
    fc.assert(
      fc.property(fc.array(fc.tuple(zone, date, fromMidnight), { minLength: 2, maxLength: 8 }), (asked) => {
        const clock = open();
        for (const [zone, date, ms] of asked) {
          moment = { at: new Date(firstInstant(date, zone).getTime() + ms), zone };
          assert.equal(clock.day.today(), dateOf(moment));
          assert.equal(clock.day.now(), moment);
        }
        clock.dispose();
      }),
    );
  });

  it('is reckoned once for all rows of a day', () => {
    moment = utc('2026-03-15T00:00:00Z');
    const clock = open();
    const { DateTimeFormat } = Intl;
    const reckon = DateTimeFormat.prototype.formatToParts;
    let reckoned = 0;
    DateTimeFormat.prototype.formatToParts = function (...args) {
      reckoned += 1;
      return reckon.apply(this, args);
    };
    try {
      const count = (at: string) => {
        const before = reckoned;
        moment = utc(at);
        clock.today();
        return reckoned - before;
      };
      assert.notEqual(count('2026-03-15T00:00:00Z'), 0);
      assert.equal(count('2026-03-15T00:00:00Z'), 0);
      assert.equal(count('2026-03-15T23:59:59.999Z'), 0);
      assert.notEqual(count('2026-03-16T00:00:00Z'), 0);
    } finally {
      DateTimeFormat.prototype.formatToParts = reckon;
      clock.dispose();
    }
  });

  it('begins where the zone does, told once somebody has asked for it, and never after the end', () => {
    moment = utc('2026-03-15T23:59:00Z');
    const clock = open();
    let days = 0;
    clock.onDidChangeDay(() => {
      days += 1;
    });
    moment = { ...moment, zone: 'Asia/Kolkata' };
    zones.fire();
    assert.equal(days, 0, 'nobody asked for the day yet');
    assert.equal(clock.today(), '2026-03-16');
    zones.fire();
    assert.equal(days, 0);
    moment = { ...moment, zone: 'America/Los_Angeles' };
    changes.fire(() => true);
    assert.deepEqual([days, clock.today()], [1, '2026-03-15']);
    moment = utc('2026-03-16T08:00:00Z');
    zones.fire();
    assert.equal(days, 2);
    clock.dispose();
    moment = utc('2026-03-17T08:00:00Z');
    zones.fire();
    assert.equal(days, 2);
  });

  it('is looked at every minute, and told of after it has changed', () => {
    const { setInterval, clearInterval } = globalThis;
    const timers = new Map<unknown, () => void>();
    const periods: unknown[] = [];
    Object.assign(globalThis, {
      setInterval: (run: () => void, ms: number) => {
        const timer = { unref: () => periods.push(ms) };
        timers.set(timer, run);
        return timer;
      },
      clearInterval: (timer: unknown) => timers.delete(timer),
    });
    try {
      moment = utc('2026-03-15T23:59:30Z');
      const clock = open();
      const told: string[] = [];
      clock.day.onDidChangeDay(() => told.push(clock.today()));
      const look = () => {
        for (const run of timers.values()) run();
      };
      look();
      assert.equal(clock.today(), '2026-03-15');
      look();
      assert.deepEqual(told, []);
      moment = utc('2026-03-16T00:00:30Z');
      look();
      look();
      assert.deepEqual([told, periods], [['2026-03-16'], [minute]]);
      clock.dispose();
      assert.equal(timers.size, 0);
    } finally {
      Object.assign(globalThis, { setInterval, clearInterval });
    }
  });
});
