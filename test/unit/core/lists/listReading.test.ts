import assert from 'node:assert/strict';
import { ListReading } from '../../../../src/core/lists/listReading';
import { WatchedSource } from '../../../../src/core/lists/watchedSource';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { Filter } from '../../../../src/core/query/filter';
import type { ListsQuery } from '../../../../src/core/query/listsQuery';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const never = new AbortController().signal;
const closing = (id: string, TargetCloseDate?: string): OpportunitySummary => ({
  ...summary(id),
  LifeCycle: { Stage: 'Prospect', ...(TargetCloseDate && { TargetCloseDate }) },
});

describe('the reading of a list', () => {
  let at = utc('2026-06-10T12:00:00Z');
  const readingOf = (source: FakeSource, filter: Filter, more: Partial<ListsQuery> = {}) => {
    const query: ListsQuery = {
      ...{ catalog: 'AWS', filter, pageSize: 100, split: 'byStage' },
      sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
      ...more,
    };
    return new ListReading(new WatchedSource(source), query, 'Prospect', () => at);
  };
  const dates = (after?: string, before?: string): Filter => ({
    TargetCloseDate: {
      ...(after && { AfterTargetCloseDate: after }),
      ...(before && { BeforeTargetCloseDate: before }),
    },
  });

  beforeEach(() => {
    at = utc('2026-06-10T12:00:00Z');
  });

  it('asks for the days around close dates too, and leaves out what lies outside, however AWS counts the ends', async () => {
    const listed = [
      ...[closing('O1', '2026-05-31'), closing('O2', '2026-06-01'), closing('O3', '2026-06-30')],
      ...[closing('O4', '2026-07-01'), closing('O5')],
    ];
    const source = new FakeSource(() => page(listed));
    const idsOf = async (filter: Filter) => {
      const { items, outside } = await readingOf(source, filter).page(undefined, 'foreground', never);
      return [items.map(({ Id: id }) => id), outside];
    };
    const sent = () => source.calls.at(-1)?.request.TargetCloseDate;
    assert.deepEqual(await idsOf(dates('2026-06-01', '2026-06-30')), [['O2', 'O3', 'O5'], 2]);
    assert.deepEqual(sent(), { AfterTargetCloseDate: '2026-05-31', BeforeTargetCloseDate: '2026-07-01' });
    assert.deepEqual(await idsOf(dates('2026-06-01')), [['O2', 'O3', 'O4', 'O5'], 1]);
    assert.deepEqual(sent(), { AfterTargetCloseDate: '2026-05-31' });
    assert.deepEqual(await idsOf(dates(undefined, '2026-06-30')), [['O1', 'O2', 'O3', 'O5'], 1]);
    assert.deepEqual(sent(), { BeforeTargetCloseDate: '2026-07-01' });
    assert.deepEqual(await idsOf(dates('2026-05-31', '2026-07-01')), [['O1', 'O2', 'O3', 'O4', 'O5'], undefined]);
    assert.deepEqual(await idsOf({}), [['O1', 'O2', 'O3', 'O4', 'O5'], undefined]);
    assert.equal(sent(), undefined);
  });

  it('says which days AWS was sent in place of those asked for', async () => {
    const reading = readingOf(new FakeSource(() => page([])), dates('2026-06-01'));
    assert.equal(reading.sentCloseDates, undefined, 'nothing was sent yet');
    await reading.page(undefined, 'foreground', never);
    assert.deepEqual(reading.asked.TargetCloseDate, { AfterTargetCloseDate: '2026-06-01' });
    assert.deepEqual(reading.sentCloseDates, { AfterTargetCloseDate: '2026-05-31' });
    const undated = readingOf(new FakeSource(() => page([])), {});
    await undated.page(undefined, 'foreground', never);
    assert.equal(undated.sentCloseDates, undefined);
  });

  it('takes the days as they are for a part of a list, which is counted in rows', async () => {
    for (const part of [{ maxItems: 20 }, { startingToken: 'abc' }]) {
      const source = new FakeSource(() => page([closing('O1', '2026-05-31')]));
      const reading = readingOf(source, dates('2026-06-01'), part);
      const { items } = await reading.page(undefined, 'foreground', never);
      assert.deepEqual(source.calls[0]?.request.TargetCloseDate, { AfterTargetCloseDate: '2026-06-01' });
      assert.equal(items.length, 1);
      assert.equal(reading.sentCloseDates, undefined);
    }
  });

  it('asks for the same days on later pages, whatever day it is then, and for those of the day where none came', async () => {
    let broken = true;
    const source = new FakeSource(() => page([], broken ? undefined : 't1'));
    const reading = readingOf(source, dates('today'));
    const asked = () => source.calls.at(-1)?.request.TargetCloseDate?.AfterTargetCloseDate;
    assert.deepEqual(reading.asked.TargetCloseDate, { AfterTargetCloseDate: '2026-06-10' });
    assert.equal(reading.readAt, undefined);
    broken = false;
    at = utc('2026-06-11T12:00:00Z');
    await reading.page(undefined, 'foreground', never);
    assert.equal(asked(), '2026-06-10');
    assert.deepEqual(reading.readAt, new Date('2026-06-11T12:00:00Z'));
    at = utc('2026-06-12T12:00:00Z');
    await reading.page('t1', 'foreground', never);
    assert.deepEqual([asked(), source.tokens], ['2026-06-10', '- t1']);
    assert.deepEqual(reading.readAt, new Date('2026-06-11T12:00:00Z'));
  });

  it('knows a moment by AWS’s clock before which it did not begin, and takes a later one', async () => {
    const source = new FakeSource(() => page([summary('O1', 'Prospect', '2026-01-02T00:00:00Z')]));
    const reading = readingOf(source, {});
    assert.equal(reading.since, undefined);
    await reading.page(undefined, 'foreground', never);
    assert.equal(reading.since, '2026-01-02T00:00:00Z');
    reading.confirm('2026-01-01T00:00:00Z');
    assert.equal(reading.since, '2026-01-02T00:00:00Z');
    reading.confirm('2026-01-03T00:00:00Z');
    reading.confirm(undefined);
    assert.equal(reading.since, '2026-01-03T00:00:00Z');
  });
});
