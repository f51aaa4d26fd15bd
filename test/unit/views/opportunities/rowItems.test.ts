import assert from 'node:assert/strict';
import type { ListKey } from '../../../../src/core/lists/listKeys';
import type { OpportunityLists } from '../../../../src/core/lists/opportunityLists';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { collectItems } from '../../../../src/views/opportunities/rowItems';
import { RowMaker } from '../../../../src/views/opportunities/rowMaker';
import type { GroupRow, Row } from '../../../../src/views/opportunities/rows';
import { summary } from '../../../support/fakeSource';

describe('the opportunities that rows stand for', () => {
  const prospects = Array.from({ length: 2_300 }, (_, n) => summary(`O${n}`));
  const committed = [summary('C1', 'Committed')];
  const strays: OpportunitySummary[] = [{ Catalog: 'AWS', Id: 'S1' }];
  const loaded: Partial<Record<ListKey, readonly OpportunitySummary[]>> = { Prospect: prospects, Committed: committed };
  const lists = {
    listOf: (key: ListKey) => loaded[key] && { items: loaded[key] },
    other: strays,
    loaded: () => [...committed, ...prospects.slice(0, 2)],
  } as Partial<OpportunityLists> as OpportunityLists;
  const prospect: GroupRow = { kind: 'stage', stage: 'Prospect' };
  const rowOf = (item: OpportunitySummary): Row => ({ kind: 'opportunity', group: prospect, item, key: item.Id ?? '' });
  /** Collects without a pause, and tells how many there were to be. */
  const collected = (rows: readonly Row[], from = lists) => {
    const found = new Set<OpportunitySummary>();
    const pauses = [...collectItems(rows, from, found)].length;
    return { items: [...found], pauses };
  };
  const ids = (...rows: readonly Row[]) => collected(rows).items.map(({ Id }) => Id);

  it('are those of a stage, of what has none, and none where nothing is loaded', () => {
    assert.equal(ids(prospect).length, 2_300);
    assert.deepEqual(ids({ kind: 'stage', stage: 'Committed' }, { kind: 'other' }), ['C1', 'S1']);
    assert.deepEqual(ids({ kind: 'stage', stage: 'Launched' }), []);
  });

  it('are those of a group among what is loaded', () => {
    const bucket = (value: string | undefined): Row => ({ kind: 'bucket', grouping: 'stage', value }) as Row;
    assert.deepEqual(ids(bucket('Prospect')), ['O0', 'O1']);
    assert.deepEqual(ids(bucket('Committed')), ['C1']);
    assert.deepEqual(ids(bucket('Launched'), bucket(undefined)), []);
  });

  it('are the thousand of a range, and fewer of the last', () => {
    const ranges = new RowMaker().under(prospect, prospects);
    const [, second, third] = ranges;
    assert.ok(second && third);
    assert.deepEqual(collected([second]).items, prospects.slice(1_000, 2_000));
    assert.deepEqual(collected([third]).items, prospects.slice(2_000));
  });

  it('are in the order of the rows, each once', () => {
    const [first, second] = prospects.map(rowOf);
    assert.ok(first && second);
    assert.deepEqual(ids(second, first, second, { kind: 'stage', stage: 'Committed' }), ['O1', 'O0', 'C1']);
    assert.deepEqual(ids(second, prospect).slice(0, 3), ['O1', 'O0', 'O2']);
    assert.deepEqual(ids({ kind: 'more', list: prospect } as Row), []);
  });

  it('are found by looking once at what is loaded, with pauses, however many groups are selected', () => {
    let looks = 0;
    const items = Array.from(
      { length: 10_000 },
      (_, n): OpportunitySummary => ({
        ...summary(`O${n}`),
        get OpportunityType() {
          looks += 1;
          return `type ${n % 3_000}` as never;
        },
      }),
    );
    const many = { ...lists, loaded: () => items } as Partial<OpportunityLists> as OpportunityLists;
    const rows = Array.from(
      { length: 3_000 },
      (_, n): Row => ({ kind: 'bucket', grouping: 'opportunityType', value: `type ${n}` }),
    );
    const { items: found, pauses } = collected(rows, many);
    assert.equal(found.length, 10_000);
    assert.equal(looks, 10_000);
    assert.ok(pauses >= 3_000, String(pauses));
  });

  it('are each once although another page comes in during a pause', () => {
    const growing = prospects.slice(0, 1_500);
    const list = { ...lists, listOf: () => ({ items: growing }) } as never;
    const found = new Set<OpportunitySummary>();
    for (const _ of collectItems([prospect], list, found)) growing.push(summary(`N${growing.length}`));
    assert.equal(found.size, 1_500);
  });
});
