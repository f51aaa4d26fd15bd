import assert from 'node:assert/strict';
import { isSourceError, SourceError } from '../../../../src/core/errors/sourceError';
import { LazySource } from '../../../../src/core/paging/lazySource';
import { double, shout, type Toy, ToySource } from '../../../support/toySource';

const { signal } = new AbortController();
const isAborted = (error: unknown) => isSourceError(error) && error.code === 'aborted';

describe('LazySource', () => {
  it('opens with the first request, once', async () => {
    let opened = 0;
    const inner = new ToySource();
    const source = new LazySource<Toy>(async () => {
      opened += 1;
      return inner;
    });
    assert.equal(opened, 0);
    await Promise.all([1, 2].map((number) => source.run(double(number), 'foreground', signal)));
    assert.equal(opened, 1);
    assert.equal(inner.calls.length, 2);
  });

  it('sends nothing once it is disposed, and disposes what it opened', async () => {
    const inner = new ToySource();
    const source = new LazySource<Toy>(async () => inner);
    const late = source.run(double(1), 'foreground', signal);
    source.dispose();
    await assert.rejects(late, isAborted);
    assert.equal(inner.calls.length, 0);
    assert.ok(inner.disposed);
  });

  it('hands every operation on as it is, and what it answers', async () => {
    const inner = new ToySource({ Double: () => Promise.reject(new SourceError('notFound')) });
    const source = new LazySource<Toy>(async () => inner);
    const failing = source.run(double(1), 'foreground', signal);
    await assert.rejects(failing, (error) => isSourceError(error) && error.code === 'notFound');
    assert.equal(await source.run(shout('a'), 'background', signal), 'A');
    assert.deepEqual(inner.calls, [
      { name: 'Double', priority: 'foreground', signal },
      { name: 'Shout', priority: 'background', signal },
    ]);
    await assert.rejects(source.run(shout('a'), 'foreground', AbortSignal.abort()), isAborted);
    assert.equal(inner.calls.length, 2);
  });

  it('opens again after it could not', async () => {
    let tries = 0;
    const source = new LazySource<Toy>(async () => {
      tries += 1;
      if (tries === 1) throw new Error('not there');
      return new ToySource();
    });
    await assert.rejects(source.run(double(1), 'foreground', signal), /not there/);
    assert.equal(await source.run(double(1), 'foreground', signal), 2);
    source.dispose();
  });
});
