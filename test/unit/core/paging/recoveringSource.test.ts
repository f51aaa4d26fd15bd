import assert from 'node:assert/strict';
import { SourceError, type SourceErrorCode } from '../../../../src/core/errors/sourceError';
import { RecoveringSource } from '../../../../src/core/paging/recoveringSource';
import type { PartnerCentral } from '../../../../src/core/wire/operations';
import { getAwsOpportunitySummary, getOpportunity, listPage } from '../../../support/ask';
import { FakeSource, page } from '../../../support/fakeSource';

const signal = new AbortController().signal;

describe('RecoveringSource', () => {
  let fails: SourceErrorCode | undefined;
  let recovered: number;
  let source: RecoveringSource<PartnerCentral>;
  let inner: FakeSource;

  beforeEach(() => {
    fails = undefined;
    recovered = 0;
    inner = new FakeSource(() => (fails ? new SourceError(fails) : page([])));
    source = new RecoveringSource(inner, () => {
      recovered += 1;
    });
  });

  const list = () => listPage(source, { Catalog: 'AWS' }, 'foreground', signal).catch(() => undefined);

  it('says that it answers again after a failure, once', async () => {
    await list();
    assert.equal(recovered, 0);
    fails = 'connectionLost';
    await list();
    await list();
    assert.equal(recovered, 0);
    fails = undefined;
    await list();
    await list();
    assert.equal(recovered, 1);
  });

  for (const code of ['aborted', 'notFound'] as const) {
    it(`takes ${code} for no failure`, async () => {
      fails = code;
      await list();
      fails = undefined;
      await list();
      assert.equal(recovered, 0);
    });
  }

  it('hands everything on, and counts every kind of request', async () => {
    const record = getOpportunity(source, 'O1', 'foreground', signal);
    inner.opportunityCalls[0]?.fail(new SourceError('throttled'));
    await assert.rejects(record, { code: 'throttled' });
    const aws = getAwsOpportunitySummary(source, 'O1', 'background', signal);
    assert.equal(inner.awsSummaryCalls[0]?.priority, 'background');
    inner.awsSummaryCalls[0]?.answer({ Catalog: 'AWS' });
    assert.deepEqual(await aws, { Catalog: 'AWS' });
    assert.equal(recovered, 1);
    source.dispose();
    assert.ok(inner.disposed);
  });
});
