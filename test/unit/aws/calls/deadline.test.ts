import assert from 'node:assert/strict';
import { Deadline } from '../../../../src/aws/calls/deadline';

describe('a deadline', () => {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const { now } = performance;
  let time: number;
  let timers: Map<object, { readonly at: number; readonly run: () => void }>;
  let passed: number;

  beforeEach(() => {
    time = 0;
    passed = 0;
    timers = new Map();
    performance.now = () => time;
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms: number) => {
        const timer = {};
        timers.set(timer, { at: time + ms, run });
        return timer;
      },
      clearTimeout: (timer: object) => timers.delete(timer),
    });
  });

  afterEach(() => {
    performance.now = now;
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  });

  const pass = (ms: number) => {
    time += ms;
    for (const [timer, { at, run }] of timers) {
      if (at > time) continue;
      timers.delete(timer);
      run();
    }
  };
  const open = () => new Deadline(100, () => passed++);

  it('passes once, after its time', () => {
    open();
    pass(99);
    assert.equal(passed, 0);
    pass(1);
    pass(1_000);
    assert.equal(passed, 1);
  });

  it('does not count the time for which it was paused, however often', () => {
    const deadline = open();
    pass(40);
    deadline.pause();
    deadline.pause();
    pass(1_000);
    deadline.resume();
    deadline.resume();
    assert.equal(timers.size, 1);
    pass(30);
    deadline.pause();
    pass(1_000);
    deadline.resume();
    pass(29);
    assert.equal(passed, 0);
    pass(1);
    assert.equal(passed, 1);
  });

  it('never passes once it is stopped, also where it is resumed after that', () => {
    const [running, paused] = [open(), open()];
    running.stop();
    paused.pause();
    paused.stop();
    paused.resume();
    assert.equal(timers.size, 0);
    pass(1_000);
    assert.equal(passed, 0);
  });

  it('passes at once where no time is left when it is resumed', () => {
    const deadline = open();
    time += 150;
    deadline.pause();
    deadline.resume();
    pass(0);
    assert.equal(passed, 1);
  });
});
