import assert from 'node:assert/strict';
import { RowMaker } from '../../../../src/views/opportunities/rowMaker';
import { type GroupRow, parentOf, type Row, rowId } from '../../../../src/views/opportunities/rows';
import { summary } from '../../../support/fakeSource';

const maker = new RowMaker();
const stage: GroupRow = { kind: 'stage', stage: 'Prospect' };
const many = (count: number) => Array.from({ length: count }, (_, n) => summary(`O${n}`));
const ids = (rows: readonly Row[]) => rows.map(rowId);

describe('the rows of a group', () => {
  it('are its opportunities up to a thousand', () => {
    assert.deepEqual(new Set(maker.under(stage, many(1_000)).map(({ kind }) => kind)), new Set(['opportunity']));
  });

  it('are ranges of a thousand, the same objects every time, beyond', () => {
    const items = many(2_001);
    const ranges = maker.under(stage, items);
    assert.deepEqual(ids(ranges), ['range 0 Prospect', 'range 1 Prospect', 'range 2 Prospect']);
    for (const [index, range] of maker.under(stage, many(3_000)).entries()) assert.equal(range, ranges[index]);
    assert.equal(maker.lastRange(stage, 2_001), ranges[2]);
    assert.notEqual(maker.under({ kind: 'stage', stage: 'Launched' }, items)[0], ranges[0]);
  });

  it('stand in the ranges in the order of the list, each once, and each knows where', () => {
    const items = many(2_345);
    const rows: Row[] = [];
    for (const range of maker.under(stage, items)) {
      assert.ok(range.kind === 'range');
      assert.equal(parentOf(range), stage);
      for (const row of maker.inRange(range, items)) {
        assert.equal(parentOf(row), range);
        rows.push(row);
      }
    }
    assert.deepEqual(
      rows.map((row) => row.kind === 'opportunity' && row.item),
      items,
    );
    assert.equal(new Set(ids(rows)).size, items.length);
    for (const index of [0, 999, 1_000, 2_344]) assert.equal(maker.at(stage, items, index), rows[index]);
  });

  it('keep their ids when the group grows past a thousand', () => {
    const before = ids(maker.under(stage, many(10)));
    const items = many(1_001);
    const [first] = maker.under(stage, items);
    assert.ok(first?.kind === 'range');
    assert.deepEqual(ids(maker.inRange(first, items)).slice(0, 10), before);
    assert.equal(parentOf(maker.at(stage, items, 3) ?? first), first);
    assert.equal(parentOf(maker.at(stage, items.slice(0, 10), 3) ?? first), stage);
  });

  it('are told apart where they have no id, across ranges too', () => {
    const items = Array.from({ length: 1_500 }, () => ({ Catalog: 'AWS' }));
    const rows = maker
      .under(stage, items)
      .flatMap((range) => (range.kind === 'range' ? maker.inRange(range, items) : []));
    assert.equal(new Set(ids(rows)).size, 1_500);
  });

  it('have no id that a company could bring about by its name', () => {
    const bucket = (value: string): GroupRow => ({ kind: 'bucket', grouping: 'company', value });
    const [range] = maker.under(bucket('A'), many(1_001));
    assert.ok(range);
    for (const name of ['A/range/0', rowId(range), `A ${rowId(range)}`])
      assert.notEqual(rowId(bucket(name)), rowId(range));
  });
});
