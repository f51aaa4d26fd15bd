import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ActionTally } from '../../../../src/core/lists/actionCount';
import { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { utc } from '../../../support/moments';

const asked = (id: string, modified?: string): OpportunitySummary => ({
  ...summary(id, 'Prospect', modified),
  LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Action Required' },
});
const later = '2026-02-01T00:00:00.000Z';
const latest = '2026-03-01T00:00:00.000Z';

function listsOf(script: ConstructorParameters<typeof FakeSource>[0]): OpportunityLists {
  const query = {
    catalog: 'AWS',
    filter: { LifeCycleStage: ['Prospect'] },
    sort: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
    pageSize: 3,
    split: 'byStage',
  } as const;
  return new OpportunityLists(new FakeSource(script), query, () => utc());
}

describe('ActionTally', () => {
  it('counts what is loaded as long as AWS has not said more, also while it grows, changes and is read again', async () => {
    const pages = [
      page([asked('O1'), summary('O2')], 't1'),
      page([asked('O3'), asked('O2', later), summary('O1', 'Prospect', later)], 't2'),
      page([asked('O4')]),
    ];
    const lists = listsOf((_, n) => pages[(n - 1) % 3]);
    const tally = new ActionTally();
    const seen = [tally.of(undefined).count, tally.of(lists).count];
    for (let n = 0; n < 3; n++) {
      await lists.listOf('Prospect')?.loadMore();
      seen.push(tally.of(lists).count);
    }
    await lists.refresh();
    assert.deepEqual([...seen, tally.of(lists).count], [0, 0, 1, 2, 3, 3]);
    assert.deepEqual(tally.of(lists), { kind: 'loaded', count: 3, loaded: 4 });
  });

  it('counts what AWS answers, and what rows that are loaded later say', async () => {
    const pages = [
      page([asked('O1'), summary('O2', 'Prospect', later), asked('O5', later)], 't1'),
      page([summary('O1', 'Prospect', latest), asked('O6', '2025-01-01T00:00:00.000Z')], 't2'),
      page([summary('O5', 'Prospect', '2025-01-01T00:00:00.000Z')]),
    ];
    const lists = listsOf((_, n) => pages[n - 1]);
    const tally = new ActionTally();
    tally.begin(undefined)([asked('O1'), asked('O2')], true);
    const counts: unknown[] = [tally.of(lists)];
    for (let n = 0; n < 3; n++) {
      await lists.listOf('Prospect')?.loadMore();
      counts.push(tally.of(lists).count);
    }
    // O2 needs nothing any more and O5 does; then O1 no more and O6 does; an older version says nothing new.
    assert.deepEqual(counts, [{ kind: 'exact', count: 2 }, 2, 2, 2]);
  });

  it('takes an answer for newer than the rows that were loaded before it', async () => {
    const lists = listsOf(() => page([asked('O1'), asked('O2')]));
    await lists.listOf('Prospect')?.firstPage();
    const tally = new ActionTally();
    tally.begin(lists)([asked('O2')], true);
    assert.deepEqual(tally.of(lists), { kind: 'exact', count: 1 });
    lists.listOf('Prospect')?.renew(asked('O1', later));
    assert.deepEqual(tally.of(lists), { kind: 'exact', count: 2 });
  });

  it('learns nothing from a row that is older than the answer', async () => {
    const lists = listsOf(() => page([summary('O1'), asked('O2')]));
    const tally = new ActionTally();
    tally.begin(lists)([asked('O1', later)], true);
    await lists.listOf('Prospect')?.firstPage();
    assert.deepEqual(tally.of(lists), { kind: 'exact', count: 2 });
  });

  it('says “at least” of an answer that goes on, and counts the loaded rows too', async () => {
    const lists = listsOf(() => page([asked('O1'), asked('O2')]));
    await lists.listOf('Prospect')?.firstPage();
    const tally = new ActionTally();
    tally.begin(lists)([asked('O2'), asked('O3')], false);
    assert.deepEqual(tally.of(lists), { kind: 'atLeast', count: 3 });
  });

  it('is what a person would count in the newest version of each opportunity, whatever order they come in', async () => {
    const version = fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      at: fc.integer({ min: 1, max: 9 }),
      needs: fc.boolean(),
    });
    const versions = fc.uniqueArray(version, { selector: ({ id, at }) => `${id} ${at}`, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(versions, fc.nat(20), async (all, cut) => {
        const item = ({ id, at, needs }: (typeof all)[number]) =>
          (needs ? asked : (i: string, m: string) => summary(i, 'Prospect', m))(
            `O${id}`,
            `2026-01-0${at}T00:00:00.000Z`,
          );
        const newest = (some: typeof all) =>
          [1, 2, 3, 4, 5, 6].flatMap(
            (id) => some.filter((each) => each.id === id).sort((a, b) => b.at - a.at)[0] ?? [],
          );
        // The answer has the newest versions at its moment; what is loaded later is any version, but shows its newest.
        const [before, after] = [all.slice(0, cut), all.slice(cut)];
        const answer = newest(before).filter(({ needs }) => needs);
        const known = new Map(newest(before).map((each) => [each.id, each.at]));
        const fresh = after.filter(({ id, at }) => at > (known.get(id) ?? 0));
        const lists = listsOf((_, n) => page(fresh.slice(n - 1, n).map(item), n < fresh.length ? `t${n}` : undefined));
        const tally = new ActionTally();
        tally.begin(lists)(answer.map(item), true);
        for (let n = 0; n < Math.max(1, fresh.length); n++) {
          await lists.listOf('Prospect')?.loadMore();
          tally.of(lists);
        }
        assert.equal(tally.of(lists).count, newest([...before, ...fresh]).filter(({ needs }) => needs).length);
      }),
    );
  });
});
