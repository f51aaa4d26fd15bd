import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceError, type SourceErrorCode } from '../../../../src/core/errors/sourceError';
import { settled } from '../../../support/fakeClock';
import { type Behaviour, type GatedCall, GatedService } from '../../../support/gate/gatedService';

const lists = ['Prospect', 'Qualified', 'Technical Validation', 'Business Validation', 'Committed', 'Launched', 'Lost'];

/** What a window may ask at once: seven lists, a panel, and an export in the background. */
function askEverything(service: GatedService) {
  return {
    lists: lists.map((name) => service.call(name)),
    panel: service.call('panel', { patience: 0 }),
    export: service.call('export', { priority: 'background' }),
  };
}

function assertAllDone(calls: readonly GatedCall[], by: number): void {
  for (const { name, doneAt, error } of calls) {
    assert.ok(doneAt !== undefined && doneAt <= by, `${name}: ${doneAt ?? error ?? 'still waiting'}, not by ${by}`);
  }
}

describe('Gate', () => {
  it('sends the first request of a connection alone, and the others once it is answered, whatever it says', async () => {
    for (const first of ['fine', 'accessDenied'] as const) {
      const service = new GatedService((_at, _name, nth) => (nth === 0 ? first : 'fine'));
      askEverything(service);
      await service.clock.pass(99);
      assert.equal(service.starts.length, 1);
      await service.clock.pass(1);
      assert.equal(service.starts.length, 5, 'as many as the rate allows');
    }
  });

  it('does not hold back the others for long behind a first request that is slow', async () => {
    const service = new GatedService(
      () => 'fine',
      (name) => (name === lists[0] ? 60_000 : 100),
    );
    const { lists: calls, panel, export: whole } = askEverything(service);
    await service.clock.pass(10_000);
    assertAllDone([...calls.slice(1), panel, whole], 10_000);
  });

  it('Retry-After: 60 is heard by all: one request before it and one after it, and then everyone goes on', async () => {
    const service = new GatedService((at) => (at < 60_000 ? { code: 'throttled', retryAfter: 60_000 - at } : 'fine'));
    const all = askEverything(service);
    await service.clock.pass(60_000);
    assert.ok(service.starts.length <= 2, `${service.starts.length} requests in 60 s`);
    assert.equal(all.panel.error, 'throttled', 'it says why, and does not wait');
    for (const { told } of [...all.lists, all.export]) assert.deepEqual(told, ['throttled']);
    await service.clock.pass(10_000);
    assertAllDone([...all.lists, all.export], 70_000);
    const [, probe, next] = service.starts;
    assert.ok((probe?.at ?? 0) >= 60_000 && (next?.at ?? 0) >= (probe?.at ?? 0) + 100, 'one goes first');
    assert.equal(service.starts.length, 9);
    assert.equal(service.clock.timers, 0);
  });

  it('hears a Retry-After in the middle of everything: what is under way ends, and nothing else starts', async () => {
    const isLimited = (at: number) => at >= 1_000 && at < 41_000;
    const service = new GatedService((at) => (isLimited(at) ? { code: 'throttled', retryAfter: 41_000 - at } : 'fine'));
    service.call('first');
    await service.clock.pass(1_100);
    const { lists: calls } = askEverything(service);
    await service.clock.pass(99);
    const underWay = service.starts.length - 1;
    assert.ok(underWay <= 5, `${underWay} within the rate`);
    await service.clock.pass(39_000);
    assert.equal(service.starts.length - 1, underWay);
    await service.clock.pass(15_000);
    assertAllDone(calls, 51_000);
  });

  it('asks after a minute where it should wait for longer, once a minute, until people give up', async () => {
    const service = new GatedService(() => ({ code: 'throttled', retryAfter: 600_000 }));
    const call = service.call('list');
    await service.clock.pass(400_000);
    assert.equal(call.error, 'throttled');
    assert.ok(service.starts.length >= 4 && service.starts.length <= 6, `${service.starts.length} requests`);
    assert.equal(service.clock.timers, 0);
  });

  it('R10: probes an outage of 60 s at most 20 times, whoever waits, and everyone goes on within ten seconds', async () => {
    const counts: number[] = [];
    for (const chance of [0, 0.25, 0.5, 1]) {
      for (const [from, code] of [
        [0, 'offline'],
        [0, 'throttled'],
        [0, 'unavailable'],
        [2_000, 'connectionLost'],
      ] as const) {
        const isDown = (at: number) => at >= from && at < from + 60_000;
        const service = new GatedService(
          (at) => (isDown(at) ? code : 'fine'),
          () => 50,
          5,
          () => chance,
        );
        if (from > 0) {
          service.call('first');
          await service.clock.pass(from);
        }
        const all = askEverything(service);
        await service.clock.pass(60_000);
        counts.push(service.starts.filter(({ at }) => isDown(at)).length);
        for (const { told } of [...all.lists, all.export]) assert.deepEqual(told, [code]);
        await service.clock.pass(10_000);
        assertAllDone([...all.lists, all.export], from + 70_000);
        assert.equal(service.clock.timers, 0);
      }
    }
    assert.ok(Math.max(...counts) <= 20, `${Math.max(...counts)} requests`);
    assert.ok(Math.min(...counts) >= 10, 'it does not fall asleep');
  });

  it('bridges an interruption of a second without telling anyone', async () => {
    const service = new GatedService((at) => (at < 1_500 ? 'connectionLost' : 'fine'));
    const all = askEverything(service);
    await service.clock.pass(5_000);
    assertAllDone([...all.lists, all.panel, all.export], 5_000);
    for (const { told } of all.lists) assert.deepEqual(told, []);
  });

  it('counts what fails together as one failure', async () => {
    const service = new GatedService((at) => (at >= 1_000 && at < 1_200 ? 'connectionLost' : 'fine'));
    service.call('first');
    await service.clock.pass(1_100);
    const calls = lists.slice(0, 5).map((name) => service.call(name));
    await service.clock.pass(99);
    assert.ok(service.starts.length >= 4, 'they are under way');
    await service.clock.pass(2_000);
    assertAllDone(calls, 3_200);
    for (const { told } of calls) assert.deepEqual(told, []);
  });

  it('takes no answer to an earlier request for the end of an outage', async () => {
    const service = new GatedService(
      (_at, name, nth) => (name === 'limited' && nth === 0 ? { code: 'throttled', retryAfter: 30_000 } : 'fine'),
      (name) => (name === 'slow' ? 500 : 100),
    );
    service.call('first');
    await service.clock.pass(3_000);
    const calls = ['slow', 'limited', 'later'].map((name) => service.call(name));
    service.call('denied', { priority: 'background' });
    await service.clock.pass(600);
    assert.ok(calls[0]?.doneAt !== undefined, 'the slow one is answered');
    const sent = service.starts.length;
    service.call('new');
    await service.clock.pass(29_000);
    assert.equal(service.starts.length, sent);
    await service.clock.pass(10_000);
    assertAllDone(calls, 43_000);
  });

  it('pauses after a probe without an answer as after one that fails', async () => {
    const service = new GatedService((at) => (at < 5_000 ? 'offline' : 'timedOut'));
    for (const name of [...lists, ...lists]) service.call(name);
    await service.clock.pass(30_000);
    assert.ok(service.starts.filter(({ at }) => at >= 5_000).length <= 6);
  });

  it('keeps the pause of a request that fails by itself', async () => {
    const service = new GatedService((at, name) =>
      name === 'bad' ? 'internal' : at > 800 && at < 1_500 ? 'offline' : 'fine',
    );
    service.call('bad');
    await service.clock.pass(850);
    for (const name of ['a', 'b', 'c']) service.call(name);
    await service.clock.pass(10_000);
    const times = service.starts.filter(({ name }) => name === 'bad').map(({ at }) => at);
    assert.equal(times.length, 5);
    for (const [n, least] of [113, 225, 450, 900].entries()) {
      assert.ok((times[n + 1] ?? 0) - (times[n] ?? 0) >= least + 100, `${times}`);
    }
  });

  it('pauses longer and longer, and never as long as two windows that do so at once', async () => {
    const gaps = async (chance: number) => {
      const service = new GatedService(
        () => 'offline',
        () => 0,
        10,
        () => chance,
      );
      service.call('list');
      await service.clock.pass(60_000);
      return service.starts.slice(1).map(({ at }, n) => at - (service.starts[n]?.at ?? 0));
    };
    assert.deepEqual((await gaps(1)).slice(0, 8), [150, 300, 600, 1_200, 2_400, 4_800, 7_000, 7_000]);
    assert.deepEqual((await gaps(0)).slice(0, 8), [113, 225, 450, 900, 1_800, 3_600, 5_250, 5_250]);
  });

  it('tries a request that fails by itself four times again, after an outage as before it', async () => {
    const answers: Behaviour[] = [...Array(12).fill('offline'), 'internal', 'fine'];
    const service = new GatedService((_at, _name, nth) => answers[nth] ?? 'fine');
    const call = service.call('list');
    await service.clock.pass(120_000);
    assert.ok(call.doneAt !== undefined);
    assert.equal(service.starts.length, 14);
    const broken = new GatedService(() => 'internal');
    const failed = broken.call('list');
    const other = broken.call('other');
    await broken.clock.pass(10_000);
    assert.deepEqual([failed.error, other.error], ['internal', 'internal']);
    assert.equal(broken.starts.filter(({ name }) => name === 'list').length, 5);
  });

  it('does not hold back the others behind one request that never gets through', async () => {
    for (const priority of ['foreground', 'background'] as const) {
      const service = new GatedService((_at, name) => (name === 'bad' ? 'connectionLost' : 'fine'));
      const bad = service.call('bad');
      const others = ['a', 'b', 'c'].map((name) => service.call(name, { priority }));
      await service.clock.pass(10_000);
      assertAllDone(others, 5_000);
      assert.deepEqual(bad.told, ['connectionLost']);
      await service.clock.pass(50_000);
      const tries = service.starts.filter(({ name }) => name === 'bad').length;
      assert.ok(tries <= 20, `${tries} tries`);
      const late = service.call('late');
      await service.clock.pass(3_000);
      assert.ok(late.doneAt !== undefined);
    }
  });

  it('puts the foreground before the background, as a probe too', async () => {
    let down = true;
    const service = new GatedService(() => (down ? 'offline' : 'fine'));
    for (const name of ['export 1', 'export 2']) service.call(name, { priority: 'background' });
    await service.clock.pass(10_000);
    const person = service.call('person');
    service.starts.length = 0;
    down = false;
    await service.clock.pass(6_000);
    assert.equal(service.starts[0]?.name, 'person');
    assert.ok(person.doneAt !== undefined);
  });

  it('R19: lets go of whoever is stopped while it waits, at once', async () => {
    for (const retryAfter of [undefined, 60_000]) {
      const service = new GatedService(() => (retryAfter ? { code: 'throttled', retryAfter } : 'offline'));
      const stop = new AbortController();
      const calls = lists.map((name) => service.call(name, { signal: stop.signal }));
      await service.clock.pass(30_500);
      const sent = service.starts.length;
      stop.abort();
      await settled();
      assert.deepEqual(
        calls.map(({ error }) => error),
        lists.map(() => 'aborted'),
      );
      await service.clock.pass(60_000);
      assert.equal(service.starts.length, sent);
      assert.equal(service.clock.timers, 0);
    }
  });

  it('goes on with the next one where the probe is stopped', async () => {
    let down = true;
    const service = new GatedService(
      () => (down ? 'offline' : 'fine'),
      () => 3_000,
    );
    const stop = new AbortController();
    service.call('stopped', { signal: stop.signal });
    await service.clock.pass(100);
    const next = service.call('next');
    stop.abort();
    down = false;
    await service.clock.pass(3_200);
    assertAllDone([next], 3_300);
  });

  it('sends one request for each time that a person wants it now, while AWS asks for time too', async () => {
    const service = new GatedService(() => ({ code: 'throttled', retryAfter: 60_000 }));
    const calls = lists.map((name) => service.call(name));
    await service.clock.pass(1_000);
    assert.equal(service.starts.length, 1);
    for (const call of calls.slice(1)) call.tryNow();
    await service.clock.pass(1_000);
    assert.equal(service.starts.length, 2, 'one, however many rows were clicked');
    calls[3]?.tryNow();
    await service.clock.pass(1_000);
    assert.equal(service.starts.length, 3);
    assert.equal(service.starts.at(-1)?.name, lists[3]);
    await service.clock.pass(50_000);
    assert.equal(service.starts.length, 3);
  });

  it('goes on at once where a person wants it and it works', async () => {
    let down = true;
    const service = new GatedService(() => (down ? { code: 'throttled', retryAfter: 60_000 } : 'fine'));
    const calls = lists.map((name) => service.call(name));
    await service.clock.pass(1_000);
    down = false;
    calls[4]?.tryNow();
    await service.clock.pass(3_000);
    assertAllDone(calls, 4_000);
  });

  it('tries for whoever asks for something new while the connection is down, but not while AWS asks for time', async () => {
    const service = new GatedService(() => 'offline');
    service.call('list');
    await service.clock.pass(30_000);
    const before = service.starts.length;
    const panels = ['panel 1', 'panel 2'].map((name) => service.call(name, { patience: 0 }));
    const hidden = service.call('hidden', { patience: 0, priority: 'background' });
    await service.clock.pass(1_500);
    assert.equal(service.starts.length, before + 1, 'one for all of them');
    assert.deepEqual([...panels.map(({ error }) => error), hidden.error], ['offline', 'offline', 'offline']);

    const limited = new GatedService(() => ({ code: 'throttled', retryAfter: 60_000 }));
    limited.call('list');
    await limited.clock.pass(10_000);
    const panel = limited.call('panel', { patience: 0 });
    await limited.clock.pass(0);
    assert.equal(panel.error, 'throttled');
    assert.equal(limited.starts.length, 1);
  });

  it('gives up when the patience of each is at its end, and what it waits for lasts longer', async () => {
    const service = new GatedService((at) => (at < 100_000 ? 'offline' : 'fine'));
    const [short, long] = [service.call('short', { patience: 8_000 }), service.call('long', { patience: 300_000 })];
    await service.clock.pass(20_000);
    assert.equal(short.error, 'offline');
    await service.clock.pass(100_000);
    assert.ok(long.doneAt !== undefined);
    const asked = new GatedService(() => ({ code: 'throttled', retryAfter: 30_000 }));
    const soon = asked.call('short', { patience: 8_000 });
    await asked.clock.pass(200);
    assert.equal(soon.error, 'throttled', 'there is nothing to wait for');
  });

  it('tries another request where the probe is not answered', async () => {
    // What was sent before the network came back is never answered.
    const service = new GatedService(
      (at) => (at < 20_000 ? 'offline' : 'fine'),
      (_name, nth) => (nth > 3 && service.clock.now() < 20_000 ? 1e9 : 50),
    );
    const calls = lists.map((name) => service.call(name));
    await service.clock.pass(32_000);
    assert.ok(calls.filter(({ doneAt }) => doneAt !== undefined).length >= 6);
  });

  it('takes no answer for an outage only where there was one', async () => {
    const service = new GatedService((at) => (at < 1_000 ? 'timedOut' : 'fine'));
    const slow = service.call('slow');
    const next = service.call('next');
    await service.clock.pass(1_050);
    assert.equal(slow.error, 'timedOut');
    await service.clock.pass(1_500);
    assert.ok(next.doneAt !== undefined || next.error === 'timedOut');
    const late = service.call('late');
    await service.clock.pass(1_500);
    assert.ok(late.doneAt !== undefined);
  });

  it('refuses whoever comes aborted, and leaves nothing behind', async () => {
    const service = new GatedService(() => 'fine');
    const call = service.call('late', { signal: AbortSignal.abort() });
    await settled();
    assert.equal(call.error, 'aborted');
    assert.equal(service.starts.length, 0);
    assert.equal(service.clock.timers, 0);
  });

  it('throws its failure where it is no attempt of the caller’s own', () => {
    const { gate } = new GatedService(() => 'fine');
    const visit = gate.visit('foreground', new AbortController().signal);
    const error = new SourceError('aborted');
    assert.throws(() => visit.failed({ error, retries: 9, pause: 1, isDown: true }), error);
  });

  it('keeps every promise, whatever fails when and whoever asks', async () => {
    const codes: readonly SourceErrorCode[] = ['offline', 'throttled', 'unavailable', 'connectionLost', 'internal'];
    const outage = fc.record({
      from: fc.integer({ min: 0, max: 30_000 }),
      lasts: fc.integer({ min: 50, max: 40_000 }),
      code: fc.constantFrom(...codes),
      asks: fc.option(fc.integer({ min: 1, max: 30 })),
    });
    const arrival = fc.record({
      at: fc.integer({ min: 0, max: 60_000 }),
      priority: fc.constantFrom('foreground' as const, 'background' as const),
      isPatient: fc.boolean(),
      stopsAfter: fc.option(fc.integer({ min: 0, max: 20_000 })),
    });
    const latency = fc.integer({ min: 1, max: 900 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(outage, { maxLength: 3 }),
        fc.array(arrival, { minLength: 1, maxLength: 12 }),
        latency,
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (outages, arrivals, ms, rate, chance) => {
          const service = new GatedService(
            (at) => {
              const current = outages.find(({ from, lasts }) => at >= from && at < from + lasts);
              if (!current) return 'fine';
              const { code, asks } = current;
              return asks === null ? code : { code, retryAfter: asks * 1_000 };
            },
            () => ms,
            rate,
            () => chance,
          );
          const { asked, clock, starts } = service;
          const calls: { readonly call: GatedCall; readonly isStopped: boolean; readonly isPatient: boolean }[] = [];
          for (const [n, { at, priority, isPatient, stopsAfter }] of arrivals
            .toSorted((a, b) => a.at - b.at)
            .entries()) {
            await clock.pass(at - clock.now());
            const stop = new AbortController();
            const patience = isPatient ? 10_000_000 : 0;
            const call = service.call(String(n), { priority, signal: stop.signal, patience });
            calls.push({ call, isStopped: stopsAfter !== null, isPatient });
            if (stopsAfter !== null) clock.schedule(stopsAfter, () => stop.abort());
          }
          const end = Math.max(
            0,
            ...outages.map(({ from, lasts }) => from + lasts),
            ...asked.map(({ until }) => until),
          );
          const rounds = (arrivals.length / rate) * 1_100;
          await clock.pass(Math.max(0, end + 34_000 - clock.now()) + rounds + 20_000);
          for (const { call, isStopped, isPatient } of calls) {
            const { name, doneAt, error } = call;
            assert.ok(doneAt !== undefined || error !== undefined, `${name} still waits`);
            if (isPatient && !isStopped) assert.ok(doneAt !== undefined || error === 'internal', `${name}: ${error}`);
          }
          for (const [index, { at }] of starts.entries()) {
            const within = starts.slice(0, index + 1).filter((other) => other.at > at - 1_000).length;
            assert.ok(within <= rate, `${within} in the second before ${at}`);
            const during = asked.find((span) => at > span.at && at < span.until);
            assert.equal(during, undefined, `${at} is within a Retry-After`);
          }
          assert.equal(clock.timers, 0);
          assert.equal(service.underWay, 0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
