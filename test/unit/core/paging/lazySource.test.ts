import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { LazySource } from '../../../../src/core/paging/lazySource';
import { getAwsOpportunitySummary, getOpportunity, listPage } from '../../../support/ask';
import { FakeSource, page } from '../../../support/fakeSource';

const signal = new AbortController().signal;

describe('LazySource', () => {
  it('opens with the first request, once', async () => {
    let opened = 0;
    const inner = new FakeSource(() => page([]));
    const source = new LazySource(async () => {
      opened += 1;
      return inner;
    });
    assert.equal(opened, 0);
    await Promise.all([1, 2].map(() => listPage(source, { Catalog: 'AWS' }, 'foreground', signal)));
    assert.equal(opened, 1);
    assert.equal(inner.calls.length, 2);
  });

  it('sends nothing once it is disposed, and disposes what it opened', async () => {
    const inner = new FakeSource(() => page([]));
    const source = new LazySource(async () => inner);
    const late = listPage(source, { Catalog: 'AWS' }, 'foreground', signal);
    source.dispose();
    await assert.rejects(late, (error) => error instanceof SourceError && error.code === 'aborted');
    assert.equal(inner.calls.length, 0);
    assert.ok(inner.disposed);
  });

  it('hands every kind of request on', async () => {
    const inner = new FakeSource();
    const source = new LazySource(async () => inner);
    const opportunity = getOpportunity(source, 'O1', 'foreground', signal);
    const aws = getAwsOpportunitySummary(source, 'O2', 'background', signal);
    await new Promise((resolve) => setImmediate(resolve));
    inner.opportunityCalls[0]?.fail(new SourceError('notFound'));
    inner.awsSummaryCalls[0]?.answer({ Catalog: 'AWS' });
    await assert.rejects(opportunity, (error) => error instanceof SourceError && error.code === 'notFound');
    assert.deepEqual(await aws, { Catalog: 'AWS' });
    assert.deepEqual([inner.opportunityCalls[0]?.id, inner.opportunityCalls[0]?.priority], ['O1', 'foreground']);
    assert.deepEqual([inner.awsSummaryCalls[0]?.id, inner.awsSummaryCalls[0]?.priority], ['O2', 'background']);

    await assert.rejects(getOpportunity(source, 'O1', 'foreground', AbortSignal.abort()), SourceError);
    await assert.rejects(getAwsOpportunitySummary(source, 'O1', 'foreground', AbortSignal.abort()), SourceError);
    assert.equal(inner.opportunityCalls.length + inner.awsSummaryCalls.length, 2);
  });

  it('opens again after it could not', async () => {
    let tries = 0;
    const source = new LazySource(async () => {
      tries += 1;
      if (tries === 1) throw new Error('not there');
      return new FakeSource(() => page([]));
    });
    await assert.rejects(listPage(source, { Catalog: 'AWS' }, 'foreground', signal), /not there/);
    await listPage(source, { Catalog: 'AWS' }, 'foreground', signal);
    source.dispose();
  });
});
