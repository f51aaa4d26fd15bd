import assert from 'node:assert/strict';
import { Throttle } from '../../../../src/core/runtime/throttle';
import { FakeClock } from '../../../support/fakeClock';

function setUp() {
  const clock = new FakeClock();
  const told: { readonly at: number; readonly changes: string }[] = [];
  const throttle = new Throttle<string>(800, clock, (changes) =>
    told.push({ at: clock.now(), changes: [...changes].join(' ') }),
  );
  return { clock, told, throttle };
}

describe('Throttle', () => {
  it('tells at once what begins and what ends soon after', async () => {
    const { clock, told, throttle } = setUp();
    for (let n = 0; n < 3; n++) {
      throttle.add('begins');
      await clock.pass(100);
      throttle.add('ends');
      await clock.pass(2_000);
    }
    assert.deepEqual(
      told.map(({ at }) => at),
      [0, 100, 2_100, 2_200, 4_200, 4_300],
    );
  });

  it('gathers what comes without a pause: at least 250 ms between two, at most a second, and nothing is lost', async () => {
    const { clock, told, throttle } = setUp();
    for (let n = 0; n < 300; n++) {
      throttle.add(`${n % 7}`);
      await clock.pass(33);
    }
    await clock.pass(2_000);
    const gaps = told.slice(2).map(({ at }, index) => at - (told[index + 1]?.at ?? 0));
    assert.ok(gaps.length >= 11);
    assert.ok(gaps.every((gap) => gap >= 250 && gap <= 1_000));
    assert.equal(told.at(-2)?.changes.split(' ').length, 7);
    assert.equal(clock.timers, 0);
  });

  it('tells nothing after it was disposed', async () => {
    const { clock, told, throttle } = setUp();
    for (const change of ['a', 'b', 'c']) throttle.add(change);
    throttle.dispose();
    await clock.pass(2_000);
    assert.equal(told.length, 2);
    assert.equal(clock.timers, 0);
  });
});
