import assert from 'node:assert/strict';
import { isSourceError } from '../../../src/core/errors/sourceError';
import type { ListRequest, OpportunitySummary } from '../../../src/core/model/opportunity';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { listPage } from '../../support/ask';

const never = new AbortController().signal;

describe('sample source', () => {
  const source = createSampleSource({ anchor: new Date('2026-03-15'), hostile: true });

  it('pages through 250 opportunities, with nothing skipped or unreadable', async () => {
    const items: OpportunitySummary[] = [];
    let request: ListRequest = { Catalog: 'AWS', MaxResults: 100 };
    for (;;) {
      const page = await listPage(source, request, 'foreground', never);
      items.push(...page.items);
      assert.equal(page.skipped, 0);
      assert.equal(page.unreadable, 0);
      if (page.nextToken === undefined) break;
      request = { ...request, NextToken: page.nextToken };
    }
    assert.equal(items.length, 250);
  });

  it('leaves explicit nulls out', async () => {
    const { items } = await listPage(source, { Catalog: 'AWS', MaxResults: 100 }, 'foreground', never);
    assert.ok(items.some((item) => item.Arn === undefined));
    assert.ok(!JSON.stringify(items).includes('null'));
  });

  it('has opportunities on both sides of today, unless another day is given', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const open: ListRequest = { Catalog: 'AWS', LifeCycleStage: ['Prospect'] };
    const fresh = createSampleSource();
    const overdue = await listPage(
      fresh,
      { ...open, TargetCloseDate: { BeforeTargetCloseDate: today } },
      'foreground',
      never,
    );
    const due = await listPage(
      fresh,
      { ...open, TargetCloseDate: { AfterTargetCloseDate: today } },
      'foreground',
      never,
    );
    assert.ok(overdue.items.length > 0);
    assert.ok(due.items.length > 0);
  });

  it('stops when aborted, before and after the call', async () => {
    const isAborted = (error: unknown) => isSourceError(error) && error.code === 'aborted';
    await assert.rejects(listPage(source, { Catalog: 'AWS' }, 'foreground', AbortSignal.abort()), isAborted);
    const controller = new AbortController();
    const page = listPage(source, { Catalog: 'AWS' }, 'foreground', controller.signal);
    controller.abort();
    await assert.rejects(page, isAborted);
  });

  it('names the fields of a request that is refused', async () => {
    await assert.rejects(listPage(source, { Catalog: 'AWS', MaxResults: 0 }, 'foreground', never), (error) => {
      assert.ok(isSourceError(error));
      assert.equal(error.code, 'invalidRequest');
      assert.deepEqual(error.invalidFields, [
        { field: 'MaxResults', code: 'VALUE_OUT_OF_RANGE', message: 'MaxResults must be from 1 to 100.' },
      ]);
      assert.match(error.requestId ?? '', /^[0-9a-f-]{36}$/);
      return true;
    });
  });

  it('tells a rejected token from other faults', async () => {
    await assert.rejects(
      listPage(source, { Catalog: 'AWS', NextToken: 'gone' }, 'foreground', never),
      (error) => isSourceError(error) && error.code === 'tokenRejected',
    );
  });
});
