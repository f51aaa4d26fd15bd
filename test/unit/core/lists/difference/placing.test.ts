import assert from 'node:assert/strict';
import { placed } from '../../../../../src/core/lists/difference/placing';
import { TieOrders } from '../../../../../src/core/lists/difference/tieOrders';
import type { OpportunitySummary, Sort } from '../../../../../src/core/model/opportunity';

const closing: Sort = { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' };
const byId: Sort = { SortBy: 'Identifier', SortOrder: 'ASCENDING' };
const byName: Sort = { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' };

/** An opportunity that closes on a day of a month, with its id. */
const on = (Id: string, day?: string, NextSteps?: string): OpportunitySummary => ({
  ...{ Catalog: 'AWS', Id },
  LifeCycle: { ...(day && { TargetCloseDate: `2026-06-${day}` }), ...(NextSteps && { NextSteps }) },
});
const of = (Id: string, CompanyName?: string): OpportunitySummary => ({
  ...{ Catalog: 'AWS', Id },
  ...(CompanyName && { Customer: { Account: { CompanyName } } }),
});

interface Options {
  readonly sort?: Sort;
  readonly isWhole?: boolean;
  readonly leaving?: readonly string[];
  readonly ties?: TieOrders;
}

function place(
  rows: readonly OpportunitySummary[],
  toPlace: readonly OpportunitySummary[],
  { sort = closing, isWhole = true, leaving = [], ties = new TieOrders() }: Options = {},
): string | undefined {
  const moved = new Set([...leaving, ...toPlace.flatMap(({ Id: id }) => id ?? [])]);
  const result = placed({ rows, moved, toPlace, isWhole }, sort, ties);
  assert.ok(ties.isPending || (result ?? []).every((item) => !moved.has(item.Id ?? '') || toPlace.includes(item)));
  return ties.isPending ? 'asks' : result?.map(({ Id: id }) => id).join(' ');
}

describe('the place of an opportunity in a list', () => {
  const rows = [on('O1', '01'), on('O2', '05'), on('O3', '10'), on('O4', '20')];

  it('is where its date is, whether it is new or was there', () => {
    assert.equal(place(rows, [on('O5', '07')]), 'O1 O2 O5 O3 O4');
    assert.equal(place(rows, [on('O1', '25')]), 'O2 O3 O4 O1');
    assert.equal(place(rows, [on('O4', '20', 'changed'), on('O5', '01')].slice(0, 1)), 'O1 O2 O3 O4');
    assert.equal(place(rows, [], { leaving: ['O2'] }), 'O1 O3 O4');
    assert.equal(place([], [on('O5', '07'), on('O6', '03')]), 'O6 O5');
    const descending: Sort = { ...closing, SortOrder: 'DESCENDING' };
    assert.equal(place(rows.toReversed(), [on('O5', '07')], { sort: descending }), 'O4 O3 O5 O2 O1');
  });

  it('is asked of AWS among those of the same date', () => {
    const ties = new TieOrders();
    assert.equal(place(rows, [on('O5', '05')], { ties }), 'asks');
    assert.deepEqual(ties.take(), [['O2', 'O5']]);
    ties.learn(['O5', 'O2']);
    assert.equal(place(rows, [on('O5', '05')], { ties }), 'O1 O5 O2 O3 O4');
  });

  it('is confirmed by its neighbours among many of the same date, if it was there', () => {
    const many = Array.from({ length: 40 }, (_, n) => on(`O${100 + n}`, '05'));
    const ties = new TieOrders();
    const changed = [on('O110', '05', 'changed'), on('O111', '05', 'changed'), on('O139', '05', 'changed')];
    assert.equal(place(many, changed, { ties }), 'asks');
    assert.deepEqual(ties.take(), [['O109', 'O110', 'O111', 'O112', 'O138', 'O139']]);
    ties.learn(['O109', 'O110', 'O111', 'O112', 'O138', 'O139']);
    assert.equal(place(many, changed, { ties }), many.map(({ Id: id }) => id).join(' '));
    const turned = new TieOrders();
    turned.learn(['O110', 'O109', 'O111', 'O112', 'O138', 'O139']);
    assert.equal(
      place(many, changed, { ties: turned }),
      undefined,
      'it is somewhere else now, and nobody can ask where',
    );
  });

  it('is not known if AWS contradicts the order of the list', () => {
    const ties = new TieOrders();
    ties.learn(['O3', 'O9', 'O2']);
    assert.equal(place([on('O2', '05'), on('O3', '05')], [on('O9', '05')], { ties }), undefined);
    assert.equal(place([on('O1', '05'), on('O2', '01'), on('O3', '09')], [on('O9', '07')]), undefined);
  });

  it('is not known without a date, unless the list shows where AWS has those', () => {
    assert.equal(place(rows, [on('O9')]), undefined);
    assert.equal(place([...rows, on('O8')], [on('O8')]), 'O1 O2 O3 O4 O8');
    assert.equal(place([on('O8'), ...rows], [on('O8'), on('O9', '02')]), 'O8 O1 O9 O2 O3 O4');
    assert.equal(place([...rows, on('O8')], [on('O9', '30')]), 'O1 O2 O3 O4 O9 O8');
    const ties = new TieOrders();
    assert.equal(place([on('O8'), ...rows], [on('O9')], { ties }), 'asks');
    ties.take();
    ties.learn(['O9', 'O8']);
    assert.equal(place([on('O8'), ...rows], [on('O9')], { ties }), 'O9 O8 O1 O2 O3 O4');
    assert.equal(place([on('O8')], [on('O9', '01')]), undefined, 'before or after those without a date');
    assert.equal(place([on('O1', '01'), on('O8'), on('O2', '02')], [on('O9', '01')]), undefined);
  });

  it('is known by id only if the order of numbers and of text agree', () => {
    const ids = ['O10', 'O20', 'O30'].map((id) => on(id));
    assert.equal(place(ids, [on('O25')], { sort: byId }), 'O10 O20 O25 O30');
    assert.equal(place(ids, [on('O7')], { sort: byId }), undefined);
    assert.equal(place([on('O7'), ...ids], [on('O8')], { sort: byId }), 'O7 O8 O10 O20 O30');
    assert.equal(place([...ids, on('O7')], [on('O15')], { sort: byId }), 'O10 O15 O20 O30 O7');
  });

  it('stays under names, whose order only AWS knows, and is not known for a new name', () => {
    const names = [of('O1', 'Ärzte'), of('O2', 'Bern'), of('O3', 'zoo'), of('O4')];
    const again = { ...of('O2', 'Bern'), Arn: 'changed' };
    assert.equal(place(names, [again], { sort: byName }), 'O1 O2 O3 O4');
    assert.equal(place(names, [again, { ...of('O4'), Arn: 'changed' }], { sort: byName }), 'O1 O2 O3 O4');
    assert.equal(place(names, [], { sort: byName, leaving: ['O3'] }), 'O1 O2 O4');
    assert.equal(place(names, [of('O2', 'Berne')], { sort: byName }), undefined);
    assert.equal(place(names, [of('O9', 'Bern')], { sort: byName }), undefined);
    const ties = new TieOrders();
    const shared = [...names.slice(0, 2), of('O5', 'BERN'), of('O6', 'Bern'), ...names.slice(2)];
    assert.equal(place(shared, [again], { sort: byName, ties }), 'asks');
    assert.deepEqual(ties.take(), [['O2', 'O5']]);
    ties.learn(['O2', 'O5', 'O6']);
    assert.equal(place(shared, [again], { sort: byName, ties }), 'O1 O2 O5 O6 O3 O4');
    const turned = new TieOrders();
    turned.learn(['O5', 'O2', 'O6']);
    assert.equal(place(shared, [again], { sort: byName, ties: turned }), 'O1 O5 O2 O6 O3 O4');
  });

  describe('in the loaded part of a list', () => {
    const part = { isWhole: false };

    it('is known as long as the same opportunities are loaded', () => {
      assert.equal(place(rows, [on('O3', '02')], part), 'O1 O3 O2 O4');
      assert.equal(place(rows, [on('O4', '02')], part), 'O1 O4 O2 O3', 'the last row may move up');
      assert.equal(place(rows, [on('O9', '30')], part), 'O1 O2 O3 O4', 'behind the last row');
    });

    it('is not known if one enters, leaves, or is at the end', () => {
      assert.equal(place(rows, [on('O9', '07')], part), undefined);
      assert.equal(place(rows, [], { ...part, leaving: ['O2'] }), undefined);
      assert.equal(place(rows, [on('O2', '30')], part), undefined);
      assert.equal(place(rows, [on('O4', '20', 'changed')], part), undefined);
      assert.equal(
        place(rows, [on('O4', '02'), on('O9', '19')], part),
        undefined,
        'it may be before or behind what follows',
      );
      assert.equal(place([], [on('O9', '07')], part), undefined);
    });
  });
});
