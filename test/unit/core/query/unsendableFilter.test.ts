import assert from 'node:assert/strict';
import { WholeExport } from '../../../../src/core/formats/wholeExport';
import { loadAll } from '../../../../src/core/lists/loadAll';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import { refreshAll } from '../../../../src/core/lists/refreshAll';
import type { Filter } from '../../../../src/core/query/filter';
import { FakeClock } from '../../../support/fakeClock';
import { FakeSource, pagesOf } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const never = new AbortController().signal;
const now = utc('2027-01-01T00:00:00Z');
const kept: readonly [what: string, filter: Filter][] = [
  [
    'whose dates are reversed by now',
    { TargetCloseDate: { AfterTargetCloseDate: 'today', BeforeTargetCloseDate: '2026-12-31' } },
  ],
  ['with a stage of a newer version alone', { LifeCycleStage: ['Closed Won'] } as unknown as Filter],
  ['with a criterion of a newer version', { Industry: ['Retail'] } as Filter],
  ['that could not be read', { unreadable: { path: '', expected: 'object' } }],
];

describe('a filter that cannot be sent', () => {
  for (const [what, filter] of kept) {
    for (const split of ['byStage', 'whole'] as const) {
      it(`${what} makes no request, whatever is done with its lists (${split})`, async () => {
        const source = new FakeSource(pagesOf(30, 10));
        const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
        const clock = new FakeClock();
        const lists = new OpportunityLists(
          source,
          { catalog: 'AWS', filter, sort, pageSize: 10, split },
          () => now,
          clock,
        );
        await loadAll(lists, 1_000, never);
        for (const key of lists.keys) {
          await lists.listOf(key)?.loadMore();
          const tail = lists.listOf(key)?.tail;
          assert.equal(tail?.kind === 'failed' && tail.error.code, 'unsendableFilter');
        }
        await refreshAll(lists, never);
        const asked: string[] = [];
        const onFailure = async ({ code }: { readonly code: string }) => {
          asked.push(code);
          return 'end' as const;
        };
        const whole = new WholeExport(lists, { clock, now, onFailure });
        await assert.rejects(
          async () => {
            for await (const _ of whole.chunks(never));
          },
          { code: 'unsendableFilter' },
        );
        assert.equal(source.calls.length, 0);
      });
    }
  }
});
