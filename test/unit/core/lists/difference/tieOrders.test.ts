import assert from 'node:assert/strict';
import { TieOrders } from '../../../../../src/core/lists/difference/tieOrders';

const ids = (from: number, count: number) => Array.from({ length: count }, (_, n) => `O${from + n}`);

describe('the order of ties', () => {
  it('is wanted until AWS says it, and then that of the answer', () => {
    const ties = new TieOrders();
    assert.deepEqual([ties.of(['O1', 'O2']), ties.isPending], [['O1', 'O2'], true]);
    assert.deepEqual([ties.take(), ties.isPending], [[['O1', 'O2']], false]);
    ties.learn(['O3', 'O2', 'O1']);
    assert.deepEqual(ties.of(['O1', 'O2']), ['O2', 'O1']);
    assert.deepEqual(ties.of(['O1', 'O2', 'O3']), ['O3', 'O2', 'O1']);
    assert.equal(ties.isPending, false);
  });

  it('is asked once, and stays unknown if AWS does not list all of them', () => {
    const ties = new TieOrders();
    ties.of(['O1', 'O2']);
    ties.take();
    ties.learn(['O1']);
    assert.deepEqual([ties.of(['O1', 'O2']), ties.isPending], [undefined, false]);
  });

  it('is asked of several groups in one request, with as many ids as AWS accepts', () => {
    const ties = new TieOrders();
    for (const group of [ids(0, 12), ids(100, 12), ids(200, 8), ids(6, 12)]) ties.of(group);
    const requests = ties.take();
    assert.deepEqual(
      requests.map((request) => request.length),
      [20, 12, 12],
    );
    assert.equal(ties.of(ids(0, 21)), undefined, 'more than one request can have');
    assert.equal(ties.isPending, false);
  });
});
