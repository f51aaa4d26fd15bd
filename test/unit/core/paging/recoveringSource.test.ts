import assert from 'node:assert/strict';
import { SourceError, type SourceErrorCode } from '../../../../src/core/errors/sourceError';
import { RecoveringSource } from '../../../../src/core/paging/recoveringSource';
import { double, shout, type Toy, ToySource } from '../../../support/toySource';

const { signal } = new AbortController();

describe('RecoveringSource', () => {
  let fails: SourceErrorCode | undefined;
  let recovered: number;
  let source: RecoveringSource<Toy>;
  let inner: ToySource;

  beforeEach(() => {
    fails = undefined;
    recovered = 0;
    inner = new ToySource({
      Double: async ({ number }) => {
        if (fails) throw new SourceError(fails);
        return number * 2;
      },
    });
    source = new RecoveringSource(inner, () => {
      recovered += 1;
    });
  });

  const ask = () => source.run(double(1), 'foreground', signal).catch(() => undefined);

  it('says that it answers again after a failure, once', async () => {
    await ask();
    assert.equal(recovered, 0);
    fails = 'connectionLost';
    await ask();
    await ask();
    assert.equal(recovered, 0);
    fails = undefined;
    await ask();
    await ask();
    assert.equal(recovered, 1);
  });

  for (const code of ['aborted', 'notFound'] as const) {
    it(`takes ${code} for no failure`, async () => {
      fails = code;
      await ask();
      fails = undefined;
      await ask();
      assert.equal(recovered, 0);
    });
  }

  it('hands every operation on as it is, and takes an answer to any of them for a recovery', async () => {
    fails = 'throttled';
    await assert.rejects(source.run(double(1), 'foreground', signal), { code: 'throttled' });
    assert.equal(await source.run(shout('a'), 'background', signal), 'A');
    assert.deepEqual(inner.calls, [
      { name: 'Double', priority: 'foreground', signal },
      { name: 'Shout', priority: 'background', signal },
    ]);
    assert.equal(recovered, 1);
    source.dispose();
    assert.ok(inner.disposed);
  });
});
